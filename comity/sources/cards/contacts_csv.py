"""A table of contacts in, one record for every row out.

Google Contacts (Export, Google CSV: "E-mail 1 - Value", columns renamed in 2024), Outlook (File,
Import and Export, Comma Separated Values: "E-mail Address"), and any table whose header words
tell of names and of e-mail addresses or telephone numbers; a line or two may stand before them.
One cell may hold several values, parted by " ::: ". LinkedIn's own tables are left to their source.
A column that says when there was last contact makes that day one of contact; columns of when each
joined make a meeting of it. No column is forgotten: see ``contact_columns``.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from comity.model import Claim, Participant, Problem, Record, Skipped
from comity.normalise.crowd import is_one_person
from comity.normalise.identity import as_written, compared, earlier_identity
from comity.normalise.name import fold, is_full, name_identity, of_columns
from comity.normalise.phone import phone_identity
from comity.normalise.profile import linkedin_identity
from comity.normalise.time import us_of
from comity.sources.cards.contact_more import Evening, beside, decisions
from comity.sources.cards.contact_table import is_table, table_of
from comity.sources.cards.deaths import died
from comity.sources.cards.table_dates import day_of, is_empty
from comity.sources.contentline import capped, digest
from comity.sources.guarded import guarded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import tzinfo
    from pathlib import Path

    from comity.model import Attribute, Decided
    from comity.sources.cards.contact_table import Table
    from comity.sources.cards.header_words import Said

name: Final = "contacts_csv"

_NAME_CHARS = 200
_BETWEEN = ":::"
_SEVERAL_ADDRESSES = re.compile(r"[\s;,]+")
_SEVERAL_NUMBERS = re.compile(r":::|[;\n]")
_SEVERAL_GROUPS = re.compile(r":::|[;,|\n]")
_ROUNDED = re.compile(r"\+?\d{1,20}(?:[.,]\d{1,20})?[Ee]\+?\d{1,3}")  # 4,91711E+11
_SYSTEM_GROUP = "myContacts"
_NOON = 12
_DAYS = ("birthday", "died", "anniversary")
_ATTRIBUTES: tuple[Attribute, ...] = (
    "nickname",
    "organisation",
    "title",
    "birthday",
    "died",
    "anniversary",
    "location",
    "url",
    "note",
    "category",
)


def recognise(path: Path) -> bool:
    """Tell a table of contacts by its header."""
    return is_table(path)


def account(path: Path) -> str:
    """Return the file's name."""
    return path.stem


def read(
    path: Path, *, columns: Mapping[str, Said] | None = None, tz: tzinfo = UTC
) -> Iterator[Record | Skipped]:
    """Yield a record for every row, and one of the evening where the table is of one.

    ``columns``: what the user says of columns, by the layout's signature.
    """
    found = table_of(path, columns)
    if isinstance(found, Problem):
        yield Skipped("unreadable", path.name, found)
        return
    evening = Evening()
    for row in found.rows:
        where = f"{path.name}, line {row.line}"
        if row.cells is None:
            what = row.problem or "the row cannot be told apart"
            yield Skipped("unreadable", where, Problem(where, what, "look for a missing quote"))
            continue
        record = guarded(where, _row, row.cells, row.problem, found.table, where)
        evening.attend(row.cells, found.table, record)
        yield record
    if met := evening.record(path.name, tz):
        yield met


def decided(path: Path, *, columns: Mapping[str, Said] | None = None) -> Iterator[Decided]:
    """Yield what rows say of how often to be in touch, and when to be reminded."""
    found = table_of(path, columns)
    if isinstance(found, Problem):
        return
    if not any(found.table.columns.places(one) for one in ("cadence", "remind")):
        return
    for row in found.rows:
        said = _name(row.cells, found.table) if row.cells else ""
        identities = _identities(row.cells, found.table, said) if row.cells else []
        if row.cells and identities and not _is_firm(row.cells, found.table, said):
            yield from decisions(row.cells, found.table, identities[0], said)


def _row(row: list[str], problem: str, table: Table, where: str) -> Record:
    """Return the record of one row."""
    said = _name(row, table)
    identities = _identities(row, table, said)
    reached, before = ([*map(form, identities)] for form in (compared, earlier_identity))
    is_firm = _is_firm(row, table, said)
    named: list[tuple[Attribute, str]] = [] if is_firm else [("name", said)]
    values = [*named, *_values(row, table), *beside(row, table)]
    wrong = [problem, *_wrong(row, table)] if problem else list(_wrong(row, table))
    if not identities:
        wrong.append("the row names nobody")
    contacted_us = _contacted_us(row, table) if identities and not is_firm else None
    people = [Participant("subject", one, said) for one in identities if not is_firm]
    if contacted_us is not None:
        people.append(Participant("to", identities[0], said))
    return Record(
        kind="row",
        ref=digest((said, reached) if reached else values),
        was="" if before == reached else digest((said, before)),
        where=where,
        channel="contacts",
        version=digest((said, reached, values, *([contacted_us] if contacted_us else ()))),
        interaction="contact" if contacted_us is not None else "",
        at_us=contacted_us,
        participants=tuple(people),
        claims=tuple(
            Claim(identity, attribute, capped(value))
            for identity in identities[:1]
            for attribute, value in values
            if value
        ),
        problems=tuple(Problem(where, what, _KEPT) for what in wrong),
    )


