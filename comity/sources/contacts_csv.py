"""A table of contacts in, one record for every row out (RFC 4180 and its many relatives).

Google Contacts (Export, Google CSV: "E-mail 1 - Value", columns renamed in 2024), Outlook (File,
Import and Export, Comma Separated Values: "E-mail Address"), and any table whose header words
tell of names and of e-mail addresses or telephone numbers. Any delimiter and character set; one
cell may hold several values, parted by " ::: ". LinkedIn's own tables are left to their source.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING, Final

from comity.model import Claim, Participant, Problem, Record, Skipped
from comity.normalise.address import email_identity
from comity.normalise.name import name_identity
from comity.normalise.phone import phone_identity
from comity.normalise.profile import linkedin_identity
from comity.sources.contact_columns import columns
from comity.sources.contentline import FILE_BYTES, capped, digest
from comity.sources.guarded import guarded

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Attribute

name: Final = "contacts_csv"

_CELL_MAX = 1 << 17  # characters
_HEAD_BYTES = 64 * 1024
_SUFFIXES = {".csv", ".tsv", ".tab"}
_DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"\s*sep=([,;|\t])\s*?\n", re.IGNORECASE)
_NAME_CHARS = 200
_CHARACTER_BYTES = 4
_OPEN_QUOTES = 100  # of one file; what follows is given up
_SEVERAL = re.compile(r"\s*:::\s*")
_SEVERAL_ADDRESSES = re.compile(r"[\s;,]+")
_SEVERAL_NUMBERS = re.compile(r"\s*(?::::|[;\n])\s*")
_ISO_DATE = re.compile(r"(?:(\d{4})|-)-(\d\d)-(\d\d)")
_DAY_DATE = re.compile(r"(\d\d?)[./](\d\d?)[./](\d{4})")
_MONTHS = 12
_LEAP_YEAR = 2000
_SYSTEM_GROUP = "myContacts"
_ATTRIBUTES: tuple[Attribute, ...] = (
    "nickname",
    "organisation",
    "title",
    "birthday",
    "location",
    "url",
    "note",
    "category",
)


@dataclass(frozen=True, slots=True)
class Table:
    """What the rows of one file share."""

    fields: dict[str, list[int]]  # columns of each field
    day_first: bool | None  # in birthdays such as 3/4/1990; None when no row tells
    region: str | None

    def cells(self, row: list[str], field: str) -> list[str]:
        """Return what a row holds in the columns of a field, empty cells left out."""
        places = self.fields.get(field, ())
        return [row[n].strip() for n in places if n < len(row) and row[n].strip()]


def recognise(path: Path) -> bool:
    """Tell a table of contacts by its header."""
    if path.suffix.lower() not in _SUFFIXES or not path.is_file():
        return False
    with path.open("rb") as file:
        text = _decoded(file.read(_HEAD_BYTES))
    return bool(columns(next(_rows(*_body(text)), (0, None))[1] or ()))


def account(path: Path) -> str:
    """Return the file's name."""
    return path.stem


def read(path: Path, *, region: str | None = None) -> Iterator[Record | Skipped]:
    """Yield a record for every row; the region tells telephone numbers without a country."""
    if path.stat().st_size > FILE_BYTES:
        yield _unreadable(path.name, "the file is larger than 256 MB", "export fewer at once")
        return
    rows = list(_rows(*_body(_decoded(path.read_bytes()))))
    fields = columns(rows[0][1] or ()) if rows else {}
    if not fields:
        yield _unreadable(path.name, "there is no header that names contacts", "export them again")
        return
    table = Table(fields, _day_first(rows[1:], fields.get("birthday", [])), region)
    for line, row in rows[1:]:
        where = f"{path.name}, line {line}"
        if row is None:
            yield _unreadable(where, "the row cannot be told apart", "look for a missing quote")
        else:
            yield guarded(where, _row, row, table, where)


def _unreadable(where: str, what: str, advice: str) -> Skipped:
    return Skipped("unreadable", where, Problem(where, what, advice))


