"""The bytes of a guest list in, its header and its rows out: CSV, TSV, or a workbook (.xlsx).

Lines before the header, and sections after it, are another matter's. Formulas of a workbook are
never computed: what a program stored beside them is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from comity.errors import Advice, BadInput, option
from comity.operations.event.columns import is_header, mapped
from comity.sources.cards import workbook
from comity.sources.cards.sheet import OLD_WORKBOOK, WORKBOOK, refuse_large
from comity.sources.cards.table_rows import DELIMITERS, decoded, lines_of, rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comity.operations.event.columns import Field

ROWS_MAX = 10_000
_CELLS_MAX = 300
_CELL_CHARS = 2_000
_NAME_CHARS = 80
_TELLING = 4  # columns, of which one more makes no better table
_HEADER_ROWS = 40  # looked at for the header
_SECTION = re.compile(r"\d{1,2}\.\s*\S")  # "3. In-Meeting Activities"


@dataclass(frozen=True, slots=True)
class Line:
    """A row, and the line or row of the file it stands in."""

    at: int
    cells: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class GuestTable:
    """A table of guests: its header, what each column holds, its rows, and what comes after."""

    header: tuple[str, ...]
    fields: tuple[Field | None, ...]
    lines: tuple[Line, ...]
    after: tuple[Line, ...] = ()  # of another section


def read_table(data: bytes, said: Mapping[str, Field | None]) -> GuestTable:
    """Return the table of guests in a file; ``said``: what the user says of its columns."""
    refuse_large(data, "the list")
    if not data.strip():
        raise BadInput(
            "the list is empty", hint="its first line names the columns: name, asks, offers"
        )
    if data[:4] == WORKBOOK:
        sheets = _sheets(data)
    elif data[:4] in {OLD_WORKBOOK, b"%PDF"}:
        raise BadInput("that is no list that can be read", hint="save it as CSV or as .xlsx")
    else:
        sheets = _texts(decoded(data))
    found = max((_found(sheet, said) for sheet in sheets), key=_worth, default=None)
    table = found or next((one for sheet in sheets if (one := _bare(sheet))), None)
    if table is None:
        raise BadInput(
            "no column says who the guests are",
            hint=Advice(
                "call one of them name, or say which it is: ", option("column", '"Who=name"')
            ),
        )
    return table


def _sheets(data: bytes) -> list[list[Line]]:
    found = workbook.sheets(data, rows=ROWS_MAX + 1, columns=_CELLS_MAX, chars=_CELL_CHARS)
    return [[Line(at, cells) for at, cells in sheet] for sheet in found]


def _worth(table: GuestTable | None) -> tuple[int, int]:
    if table is None:
        return (0, 0)
    return (sum(one is not None for one in table.fields), len(table.lines))


def _texts(text: str) -> list[list[Line]]:
    """Return the rows as each delimiter parts them, the likelier first."""
    lines, told = lines_of(text)
    found = []
    for mark in told or DELIMITERS:
        read = islice(rows(lines, mark), ROWS_MAX + 1)
        found.append(
            [
                Line(
                    one.line,
                    tuple(cell[:_CELL_CHARS] for cell in (one.cells or ())[:_CELLS_MAX]),
                    one.problem if one.cells else one.problem or "the row cannot be told apart",
                )
                for one in read
            ]
        )
    return found


def _found(sheet: Sequence[Line], said: Mapping[str, Field | None]) -> GuestTable | None:
    """Return the table below the best header of a sheet."""
    heads: list[tuple[int, int, list[Field | None]]] = []
    for place, line in enumerate(sheet[:_HEADER_ROWS]):
        fields = mapped(line.cells, said)
        if is_header(fields) and _names_somebody(fields, sheet[place + 1 : place + 2]):
            heads.append((sum(one is not None for one in fields), place, fields))
    if not heads:
        return None
    most = max(known for known, _, _ in heads)
    # A report may tell of the same people again, further below and a little more.
    _, place, fields = next(one for one in heads if one[0] >= most - (most > _TELLING))
    below = sheet[place + 1 :]
    end = next((n for n, line in enumerate(below) if _is_another(line, fields)), len(below))
    header = sheet[place].cells
    return GuestTable(header, tuple(fields), tuple(below[:end]), tuple(below[end:]))


def _names_somebody(fields: Sequence[Field | None], below: Sequence[Line]) -> bool:
    """Tell a header of people from one of figures: "Participants" over 3 is a number of them."""
    named = [
        cell
        for line in below
        for field, cell in zip(fields, line.cells, strict=False)
        if field in {"name", "given", "family"} and cell.strip()
    ]
    return not named or any(map(str.isalpha, "".join(named)))


def _is_another(line: Line, fields: Sequence[Field | None]) -> bool:
    """Tell the title or the header of another section."""
    filled = [cell for cell in line.cells if cell.strip()]
    if len(filled) == 1 and len(fields) > 1 and _SECTION.match(filled[0].strip()):
        return True
    others = mapped(line.cells)
    return is_header(others) and sum(one is not None for one in others) > 1


def _bare(sheet: Sequence[Line]) -> GuestTable | None:
    """Return a list of nothing but names, one a line, which has no header."""
    names = [line for line in sheet if any(map(str.strip, line.cells))]
    if not names or any(sum(bool(cell.strip()) for cell in line.cells) != 1 for line in names):
        return None
    if any(
        not re.search(r"[^\W\d_]", "".join(line.cells)) or len("".join(line.cells)) > _NAME_CHARS
        for line in names
    ):
        return None
    lines = tuple(Line(one.at, ("".join(one.cells),)) for one in names)
    return GuestTable(("",), ("name",), lines)
