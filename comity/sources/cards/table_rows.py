"""A table as a spreadsheet wrote it in, its rows out (RFC 4180 and its many relatives).

Any character set, line ending and delimiter. A quotation mark that nobody closes, or that is
closed by the opening of a later cell's, would swallow the rows between: it is known by what
follows its close, by its end at the file's, and by rows of the table's own width inside it. Then
it is read as a letter, its row says so, and the rows after it are read as they stand.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING

from comity.sources.charset import unlabelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HEAD_BYTES = 64 * 1024
DELIMITERS = ",;\t|"
_CELL_MAX = 1 << 17  # characters
_CHARACTER_BYTES = 4
_STRAY_MAX = 100  # quotation marks of one file; after so many none is believed
_SWALLOWED_MIN = 3  # lines inside a cell that are all rows, or
_SWALLOWED_MANY = 50  # of so many, half
_WIDTH_MIN = 3  # cells: a line of a note has one comma easily, seldom as many as the table
_SEPARATOR_LINE = re.compile(r"\s*sep=([,;|\t])\s*?\n", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]++|"")*+"')
_STRAY = "a quotation mark is never closed"
_CUT = "the row is cut, below a quotation mark that is never closed"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins on, its cells (None: they cannot be told), what is wrong."""

    line: int
    cells: list[str] | None
    problem: str = ""
    after: int = 0  # the place of the line after it


def decoded(data: bytes) -> str:
    """Return the text, whatever character set a spreadsheet wrote it in."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if data[1:2] == b"\0":
        return data.decode("utf-16-le", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if len(data) == HEAD_BYTES and error.start > len(data) - _CHARACTER_BYTES:
            return data[: error.start].decode("utf-8-sig")  # cut within its last character
        return data.decode(unlabelled(data), "replace")


def lines_of(text: str) -> tuple[list[str], str]:
    """Return the lines of a table, and its delimiter where a first line names it, else ""."""
    said = _SEPARATOR_LINE.match(text)
    lines = list(StringIO(text, newline=None))
    return (lines[1:], said[1]) if said else (lines, "")


def rows(lines: Sequence[str], delimiter: str, *, first: int = 0, width: int = 0) -> Iterator[Row]:
    """Yield every row from a line on that is not blank; ``width``: the cells of the header."""
    place = swallowed = first  # rows that a stray mark would have swallowed must be whole
    strays = 0
    while place < len(lines):
        for start, end, cells in _read(lines, place, delimiter, quoted=strays < _STRAY_MAX):
            span = lines[start:end]
            if end - start > 1 and (cells is None or _is_stray(span, delimiter, width)):
                yield _without_mark(lines[start], start, delimiter, width)
                place, swallowed, strays = start + 1, max(swallowed, end), strays + 1
                break
            place = end
            if cells is None:
                yield Row(start + 1, None, after=end)
            elif any(map(str.strip, cells)):
                is_whole = start >= swallowed or len(cells) == width
                yield Row(start + 1, cells if is_whole else None, "" if is_whole else _CUT, end)


def _read(
    lines: Sequence[str], first: int, delimiter: str, *, quoted: bool
) -> Iterator[tuple[int, int, list[str] | None]]:
    """Yield (first line, line after the last, cells); no cells where the reader gives up."""
    csv.field_size_limit(_CELL_MAX)  # of the whole process, and others set their own
    below = islice(lines, first, None)
    reader = (
        csv.reader(below, delimiter=delimiter)
        if quoted
        else csv.reader(below, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    )
    start = first
    while start < len(lines):
        cells: list[str] | None = None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            pass
        end = first + reader.line_num
        yield start, end, cells
        if cells is None:
            yield from _read(lines, end, delimiter, quoted=quoted)
            return
        start = end


def _is_stray(span: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether a row of several lines is one only by a mark that should not be there."""
    text = "".join(span)
    inner = [line for line in span[1:-1] if line.strip()]
    like_rows = sum(line.count(delimiter) == width - 1 for line in inner)
    swallows = width >= _WIDTH_MIN and _SWALLOWED_MIN <= len(inner) == like_rows
    swallows = swallows or (len(inner) >= _SWALLOWED_MANY and 2 * like_rows > len(inner))
    return swallows or text.count('"') % 2 == 1 or _ends_badly(text, delimiter)


def _ends_badly(text: str, delimiter: str) -> bool:
    """Whether a cell of several lines is followed by more than a delimiter or the row's end."""
    place = 0
    while 0 <= place < len(text):
        if text[place] == '"':
            found = _QUOTED.match(text, place)
            if not found:
                return True
            after = text[found.end() : found.end() + 1]
            if after not in {delimiter, "\n", ""} and "\n" in found[0]:
                return True
            place = found.end()
        place = text.find(delimiter, place) + 1 or -1
    return False


def _without_mark(line: str, start: int, delimiter: str, width: int) -> Row:
    """Return a row read without the mark that is left open in its line."""
    place = 0
    while 0 <= place < len(line):
        if line[place] == '"':
            found = _QUOTED.match(line, place)
            if not found:
                break
            place = found.end()
        place = line.find(delimiter, place) + 1 or -1
    plain = line[:place] + line[place + 1 :] if place >= 0 else line
    cells = next(csv.reader([plain], delimiter=delimiter), [])
    return Row(start + 1, cells if len(cells) == width else None, _STRAY, start + 1)
