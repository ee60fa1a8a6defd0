"""A log of who wrote to whom and when in, interactions as arrays out, ready to be measured.

``from to seconds``, a line each, apart by white space or commas, with or without a header, plain,
.gz or .xz: the layout of SNAP's temporal networks. KONECT's, which begin with a line such as
``% asym positive``, have a weight before the seconds. Names are any words or numbers.
What is dropped is counted: lines that cannot be read, repeated rows, mails to oneself, and the
dead tail after the log's end.
"""

from __future__ import annotations

import gzip
import lzma
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from io import BufferedReader
from typing import TYPE_CHECKING

import numpy as np

from comity.errors import BadInput, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from comity.evaluate.metrics import Integers

DAY_US = 86_400_000_000
LINES_MAX = 20_000_000
LINE_MAX = 1_000  # characters
SECONDS_MAX = 1e11  # three thousand years
DEAD_DAYS = 60  # a log that is silent for so long has ended ...
DEAD_SHARE = 0.01  # ... silent: under this share of its usual rate ...
TAIL_SHARE = 0.1  # ... unless more than this share of all it holds comes later
_BLOCK_DAYS = 28
_APART = str.maketrans({",": " ", ";": " ", '"': None, "\ufeff": None})
_FROM = {"from", "source", "src", "sender", "u"}
_TO = {"to", "target", "dst", "recipient", "v"}
_KONECT = {"%sym", "%asym", "%bip"}
_AT = {"seconds", "time", "timestamp", "ts", "t", "at"}


@dataclass(frozen=True)
class Log:
    """Interactions in order of time, each one sender, one recipient, one instant."""

    name: str
    digest: str  # of who wrote to whom when, whatever people and the first instant are called
    people: int
    sender: Integers  # people by number, 0 to people - 1
    recipient: Integers
    at_us: Integers  # since the first; a day is 24 hours from there
    days: int  # from the first to the log's end
    dropped: Mapping[str, int]

    @cached_property
    def recipients(self) -> Integers:
        """How many each was written to: rows of one sender and one instant are one mail."""
        starts = np.diff(self.at_us, prepend=-1) | np.diff(self.sender, prepend=-1)
        mail = np.cumsum(starts != 0) - 1  # rows are in order of instant and sender
        return np.asarray(np.bincount(mail)[mail], np.int64)


def read_log(path: Path, *, until_day: int | None = None) -> Log:
    """Read a log, to its end or to a given day."""
    who: dict[str, int] = {}
    rows: list[tuple[int, int, int]] = []
    unreadable: list[int] = []
    columns = (0, 1, 2)
    try:
        with _opened(path) as file:
            for number, fields in _lines(file):
                if fields[0][0] in "%#":
                    columns = (0, 1, 3) if "".join(fields[:2]) in _KONECT else columns
                elif not rows and not unreadable and (named := _header(fields)):
                    columns = named
                elif (row := _row(fields, columns, who)) is not None:
                    rows.append(row)
                else:
                    unreadable.append(number)
    except (OSError, EOFError, lzma.LZMAError) as error:
        raise BadInput(f"{path.name} cannot be read: {error}") from error
    if len(rows) <= len(unreadable):
        where = f"; line {unreadable[0]} is not" if unreadable else ", and this one is empty"
        raise BadInput(
            f"{path.name} is no log of mails",
            hint=f"a log has lines of: from to seconds{where}",
        )
    made = np.array(rows, dtype=np.int64).T
    return _cleaned(path, made, unreadable=len(unreadable), until_day=until_day)


def _opened(path: Path) -> BufferedReader:
    if not path.is_file():
        raise NotFound(f"there is no file {path}")
    with path.open("rb") as file:
        start = file.read(6)
    if start.startswith(b"\x1f\x8b"):
        return BufferedReader(gzip.open(path))
    return BufferedReader(lzma.open(path)) if start == b"\xfd7zXZ\0" else path.open("rb")


