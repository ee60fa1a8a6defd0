"""A file of answers as a form or a spreadsheet wrote it in, its rows out; every row is told of.

CSV in any character set and with any delimiter (``sources.cards.table_rows``), and the first sheet
of an .xlsx, read without its formulas' code. Google Forms, Microsoft Forms and SurveyMonkey write
one answer a row below a header; SurveyMonkey writes a second header.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.errors import BadInput
from comity.sources.cards import workbook
from comity.sources.cards.table_rows import DELIMITERS, decoded, lines_of, rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

FILE_BYTES_MAX = 10 << 20
ROWS_MAX = 20_000
_COLUMNS_MAX = 200
_CELL_MAX = 20_000
_NO_DELIMITER = "\x1f"  # of a table of one column, whose commas are the answers' own
_HEADER_AGAIN = re.compile(
    r"(?:open-ended )?response|beantwortet|réponse(?: libre)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row by its number in the file, as a spreadsheet counts; ``wrong`` says why it is none."""

    number: int
    cells: tuple[str, ...]
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The header and the rows below it."""

    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def sheet_of(data: bytes, name: str) -> Sheet:
    """Return the rows of a file."""
    if len(data) > FILE_BYTES_MAX:
        raise BadInput(f"{name} is too large for answers", hint="save the sheet alone as CSV")
    if data[:4] == b"\xd0\xcf\x11\xe0":
        told = f"{name} is a spreadsheet of an old kind, or locked by a password"
        raise BadInput(told, hint="open it and save it as .xlsx or CSV, without a password")
    table = _workbook(data) if data[:4] == b"PK\x03\x04" else _csv(data)
    if not table:
        raise BadInput(f"{name} holds no row", hint="it takes a header, and one answer a row below")
    if len(table) > ROWS_MAX + 1:
        raise BadInput(f"{name} has over {ROWS_MAX:,} rows", hint="split it into several files")
    first, below = table[0], table[1:]
    columns = tuple(one.strip() for one in first.cells)
    if below and _is_header(columns, below[0]):
        again = SheetRow(below[0].number, below[0].cells, "a second header")
        below = [again, *below[1:]]
    return Sheet(columns, tuple(below))


def _is_header(columns: Sequence[str], row: SheetRow) -> bool:
    """Tell a second header, as SurveyMonkey writes it: it has kinds of answers, and no answer."""
    said = [one.strip() for one in row.cells if one.strip()]
    return bool(said) and (
        all(_HEADER_AGAIN.fullmatch(one) for one in said) or tuple(row.cells) == tuple(columns)
    )


def _csv(data: bytes) -> list[SheetRow]:
    lines, delimiter = lines_of(decoded(data.replace(b"\0", b"") if _is_8bit(data) else data))
    head = next((line for line in lines if line.strip()), "")
    delimiter = delimiter or max(DELIMITERS, key=lambda one: _unquoted(head).count(one))
    if delimiter not in _unquoted(head):
        delimiter = _NO_DELIMITER
    width = len(next(rows(lines, delimiter)).cells or ()) if head else 0
    return [
        SheetRow(one.line, _cells(one.cells), one.problem)
        if one.cells is not None
        else SheetRow(one.line, (), one.problem or "the row cannot be read")
        for one in rows(lines, delimiter, width=width)
    ]


def _is_8bit(data: bytes) -> bool:
    return data[:2] not in (b"\xff\xfe", b"\xfe\xff") and data[1:2] != b"\0"


def _unquoted(line: str) -> str:
    return re.sub(r'"[^"]*"', "", line)


def _cells(cells: Sequence[Any]) -> tuple[str, ...]:
    return tuple(str(one)[:_CELL_MAX] for one in cells[:_COLUMNS_MAX])


def _workbook(data: bytes) -> list[SheetRow]:
    """Return the rows of the first sheet that holds any."""
    read = workbook.sheets(data, rows=ROWS_MAX + 2, columns=_COLUMNS_MAX, chars=_CELL_MAX)
    return [SheetRow(at, cells) for at, cells in next(filter(None, read), [])]
