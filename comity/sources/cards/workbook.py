"""The bytes of a workbook in (ECMA-376), the rows of each of its sheets out.

Formulas are never computed: what a program stored beside them is read.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from comity.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNPACKED_MAX = 100 << 20
_PARTS_MAX = 1_000
_SHEETS_MAX = 10


def sheets(
    data: bytes, *, rows: int, columns: int, chars: int
) -> Iterator[list[tuple[int, tuple[str, ...]]]]:
    """Yield each sheet's rows that say something, by their numbers: so many at most, so wide."""
    _refuse_bombs(data)
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets[:_SHEETS_MAX]:
            sheet.reset_dimensions()  # what a file says of its size need not be so
            read = sheet.iter_rows(max_row=rows, max_col=columns, values_only=True)
            yield [
                (at, _told([_cell(one)[:chars] for one in row]))
                for at, row in enumerate(read, 1)
                if any(one is not None and str(one).strip() for one in row)
            ]
    except Exception as error:  # a workbook of a stranger's may break its reader anywhere
        raise BadInput("the workbook cannot be read", hint="save it anew, or as CSV") from error


def _told(cells: list[str]) -> tuple[str, ...]:
    """Return the cells up to the last that says something: a row is read as wide as can be."""
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as pack:
            parts = pack.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise BadInput("the workbook cannot be read", hint="save it anew, or as CSV") from error
    if len(parts) > _PARTS_MAX or sum(one.file_size for one in parts) > _UNPACKED_MAX:
        raise BadInput("the workbook is too large", hint="keep the rows that matter alone")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
