"""Figures in, the geometry of a picture out; the templates draw it as SVG, a table behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from comity.operations.words import DAYS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comity.operations.person.documents import Year

CELL, STEP = 11, 13
_LEAST = 1.5  # so that one of thousands is seen; of none there is nothing to see
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True, slots=True)
class Cell:
    """A day with contact."""

    x: int
    y: int
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Label:
    """A month's name above its first week."""

    x: int
    text: str


@dataclass(frozen=True, slots=True)
class Month:
    """A row of the table behind a year: days of contact by kind."""

    month: str
    days: dict[str, int]


@dataclass(frozen=True, slots=True)
class YearChart:
    """A year, weeks across and weekdays down; ``empty`` is the path of days without contact."""

    year: int
    cells: tuple[Cell, ...]
    empty: str
    labels: tuple[Label, ...]
    months: tuple[Month, ...]

    @property
    def days(self) -> int:
        """How many days of contact it has."""
        return len(self.cells)


def year(shown: Year) -> YearChart:
    """Return a year, weeks across and weekdays down: days with contact, and those without."""
    first = date(shown.year, 1, 1)
    cells, empty, labels = [], [], []
    day = first
    while day.year == shown.year:
        place = (day - first).days + first.weekday()
        x, y = place // 7 * STEP, place % 7 * STEP
        if day.day == 1:
            labels.append(Label(x, _MONTHS[day.month - 1]))
        if kind := shown.days.get(day.isoformat()):
            cells.append(Cell(x, y, kind, f"{day.day} {day:%B}: {DAYS[kind]}"))
        else:
            empty.append(f"M{x} {y}h{CELL}v{CELL}h-{CELL}z")
        day += timedelta(days=1)
    return YearChart(shown.year, tuple(cells), "".join(empty), tuple(labels), _months(shown.days))


def _months(days: Mapping[str, str]) -> tuple[Month, ...]:
    """Return the table behind the picture: days of contact a month, by kind."""
    found = []
    for number, name in enumerate(_MONTHS, 1):
        kinds = [kind for day, kind in days.items() if int(day[5:7]) == number]
        if kinds:
            found.append(Month(name, {kind: kinds.count(kind) for kind in DAYS}))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure of people, where they are listed, and by which rule they are counted."""

    name: str
    n: int
    href: str
    rule: str
    kind: str  # of its colour
    width: float = 0.0


def bars(rows: Sequence[Bar], *, width: int) -> list[Bar]:
    """Return rows with the length of each one's bar: its share of the greatest."""
    most = max((row.n for row in rows), default=0) or 1
    return [
        replace(row, width=max(round(width * row.n / most, 1), _LEAST) if row.n else 0)
        for row in rows
    ]
