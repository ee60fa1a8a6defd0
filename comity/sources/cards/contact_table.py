"""A file in, the table of contacts it holds out: CSV in any form, or a workbook (.xlsx).

A line or two may stand before the header; a section below it (of a report of a meeting) ends the
table.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from comity.errors import BadInput
from comity.model import Problem
from comity.sources.cards import contact_columns, workbook
from comity.sources.cards.contact_columns import COLUMNS_MAX
from comity.sources.cards.header_words import plain
from comity.sources.cards.sheet import WORKBOOK
from comity.sources.cards.table_dates import day_first
from comity.sources.cards.table_rows import DELIMITERS, HEAD_BYTES, Row, decoded, lines_of, rows
from comity.sources.contentline import FILE_BYTES, digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from comity.sources.cards.contact_columns import Columns
    from comity.sources.cards.header_words import Said

CSV_SUFFIXES = frozenset({".csv", ".tsv", ".tab"})
WORKBOOK_SUFFIX = ".xlsx"
_DATED = ("birthday", "died", "contacted", "joined", "anniversary", "remind")
_PREAMBLE_ROWS = 20  # looked at for the header
_ROWS_MAX, _CELL_MAX = 100_000, 20_000  # of a workbook, which is read at one go
_SECTION = re.compile(r"\d{1,2}\.\s*\S")  # "3. In-Meeting Activities"
_SHARED = re.compile(rb"<t(?: [^<>]{1,100})?>([^<]{0,2000})</t>")
_SHEET = re.compile(r"xl/(?:sharedStrings|worksheets/sheet1)\.xml")


@dataclass(frozen=True, slots=True)
class Table:
    """What the rows of one file share."""

    header: list[str]
    columns: Columns
    is_day_first: bool | None  # in dates such as 3/4/1990; None when no row tells

    def cells(self, row: list[str], field: str) -> list[str]:
        """Return what a row holds in the columns of a field, empty cells left out."""
        places = self.columns.places(field)
        return [cell for n in places if n < len(row) and (cell := row[n].strip())]


class Found(NamedTuple):
    """A table and the rows below its header."""

    table: Table
    rows: list[Row]


def is_table(path: Path) -> bool:
    """Tell a table of contacts by its header."""
    suffix = path.suffix.lower()
    if suffix == WORKBOOK_SUFFIX:
        return path.is_file() and _is_workbook(path)
    if suffix not in CSV_SUFFIXES or not path.is_file():
        return False
    with path.open("rb") as file:
        lines, delimiter = lines_of(decoded(file.read(HEAD_BYTES)))
    return _header(lines, delimiter) is not None


def signature(header: Sequence[str]) -> str:
    """Return what tells one layout of columns from others."""
    return digest([plain(cell) for cell in header])


def table_of(path: Path, said: Mapping[str, Said] | None = None) -> Found | Problem:
    """Return the table of a file; ``said``: what the user says of columns, by signature."""
    if path.stat().st_size > FILE_BYTES:
        return Problem(path.name, "the file is larger than 256 MB", "export fewer at once")
    found = _of_workbook(path) if path.suffix.lower() == WORKBOOK_SUFFIX else _of_text(path)
    if found is None or isinstance(found, Problem):
        what = "there is no header that names contacts"
        return found or Problem(path.name, what, "export them again")
    header, below = found
    own = (said or {}).get(signature(header))
    columns = contact_columns.columns(header, own) or contact_columns.columns(header)
    if columns is None:
        return Problem(path.name, "no column says who anybody is", "say which one is the name")
    return Found(Table(header, columns, _day_first(below, header, columns)), below)


def _of_text(path: Path) -> tuple[list[str], list[Row]] | None:
    lines, delimiter = lines_of(decoded(path.read_bytes()))
    found = _header(lines, delimiter)
    if not found:
        return None
    header, delimiter = found
    names = header.cells or []
    below = rows(lines, delimiter, first=header.after, width=len(names))
    return names, list(_of_one_section(below, len(names)))


def _of_one_section(below: Iterator[Row], width: int) -> Iterator[Row]:
    for row in below:
        filled = [cell for cell in row.cells or () if cell.strip()]
        if width > 1 and len(filled) == 1 and _SECTION.match(filled[0].strip()):
            return
        yield row


def _header(lines: Sequence[str], delimiter: str) -> tuple[Row, str] | None:
    """Return the header, which other lines may precede, and the delimiter that tells most of it."""
    found = [
        (("joined" in known.fields, len(set(known.fields))), -place, row, mark)
        for mark in (delimiter or DELIMITERS)
        for place, row in enumerate(islice(rows(lines, mark), _PREAMBLE_ROWS))
        if row.cells
        and _is_parted_by(mark, lines[row.line - 1])
        and (known := contact_columns.columns(row.cells))
    ]
    best = max(found, key=lambda one: one[:2], default=None)
    return (best[2], best[3]) if best else None


def _is_parted_by(mark: str, line: str) -> bool:
    return all(line.count(other) <= line.count(mark) for other in DELIMITERS)


def _of_workbook(path: Path) -> tuple[list[str], list[Row]] | Problem | None:
    try:
        read = workbook.sheets(
            path.read_bytes(), rows=_ROWS_MAX + 1, columns=COLUMNS_MAX, chars=_CELL_MAX
        )
        for sheet in read:
            for place, (_, cells) in enumerate(sheet[:_PREAMBLE_ROWS]):
                if contact_columns.columns(cells):
                    below = [Row(at, list(row)) for at, row in sheet[place + 1 :]]
                    return list(cells), below
    except BadInput as error:
        return Problem(path.name, str(error.message), str(error.hint))
    return None


def _is_workbook(path: Path) -> bool:
    """Tell a workbook by the words its first cells hold, without opening it as one."""
    try:
        with path.open("rb") as file:
            if file.read(4) != WORKBOOK:
                return False
        with zipfile.ZipFile(path) as pack:
            for name in filter(_SHEET.fullmatch, pack.namelist()):
                with pack.open(name) as part:
                    said = [one.decode("utf-8", "replace") for one in _words(part.read(HEAD_BYTES))]
                if any(contact_columns.columns(said[:width]) for width in range(2, 60)):
                    return True
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return False
    return False


def _words(part: bytes) -> list[bytes]:
    return _SHARED.findall(part)[:60]


def _day_first(below: Sequence[Row], header: Sequence[str], columns: Columns) -> bool | None:
    """Tell the order of dates by the cells, else by the language of the header."""
    places = [place for field in _DATED for place in columns.places(field)]
    told = day_first(
        row.cells[n] for row in below if row.cells for n in places if n < len(row.cells)
    )
    if told is None and places and not any(contact_columns.in_english(header[n]) for n in places):
        return True
    return told