_KEPT = "the row was kept without it"


def _wrong(row: list[str], table: Table) -> Iterator[str]:
    """Yield what a row says that cannot be used."""
    if any(cell.strip() for cell in row[len(table.header) :]):
        yield f"the row has {len(row)} cells and the header {len(table.header)}"
    for cell in table.cells(row, "phone"):
        if _ROUNDED.fullmatch(cell):
            yield f"a spreadsheet rounded the number {cell[:40]!r}; look it up"
    for field in ("birthday", "contacted", "anniversary"):
        for cell in table.cells(row, field):
            if not is_empty(cell) and not day_of(cell, is_day_first=table.is_day_first):
                yield f"the date {cell[:40]!r} cannot be read, or can be two days"


def _contacted_us(row: list[str], table: Table) -> int | None:
    """Return the noon of the last day of contact that a row tells."""
    cells = table.cells(row, "contacted")
    days = [day_of(cell, is_day_first=table.is_day_first) for cell in cells]
    last = max((day for day in days if not day.startswith("-")), default="")
    moment = datetime.fromisoformat(last) if last else None
    return us_of(moment.replace(hour=_NOON, tzinfo=UTC)) if moment else None


def _name(row: list[str], table: Table) -> str:
    """Return the full name, else its parts put together, else the nickname."""
    given = [cell for field in ("given", "middle") for cell in table.cells(row, field)]
    parts = of_columns(" ".join(given), " ".join(table.cells(row, "family")))
    candidates = (*table.cells(row, "name")[:1], parts, *table.cells(row, "nickname"))
    text = next((text for text in candidates if text), "")
    return " ".join(text.split())[:_NAME_CHARS].rstrip()


def _is_firm(row: list[str], table: Table, said: str) -> bool:
    """Whether a row is an organisation's: it bears its name, or no name and no address."""
    firms = [fold(firm) for firm in table.cells(row, "organisation")]
    if said:
        is_persons = is_full(said) and is_one_person(said)
        return fold(said) in firms and not is_persons
    return bool(firms) and not table.cells(row, "email")


def _identities(row: list[str], table: Table, said: str) -> list[str]:
    """Return whom a row is about, each way of reaching them once; the name if there is none."""
    addresses = " ".join(table.cells(row, "email")).replace(_BETWEEN, " ")
    found = [as_written(word) for word in _SEVERAL_ADDRESSES.split(addresses)]
    for cell in table.cells(row, "phone"):
        numbers = [] if _ROUNDED.fullmatch(cell) else _SEVERAL_NUMBERS.split(cell)
        found += [phone_identity(number.strip().lstrip("'")) for number in numbers]
    urls = (*table.cells(row, "linkedin"), *table.cells(row, "url"))
    found += [linkedin_identity(url) for cell in urls for url in _several(cell)]
    unique = [identity for identity in dict.fromkeys(found) if identity]
    said = said or next(iter(table.cells(row, "organisation")), "")
    return unique or [identity for identity in [name_identity(name, said)] if identity]


def _several(cell: str) -> list[str]:
    return [value.strip() for value in cell.split(_BETWEEN)]


def _values(row: list[str], table: Table) -> Iterator[tuple[Attribute, str]]:
    """Yield what a row says of its person."""
    for attribute in _ATTRIBUTES:
        cells = table.cells(row, attribute)
        values = cells if attribute == "note" else [v for c in cells for v in _several(c)]
        if attribute == "category":
            values = [group for cell in cells for group in _groups(cell)]
        for value in dict.fromkeys(values):
            day = day_of(value, is_day_first=table.is_day_first) if attribute in _DAYS else ""
            if attribute in _DAYS:
                yield attribute, died(value, day) if attribute == "died" else day
            elif attribute != "url" or not linkedin_identity(value):
                yield attribute, value
    for place in table.columns.places("phone"):
        if place < len(row) and _ROUNDED.fullmatch(row[place].strip()):
            yield "note", f"{table.header[place].strip()}: {row[place].strip()}"


def _groups(cell: str) -> Iterator[str]:
    """Yield the groups or tags of a cell, whatever parts them."""
    for part in _SEVERAL_GROUPS.split(cell):
        group = part.strip().strip("[]\"'").removeprefix("*").removeprefix("#").strip()
        if group and group != _SYSTEM_GROUP:
            yield group
