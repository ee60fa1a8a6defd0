"""A small file as a form or a spreadsheet wrote it in, its header and rows out; each is told of.

CSV in any character set and with any delimiter (``table_rows``), and the first sheet of an .xlsx
that holds any row (``workbook``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.errors import BadInput, NotFound
from comity.sources.cards import workbook
from comity.sources.cards.table_rows import DELIMITERS, decoded, lines_of, rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BYTES_MAX = 10 << 20
ROWS_MAX = 100_000  # of 200 people at tables of ten, fifteen rounds make 27,000
_COLUMNS_MAX = 200
_CELL_MAX = 20_000
_NO_DELIMITER = "\x1f"  # of a table of one column, whose commas are the cells' own
WORKBOOK, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # how such files begin


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


def file_bytes(path: Path) -> bytes:
    """Return what a file holds; one that is far too large for a sheet is refused."""
    try:
        with path.open("rb") as opened:
            data = opened.read(BYTES_MAX + 1)
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {path}", hint="name a file: CSV or .xlsx") from error
    except OSError as error:
        raise BadInput(f"{path} cannot be read", hint="name a file: CSV or .xlsx") from error
    refuse_large(data, path.name)
    return data


def refuse_large(data: bytes, name: str) -> None:
    """Refuse what is larger than any sheet of people is."""
    if len(data) > BYTES_MAX:
        raise BadInput(
            f"{name} is larger than {BYTES_MAX >> 20} MB", hint="save the rows that matter alone"
        )


def sheet_of(data: bytes, name: str) -> Sheet:
    """Return the rows of a file."""
    refuse_large(data, name)
    if data[:4] == OLD_WORKBOOK:
        told = f"{name} is a spreadsheet of an old kind, or locked by a password"
        raise BadInput(told, hint="open it and save it as .xlsx or CSV, without a password")
    table = _workbook(data) if data[:4] == WORKBOOK else _csv(data)
    if not table:
        raise BadInput(f"{name} holds no row", hint="it takes a header, and rows below it")
    if len(table) > ROWS_MAX + 1:
        raise BadInput(f"{name} has over {ROWS_MAX:,} rows", hint="split it into several files")
    return Sheet(tuple(one.strip() for one in table[0].cells), tuple(table[1:]))


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


def _cells(cells: Sequence[object]) -> tuple[str, ...]:
    return tuple(str(one)[:_CELL_MAX] for one in cells[:_COLUMNS_MAX])


def _workbook(data: bytes) -> list[SheetRow]:
    """Return the rows of the first sheet that holds any."""
    read = workbook.sheets(data, rows=ROWS_MAX + 2, columns=_COLUMNS_MAX, chars=_CELL_MAX)
    return [SheetRow(at, cells) for at, cells in next(filter(None, read), [])]
