"""A table of calls in (CSV, as Android's exporters write it), its calls out.

There is no standard: a table is one of calls where columns are called by the number, by the kind
of call or its direction, by when it was, and by how long it lasted. Dates are read as the whole
column tells their order, times as the telephone's own.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from comity.model import Problem
from comity.normalise.name import fold
from comity.normalise.time import us_of
from comity.sources.cards.table_dates import day_first, day_of
from comity.sources.cards.table_rows import DELIMITERS, HEAD_BYTES, decoded, lines_of, rows
from comity.sources.contentline import FILE_BYTES
from comity.sources.phones.parties import instant_us

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import tzinfo
    from pathlib import Path

SUFFIXES = frozenset({".csv", ".tsv"})
_PREAMBLE_ROWS = 5
_COLUMNS = {
    "number": re.compile(
        r"(?:cell |contact |caller )?(?:phone |telephone )?(?:number|no\.?)|phone|telephone"
        r"|caller|rufnummer|telefonnummer|nummer|numero(?: de telefono)?|numer"
    ),
    "name": re.compile(r"(?:contact |cached |caller )?name|contact|kontakt|nom|nombre|nome"),
    "type": re.compile(
        r"(?:call )?(?:type|direction|status)|anruftyp|art|richtung|tipo(?: de llamada)?"
        r"|type d appel"
    ),
    "date": re.compile(r"(?:call |start )?date(?:[ /]*(?:and )?time)?|timestamp|datum|fecha|data"),
    "time": re.compile(r"(?:call |start )?time|uhrzeit|zeit|hora|heure|ora"),
    "duration": re.compile(
        r"(?:call )?(?:duration|length)(?: ?(?:in )?\(?(?:s|sec|secs|seconds)\)?)?"
        r"|dauer(?: ?\(?(?:s|sek|sekunden)\)?)?|duracion|duree|durata"
    ),
}
_TYPES = {
    "1": re.compile(r"1|incoming.*|inbound|received|answered|eingehend\w*|entrantes?|entrant"),
    "2": re.compile(r"2|outgoing.*|outbound|dial+ed|ausgehend\w*|salientes?|sortant|made"),
    "3": re.compile(
        r"3|(?:\w{1,20} ){0,3}missed.*|unanswered|no answer|verpasst\w*|perdidas?|manque"
    ),
    "4": re.compile(r"4|voice ?mail"),
    "5": re.compile(r"5|rejected|declined|abgelehnt\w*|rechazadas?|refuse"),
    "6": re.compile(r"6|blocked|spam|blockiert\w*|bloqueadas?|bloque"),
    "7": re.compile(r"7|answered externally"),
}
_CLOCK = re.compile(
    r"(\d{1,2}):(\d\d)(?::(\d\d))?(?:[.,]\d+)?\s*([ap])?\.?\s*(?:m\b)?", re.IGNORECASE
)
_OFFSET = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$")
_SPAN = re.compile(
    r"(?:(\d{1,3})\s*(?:h|hrs?|hours?|std)\b\.?)?[\s,]*+(?:(\d{1,4})\s*(?:m|mins?|minutes?)\b\.?)?"
    r"[\s,]*+(?:(\d{1,6})\s*(?:s|secs?|seconds?|sek)?\b\.?)?",
    re.IGNORECASE,
)
_HALF_DAY_HOURS = 12
_CELL_CHARS = 60
_MILLISECONDS_DIGITS = 12


class Logged(NamedTuple):
    """One call as it is written."""

    number: str
    name: str
    type: str  # as Android numbers them
    at_us: int | None
    duration: str


def recognise(path: Path) -> bool:
    """Whether the header is one of calls."""
    with path.open("rb") as file:
        lines, delimiter = lines_of(decoded(file.read(HEAD_BYTES)))
    return _header(lines, delimiter) is not None


def calls(path: Path, tz: tzinfo) -> Iterator[Logged | Problem]:
    """Yield the calls of a table."""
    if path.stat().st_size > FILE_BYTES:
        what = "the file is larger than 256 MB"
        yield Problem(path.name, what, "export fewer calls at once")
        return
    lines, delimiter = lines_of(decoded(path.read_bytes()))
    found = _header(lines, delimiter)
    if found is None:
        yield Problem(path.name, "it has no header of calls", "export them again")
        return
    columns, delimiter, after, width = found
    table = list(rows(lines, delimiter, first=after, width=width))
    at = columns["date"]
    dates = [one.cells[at] for one in table if one.cells and len(one.cells) > at]
    is_day_first = day_first(dates)
    for row in table:
        if row.cells is None:
            what = row.problem or "the row cannot be read"
            yield Problem(f"{path.name}, line {row.line}", what, "look at that line")
            continue
        said = {
            field: row.cells[place].strip() if place < len(row.cells) else ""
            for field, place in columns.items()
        }
        when = _at_us(said["date"], said.get("time", ""), tz, is_day_first=is_day_first)
        kind = type_of(said["type"])
        yield Logged(said["number"], said.get("name", ""), kind, when, said["duration"])


def type_of(word: str) -> str:
    """Return the number of a kind of call; "" where it is none that is known."""
    plain = fold(word[:_CELL_CHARS]).replace("_", " ").strip()
    plain = plain.removesuffix(" type").removesuffix(" call").strip()
    return next((kind for kind, words in _TYPES.items() if words.fullmatch(plain)), "")


def seconds(written: str) -> int:
    """Return a length: "65", "1:05", "00:01:05", "1m 5s"; 0 where it says none.

    >>> [seconds(one) for one in ("65", "1:05", "00:01:05", "1m 5s", "1 min 5 sec", "-", "")]
    [65, 65, 65, 65, 65, 0, 0]
    """
    plain = written.strip()[:_CELL_CHARS]
    parts = plain.split(":")
    if 1 < len(parts) <= len("hms") and all(one.strip().isdecimal() for one in parts):
        total = 0
        for one in parts:
            total = total * 60 + int(one)
        return total
    match = _SPAN.fullmatch(plain)
    if not match:
        return 0
    hours, minutes, rest = (int(one or 0) for one in match.groups())
    return hours * 3600 + minutes * 60 + rest


def _header(lines: Sequence[str], delimiter: str) -> tuple[dict[str, int], str, int, int] | None:
    """Return the columns, the delimiter, the place after the header, and its width."""
    tried = delimiter or DELIMITERS
    for start, line in enumerate(lines[:_PREAMBLE_ROWS]):
        for mark in tried:
            if mark not in line:
                continue
            row = next(rows(lines[start : start + 1], mark), None)
            if row is None or row.cells is None:
                continue
            found = _columns(row.cells)
            if found:
                return found, mark, start + 1, len(row.cells)
    return None


def _columns(header: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(header):
        plain = " ".join(fold(cell[:_CELL_CHARS]).replace("_", " ").split())
        for field, words in _COLUMNS.items():
            if field not in found and words.fullmatch(plain):
                found[field] = place
                break
    if "date" not in found and "time" in found:
        found["date"] = found.pop("time")
    return found if found.keys() >= {"number", "type", "date", "duration"} else {}


def _at_us(day: str, clock: str, tz: tzinfo, *, is_day_first: bool | None) -> int | None:
    """Return when a call began; None where that cannot be told."""
    plain = day.strip()
    if plain.isdecimal() and len(plain) >= _MILLISECONDS_DIGITS:
        return instant_us(plain)
    if _OFFSET.search(plain) and "T" in plain:
        try:
            moment = datetime.fromisoformat(plain)
        except ValueError:
            return None
        return us_of(moment) if moment.tzinfo else None
    told = day_of(plain, is_day_first=is_day_first)
    found = _CLOCK.search(clock or plain)
    if not found or len(told) != len("2026-03-02") or not told[0].isdigit():
        return None
    hour, minute, second = (int(one or 0) for one in found.groups()[:3])
    if found[4]:
        hour = hour % _HALF_DAY_HOURS + (_HALF_DAY_HOURS if found[4].lower() == "p" else 0)
    try:
        moment = datetime.combine(date.fromisoformat(told), time(hour, minute, second), tz)
        return us_of(moment)
    except (ValueError, OverflowError):
        return None
