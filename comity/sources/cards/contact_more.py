"""What a table of contacts says beside who somebody is: decisions, an evening, own columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from comity.model import Decided, Participant, Record
from comity.normalise.time import us_of
from comity.sources.cards.contact_columns import NOTED
from comity.sources.cards.table_dates import day_of
from comity.sources.contentline import digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from comity.model import Attribute, Skipped
    from comity.sources.cards.contact_table import Table

_CELL_CHARS = 2_000  # of a column kept under its own name
_HEAD_CHARS = 80
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4375, "quarter": 91.3125, "year": 365.25}
_SPOKEN = {
    "daily": 1.0, "weekly": 7.0, "biweekly": 14.0, "bi-weekly": 14.0, "fortnightly": 14.0,
    "monthly": 30.4375, "bimonthly": 61.0, "quarterly": 91.3125, "biannually": 182.6,
    "semiannually": 182.6, "yearly": 365.25, "annually": 365.25, "täglich": 1.0,
    "wöchentlich": 7.0, "monatlich": 30.4375, "vierteljährlich": 91.3125, "halbjährlich": 182.6,
    "jährlich": 365.25,
}  # fmt: skip
_EVERY = re.compile(
    r"(?:(?:every|once an?|alle|toutes? les|cada) )?(?:(\d{1,4}|two|three|six|other) ?)?"
    r"(day|week|month|quarter|year|tag|woche|monat|quartal|jahr|d|w|m|y)(?:s|e|en|n)?"
)
_NUMBERS = {"two": 2, "three": 3, "six": 6, "other": 2}
_GERMAN = {"tag": "day", "woche": "week", "monat": "month", "quartal": "quarter", "jahr": "year"}
_LETTERS = {"d": "day", "w": "week", "m": "month", "y": "year"}
_TIME = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?\s*([AaPp])?")
_NOON: Final = 12
_HALF_DAY: Final = 12


def rhythm_days(text: str) -> float:
    """Return how many days a rhythm has; 0 where a cell tells none.

    >>> [rhythm_days(one) for one in ("Every 2 weeks", "quarterly", "90", "3m", "never")]
    [14.0, 91.3125, 90.0, 91.3125, 0.0]
    """
    said = " ".join(text.lower().split())[:60]
    if said in _SPOKEN:
        return _SPOKEN[said]
    if said.isascii() and said.isdigit():
        return float(said[:5])
    found = _EVERY.fullmatch(said)
    if not found:
        return 0.0
    number = _NUMBERS.get(found[1] or "", 0) or int(found[1] or 1)
    unit = found[2].lower()
    return number * _DAYS[_LETTERS.get(unit, _GERMAN.get(unit, unit))]


def decisions(row: list[str], table: Table, identity: str, name: str) -> Iterator[Decided]:
    """Yield what a row says that the user had decided."""
    for cell in table.cells(row, "cadence"):
        if days := rhythm_days(cell):
            yield Decided("keep", identity, value={"rhythm_days": days}, name=name)
    for cell in table.cells(row, "remind"):
        day = day_of(cell, is_day_first=table.is_day_first)
        if day and not day.startswith("-"):
            yield Decided("remind", identity, value={"day": day, "text": ""}, name=name)


def beside(row: list[str], table: Table) -> Iterator[tuple[Attribute, str]]:
    """Yield who is related, and as one note what columns of no other use hold, by their names."""
    for place in table.columns.places("related"):
        if said := _cell(row, place):
            yield "related", f"{said} ({_label(row, table, place).lower()})"
    kept = [*table.columns.places(NOTED)]
    kept += [n for n in table.columns.places("cadence") if not rhythm_days(_cell(row, n))]
    for field_ in ("remind", "joined"):
        places = table.columns.places(field_)
        kept += [n for n in places if not day_of(_cell(row, n), is_day_first=table.is_day_first)]
    kept = [place for place in kept if _cell(row, place)]
    if kept:
        yield "note", "\n".join(f"{_label(row, table, n)}: {_cell(row, n)}" for n in sorted(kept))


def _cell(row: list[str], place: int) -> str:
    return row[place].strip()[:_CELL_CHARS] if place < len(row) else ""


def _label(row: list[str], table: Table, place: int) -> str:
    """Return what a column is called: by the label beside it, else by its head."""
    label = table.columns.labels.get(place)
    said = _cell(row, label).lstrip("* ") if label is not None else ""
    return " ".join((said or table.header[place]).split())[:_HEAD_CHARS]


@dataclass(slots=True)
class Evening:
    """Who joined, where a table is the list of those who took part in something."""

    there: dict[str, Participant] = field(default_factory=dict)
    first: datetime | None = None

    def attend(self, row: list[str], table: Table, record: Record | Skipped) -> None:
        """Take note of somebody who joined."""
        cells = table.cells(row, "joined")
        times = [at for cell in cells if (at := _moment(cell, table.is_day_first))]
        if not times or not isinstance(record, Record) or not record.participants:
            return
        who = record.participants[0]
        self.there[who.identity] = Participant("attendee", who.identity, who.name, "accepted")
        self.first = min(filter(None, (self.first, *times)))

    def record(self, where: str, tz: tzinfo) -> Record | None:
        """Return the meeting it was; None where nobody joined on a day."""
        if not self.first:
            return None
        at_us = us_of(self.first.replace(tzinfo=tz).astimezone(UTC))
        return Record(
            kind="event",
            ref=digest(("attendance", self.first.isoformat())),
            where=where,
            channel="calendar",
            interaction="meeting",
            at_us=at_us,
            version=digest(sorted(self.there)),
            participants=tuple(self.there.values()),
            subject=where.rpartition(".")[0],
        )


def _moment(cell: str, is_day_first: bool | None) -> datetime | None:
    day = day_of(cell, is_day_first=is_day_first)
    if not day or day.startswith("-"):
        return None
    found = _TIME.search(cell)
    hour = int(found[1]) if found else _NOON
    if found and found[4]:
        hour = hour % _HALF_DAY + _HALF_DAY * (found[4].lower() == "p")
    minutes = int(found[2]) if found else 0
    try:
        return datetime.fromisoformat(day) + timedelta(hours=hour, minutes=minutes)
    except (ValueError, OverflowError):
        return None