def _decoded(data: bytes) -> str:
    """Return the text, whatever character set a spreadsheet wrote it in."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if data[1:2] == b"\0":
        return data.decode("utf-16-le", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if len(data) == _HEAD_BYTES and error.start > len(data) - _CHARACTER_BYTES:
            return data[: error.start].decode("utf-8-sig")  # cut within its last character
        return data.decode("cp1252", "replace")


def _body(text: str) -> tuple[str, str]:
    """Return the table without what spreadsheets put before it, and its delimiter."""
    said = _SEPARATOR_LINE.match(text)
    body = text[said.end() :] if said else text.lstrip()
    first = body.partition("\n")[0]
    return body, said[1] if said else max(_DELIMITERS, key=first.count)


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """Yield (line, cells) of every row that is not blank; None where a quote is left open.

    Reading goes on at the line after an open quote, with the lines that make a whole row.
    """
    lines = list(StringIO(text, newline=None))
    first = width = whole = 0
    for _ in range(_OPEN_QUOTES):
        csv.field_size_limit(_CELL_MAX)  # of the whole process, and others set their own
        reader = csv.reader(lines[first:], delimiter=delimiter)
        for line, row in _until_open(reader, lines, first):
            if row is None:
                yield line + 1, None
                first, whole = line + 1, width
                break
            width = width or len(row)
            if any(cell.strip() for cell in row) and whole in (0, len(row)):
                yield line + 1, row
        else:
            return


def _until_open(
    reader: Reader, lines: list[str], first: int
) -> Iterator[tuple[int, list[str] | None]]:
    """Yield rows with the index of their first line, and None for one that swallows the rest."""
    line = first
    while line < len(lines):
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, None
            return
        after = first + reader.line_num
        is_open = after == len(lines) > line + 1 and "".join(lines[line:]).count('"') % 2
        yield line, None if is_open else row
        line = after


def _day_first(rows: list[tuple[int, list[str] | None]], places: list[int]) -> bool | None:
    """Tell 3/4 from 4/3 by the rows where only one reading is a date."""
    cells = (row[n] for _, row in rows if row for n in places if n < len(row))
    dates = [found for cell in cells if (found := _DAY_DATE.fullmatch(cell.strip()))]
    if any(int(found[1]) > _MONTHS or "." in found[0] for found in dates):
        return True
    return False if any(int(found[2]) > _MONTHS for found in dates) else None


def _row(row: list[str], table: Table, where: str) -> Record:
    """Return the record of one row."""
    said = _name(row, table)
    identities = _identities(row, table, said)
    values = [("name", said), *_values(row, table)]
    nobody = Problem(where, "the row names nobody", "it was kept, and belongs to no person")
    return Record(
        kind="row",
        ref=digest((said, identities) if identities else values),
        where=where,
        channel="contacts",
        version=digest((said, identities, values)),
        participants=tuple(Participant("subject", identity, said) for identity in identities),
        claims=tuple(
            Claim(identity, attribute, capped(value))
            for identity in identities[:1]
            for attribute, value in values
            if value
        ),
        problems=() if identities else (nobody,),
    )


def _name(row: list[str], table: Table) -> str:
    """Return the full name, else its parts put together, else the nickname or organisation."""
    parts = [cell for field in ("given", "middle", "family") for cell in table.cells(row, field)]
    others = (cell for field in ("nickname", "organisation") for cell in table.cells(row, field))
    candidates = (*table.cells(row, "name")[:1], " ".join(parts), *others)
    text = next((text for text in candidates if text), "")
    return " ".join(text.split())[:_NAME_CHARS].rstrip()


def _identities(row: list[str], table: Table, said: str) -> list[str]:
    """Return whom a row is about, each way of reaching them once; the name if there is none."""
    addresses = " ".join(table.cells(row, "email")).replace(":::", " ")
    found = [email_identity(word) for word in _SEVERAL_ADDRESSES.split(addresses)]
    for cell in table.cells(row, "phone"):
        numbers = _SEVERAL_NUMBERS.split(cell)
        found += [phone_identity(number.lstrip("'"), region=table.region) for number in numbers]
    urls = (*table.cells(row, "linkedin"), *table.cells(row, "url"))
    found += [linkedin_identity(url) for cell in urls for url in _SEVERAL.split(cell)]
    unique = [identity for identity in dict.fromkeys(found) if identity]
    return unique or [identity for identity in [name_identity(name, said)] if identity]


def _values(row: list[str], table: Table) -> Iterator[tuple[Attribute, str]]:
    """Yield what a row says of its person."""
    for attribute in _ATTRIBUTES:
        cells = table.cells(row, attribute)
        values = cells if attribute == "note" else [v for c in cells for v in _SEVERAL.split(c)]
        for value in dict.fromkeys(values):
            if attribute == "birthday":
                yield attribute, _birthday(value, table)
            elif attribute == "category":
                group = value.removeprefix("*").strip()
                yield attribute, "" if group == _SYSTEM_GROUP else group
            elif attribute != "url" or not linkedin_identity(value):
                yield attribute, value


def _birthday(text: str, table: Table) -> str:
    """Return an ISO date, --MM-DD where the year is not said, "" where it cannot be told."""
    written, local = _ISO_DATE.match(text), _DAY_DATE.fullmatch(text)
    if written:
        year, month, day = written[1] or "", written[2], written[3]
    elif local and table.day_first is not None:
        day, month = (local[1], local[2]) if table.day_first else (local[2], local[1])
        year = local[3]
    else:
        return ""
    try:
        date(int(year or _LEAP_YEAR), int(month), int(day))
    except ValueError:
        return ""
    return f"{year or '-'}-{int(month):02}-{int(day):02}"
