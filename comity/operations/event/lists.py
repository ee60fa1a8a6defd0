"""Lists of an evening's seats: for breakout rooms online, for a spreadsheet, as plain text."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from comity.operations.event.calling import alphabetical
from comity.operations.event.ticks import TICKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comity.operations.event.evening import Evening

    Cells = tuple[str | int, ...]

HEADS = ("round", "table", "name", "organisation", "with", *TICKS, "guest", "of")
"""The columns of the spreadsheet; the last two are keys of this event, by which ticks come back."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def rows(evening: Evening) -> Iterator[Cells]:
    """Yield a row for every meeting of every guest, with empty ticks to fill in."""
    known = {one.key: one for one in evening.guests}
    for at in range(1, len(evening.seating) + 1):
        for place, table in enumerate(evening.tables(at), 1):
            shown = evening.number(place)
            for key in table:
                for other in table:
                    if other != key:
                        one, met = known[key], known[other]
                        ticked = _ticks(evening, key, other)
                        yield (at, shown, one.name, one.organisation, met.name, *ticked, key, other)


def _ticks(evening: Evening, key: str, other: str) -> tuple[str, ...]:
    said = evening.ticks.get((key, other), ())
    return tuple("x" if word in said else "" for word in TICKS)


def harmless(cell: str | int) -> str | int:
    """Return a cell that no spreadsheet takes for a formula.

    An apostrophe in front is what Excel, LibreOffice and Google show as text.
    """
    return (
        f"'{cell}" if isinstance(cell, str) and cell.lstrip().startswith(_FORMULA_STARTS) else cell
    )


def as_csv(evening: Evening) -> bytes:
    """Return the seats as CSV (RFC 4180), with the mark by which Excel knows UTF-8."""
    return _written(HEADS, rows(evening))


def _written(heads: Sequence[str], found: Iterator[Cells]) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([harmless(cell) for cell in row] for row in found)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(evening: Evening) -> bytes:
    """Return the seats as a workbook, the first row standing while one scrolls."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet("seats")
    sheet.freeze_panes = "A2"
    for column, wide in zip("ABCDE", (8, 8, 28, 28, 28), strict=True):
        sheet.column_dimensions[column].width = wide
    sheet.append(list(HEADS))
    for row in rows(evening):
        sheet.append(
            [
                ILLEGAL_CHARACTERS_RE.sub(" ", harmless(cell)) if isinstance(cell, str) else cell
                for cell in row
            ]
        )
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Rooms:
    """A list of breakout rooms of one round, and who is not on it for want of an address."""

    csv: bytes
    without_address: tuple[str, ...]


def zoom_rooms(evening: Evening, round_: int) -> Rooms:
    """Return one round as Zoom takes pre-assigned breakout rooms.

    Its two columns are "Pre-assign Room Name" and "Email Address"; it knows people by address.
    """
    known = {one.key: one for one in evening.guests}
    found: list[Cells] = []
    missing = []
    for place, table in enumerate(evening.tables(round_), 1):
        for key in table:
            if address := known[key].address:
                found.append((f"Table {evening.number(place)}", address))
            else:
                missing.append(known[key].name)
    heads = ("Pre-assign Room Name", "Email Address")
    return Rooms(_written(heads, iter(found)), tuple(sorted(missing, key=alphabetical)))


def as_text(evening: Evening) -> str:
    """Return the seats as plain text: round by round, table by table."""
    known = {one.key: one.name for one in evening.guests}
    said = [evening.title or "Seats", ""]
    for at in range(1, len(evening.seating) + 1):
        said.append(f"Round {at}")
        tables = [
            (evening.number(place), table)
            for place, table in enumerate(evening.tables(at), 1)
            if table
        ]
        for place, table in sorted(tables):
            said.append(f"  Table {place}: {', '.join(known[key] for key in table)}")
        seated = {key for table in evening.tables(at) for key in table}
        rest = [one.name for one in evening.guests if one.key in evening.there(at) - seated]
        said += [f"  Rest: {', '.join(rest)}"] if rest else []
        said.append("")
    return "\n".join(said)