def _lines(file: BufferedReader) -> Iterator[tuple[int, list[str]]]:
    """Yield the fields of each line that is not empty, with its number."""
    for number in range(1, LINES_MAX + 1):
        line = file.readline(LINE_MAX)
        if not line:
            return
        fields = line.decode("utf-8", "replace").translate(_APART).split()
        if fields:
            yield number, fields
    raise BadInput(f"the log has more than {LINES_MAX:,} lines")


def _header(fields: list[str]) -> tuple[int, int, int] | None:
    """Return which columns are from, to and seconds, of a line that says so."""
    words = [field.casefold() for field in fields]
    found = [[at for at, word in enumerate(words) if word in names] for names in (_FROM, _TO, _AT)]
    return (found[0][0], found[1][0], found[2][0]) if all(found) else None


def _row(
    fields: list[str], columns: tuple[int, int, int], who: dict[str, int]
) -> tuple[int, int, int] | None:
    """Return (sender, recipient, instant in microseconds); None of what is no such row."""
    try:
        sender, recipient = fields[columns[0]], fields[columns[1]]
        at_s = float(fields[columns[2]])
    except (IndexError, ValueError):
        return None
    if not abs(at_s) < SECONDS_MAX:
        return None
    return who.setdefault(sender, len(who)), who.setdefault(recipient, len(who)), round(at_s * 1e6)


def _cleaned(path: Path, rows: Integers, *, unreadable: int, until_day: int | None) -> Log:
    """Return the log without repeated rows, mails to oneself, and its dead tail."""
    sender, recipient, at_us = rows[:, np.lexsort((rows[1], rows[0], rows[2]))]
    repeated = np.zeros(len(at_us), dtype=bool)
    repeated[1:] = (np.diff(sender) == 0) & (np.diff(recipient) == 0) & (np.diff(at_us) == 0)
    to_oneself = ~repeated & (sender == recipient)
    kept = ~repeated & ~to_oneself
    if not kept.any():
        raise BadInput(f"{path.name} holds no mail from one person to another")
    at_us = at_us - at_us[kept][0]
    digest = _digest(sender[kept], recipient[kept], at_us[kept])
    days = dead_from(at_us[kept] // DAY_US) if until_day is None else until_day
    late = kept & (at_us >= days * DAY_US)
    kept &= ~late
    people, numbered = np.unique(np.stack([sender[kept], recipient[kept]]), return_inverse=True)
    numbered = numbered.reshape(2, -1)
    dropped = {
        "unreadable": unreadable,
        "repeated": int(repeated.sum()),
        "to_oneself": int(to_oneself.sum()),
        "after_the_end": int(late.sum()),
    }
    return Log(
        path.name,
        digest,
        len(people),
        numbered[0],
        numbered[1],
        at_us[kept],
        days,
        dropped,
    )


def _digest(sender: Integers, recipient: Integers, at_us: Integers) -> str:
    """Return the digest of a log before it is cut, its people numbered as they appear."""
    people = np.stack([sender, recipient], axis=1).ravel()
    _, first, numbered = np.unique(people, return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(first))
    return sha256(rank[numbered].tobytes() + at_us.tobytes()).hexdigest()[:16]


def dead_from(day: Integers) -> int:
    """Return the day by which the log has ended.

    A log has ended before the first 60 days that hold under 1% of what it usually holds in as
    many, when nearly nothing comes after. Its usual rate is the median over blocks of four weeks
    that hold anything.
    """
    counts = np.bincount(day)
    blocks = np.bincount(np.arange(len(counts)) // _BLOCK_DAYS, weights=counts)
    usual = float(np.median(blocks[blocks > 0])) / _BLOCK_DAYS
    ahead = np.concatenate([[0], np.cumsum(counts)])
    starts = np.arange(max(len(counts) - DEAD_DAYS, 0))
    window = ahead[starts + DEAD_DAYS] - ahead[starts]
    later = ahead[-1] - ahead[starts]
    dead = (window < DEAD_SHARE * usual * DEAD_DAYS) & (later < TAIL_SHARE * ahead[-1])
    return int(starts[dead][0]) if dead.any() else len(counts)
