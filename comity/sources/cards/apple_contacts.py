"""Contacts of Apple's address book in, their cards out: its database (.abcddb) or a card (.abcdp).

The database is Core Data's: a table ``ZABCDRECORD`` of people, and one for each kind of thing that
somebody has several of. It is opened read only, or copied where Contacts has it open. A
``.abcdp`` is a property list. Each is read as the card that Contacts exports of it, pictures left
out; the card that is the user's own says so.
"""

from __future__ import annotations

import plistlib
import sqlite3
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from comity.model import Problem, Record, Skipped
from comity.normalise.contentline import escaped
from comity.normalise.time import SECOND_US, datetime_of
from comity.sources.cards.vcard import card_record
from comity.sources.contentline import component
from comity.sources.guarded import guarded
from comity.sources.sqlite_file import APPLE_EPOCH_S, apple_us, chosen, columns, has_tables, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

name: Final = "apple_contacts"

_PEOPLE, _KINDS = "ZABCDRECORD", "Z_PRIMARYKEY"
_FIELDS = (
    *("Z_PK", "Z_ENT", "ZFIRSTNAME", "ZLASTNAME", "ZMIDDLENAME", "ZTITLE", "ZSUFFIX", "ZNICKNAME"),
    *(
        "ZORGANIZATION",
        "ZDEPARTMENT",
        "ZJOBTITLE",
        "ZBIRTHDAY",
        "ZMODIFICATIONDATE",
        "ZDISPLAYFLAGS",
    ),
    *("ZNAME", "ZCONTAINERWHERECONTACTISME"),
)
_SEVERAL: tuple[tuple[str, str, tuple[str, ...]], ...] = (  # a line of a card, and what it is of
    ("EMAIL", "ZABCDEMAILADDRESS", ("ZADDRESS",)),
    ("TEL", "ZABCDPHONENUMBER", ("ZFULLNUMBER",)),
    ("URL", "ZABCDURLADDRESS", ("ZURL",)),
    ("ADR", "ZABCDPOSTALADDRESS", ("ZSTREET", "ZCITY", "ZSTATE", "ZZIPCODE", "ZCOUNTRYNAME")),
    ("X-ABRELATEDNAMES", "ZABCDRELATEDNAME", ("ZNAME",)),
    ("NOTE", "ZABCDNOTE", ("ZTEXT",)),
)
_OWNERS = ("ZOWNER", "ZCONTACT")
_COMPANY = 1  # of the flags: shown under the name of a firm
_LIFETIMES_S = 2e10
_MANY = 200  # lines of one kind on one card
_CARD_BYTES = 8 << 20
_SUFFIXES = {".abcdp": "person", ".abcdg": "group", ".abcds": "subscription"}
_PLIST = (
    ("EMAIL", "Email"),
    ("TEL", "Phone"),
    ("URL", "URLs"),
    ("X-ABRELATEDNAMES", "ABRelatedNames"),
)
_ADDRESS = ("Street", "City", "State", "ZIP", "Country")
_AGAIN = "in Contacts, choose all, then File, Export, Export vCard, and import that"


def recognise(path: Path) -> bool:
    """Tell Contacts' database by its tables, one card by its suffix."""
    return path.is_file() and (path.suffix.lower() in _SUFFIXES or has_tables(path, _PEOPLE))


def account(path: Path) -> str:
    """Return the name of the archive or folder around a file."""
    above = (one for one in path.parents if one.suffix.lower() == ".abbu")
    return next(above, path.parent).stem or name


def read(path: Path) -> Iterator[Record | Skipped]:
    """Yield a card for every person."""
    kind = _SUFFIXES.get(path.suffix.lower(), "")
    if kind == "person":
        yield _of_file(path)
    elif kind:
        yield Skipped("not used", path.name)
    else:
        yield from _database(path)


def _of_file(path: Path) -> Record | Skipped:
    """Return the card that a property list is."""
    try:
        with path.open("rb") as file:
            said = plistlib.loads(file.read(_CARD_BYTES))
    except Exception:  # noqa: BLE001 - plistlib raises whatever its parsers raise
        return Skipped("unreadable", path.name, Problem(path.name, "the card is damaged", _AGAIN))
    return guarded(path.name, _plist_card, said, path.name)


def _plist_card(said: dict[str, Any], where: str) -> Record | Skipped:
    return card_record(component("VCARD", _of_plist(said)), where)


def _of_plist(said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the lines of a card; what it has several of stands in lists of values."""

    def one(key: str) -> str:
        value = said.get(key, "")
        return escaped(value) if isinstance(value, str) else ""

    yield "N", ";".join(map(one, ("Last", "First", "Middle", "Title", "Suffix")))
    yield "FN", " ".join(filter(None, map(one, ("First", "Middle", "Last")))) or one("Organization")
    yield "ORG", f"{one('Organization')};{one('ABDepartment')}"
    yield from (("NICKNAME", one("Nickname")), ("TITLE", one("JobTitle")), ("NOTE", one("Note")))
    for line, key in _PLIST:
        yield from (
            (line, escaped(value)) for value in _values(said, key) if isinstance(value, str)
        )
    for value in _values(said, "Address"):
        if isinstance(value, dict):
            parts = (escaped(str(value.get(part, ""))) for part in _ADDRESS)
            yield "ADR", ";".join(("", "", *parts))
    if isinstance(born := said.get("Birthday"), datetime):
        yield "BDAY", f"{born:%Y-%m-%d}"


def _values(said: dict[str, Any], key: str) -> list[Any]:
    found = said.get(key, {})
    values = found.get("values", []) if isinstance(found, dict) else []
    return values[:_MANY] if isinstance(values, list) else []


def _database(path: Path) -> Iterator[Record | Skipped]:
    try:
        with opened(path) as connection:
            present = columns(connection, _PEOPLE, _KINDS, *(table for _, table, _ in _SEVERAL))
            several = _several(connection, present)
            people, me = _people(connection, present), _me(connection, present)
            for row in connection.execute(
                f"SELECT {chosen(_FIELDS, present[_PEOPLE], _PEOPLE)} FROM {_PEOPLE} ORDER BY Z_PK"
            ):
                told = dict(zip(_FIELDS, row, strict=True))
                where = f"{path.name}, card {told['Z_PK']}"
                if people and told["Z_ENT"] not in people:
                    yield Skipped("not used", where)
                    continue
                made = guarded(where, _card, told, several.get(told["Z_PK"], []), where)
                yield made
                is_me = told["Z_PK"] in me or told["ZCONTAINERWHERECONTACTISME"] is not None
                if is_me and isinstance(made, Record):
                    yield _own(made)
    except (sqlite3.Error, OSError, LookupError) as error:
        what = f"the address book cannot be read ({type(error).__name__})"
        yield Skipped("unreadable", path.name, Problem(path.name, what, _AGAIN))


def _people(connection: sqlite3.Connection, present: dict[str, set[str]]) -> set[object]:
    """Return the numbers that stand for people among what the table holds; none if unsaid."""
    if not {"Z_ENT", "Z_NAME"} <= present.get(_KINDS, set()):
        return set()
    sql = f"SELECT Z_ENT FROM {_KINDS} WHERE Z_NAME = 'ABCDContact'"
    return {number for (number,) in connection.execute(sql)}


def _me(connection: sqlite3.Connection, present: dict[str, set[str]]) -> set[object]:
    """Return the numbers of the user's own cards: some versions say them beside the accounts."""
    if "ZME" not in present[_PEOPLE]:
        return set()
    sql = f"SELECT ZME FROM {_PEOPLE} WHERE ZME IS NOT NULL"
    return {number for (number,) in connection.execute(sql)}


def _several(
    connection: sqlite3.Connection, present: dict[str, set[str]]
) -> dict[object, list[tuple[str, str]]]:
    """Return the lines of each person of which there may be many."""
    found: dict[object, list[tuple[str, str]]] = {}
    for line, table, wanted in _SEVERAL:
        owner = next((one for one in _OWNERS if one in present.get(table, ())), "")
        if not owner:
            continue
        order = "ZORDERINGINDEX" if "ZORDERINGINDEX" in present[table] else "Z_PK"
        sql = (
            f"SELECT {table}.{owner}, {chosen(wanted, present[table], table)} FROM {table} "
            f"ORDER BY {table}.{order}, {table}.Z_PK"
        )
        for whose, *values in connection.execute(sql):
            parts = [escaped(str(value or "").replace("\r\n", "\n")) for value in values]
            if any(parts) and len(found.setdefault(whose, [])) < _MANY:
                written = ";".join(("", "", *parts)) if line == "ADR" else parts[0]
                found[whose].append((line, written))
    return found


def _card(told: dict[str, Any], several: list[tuple[str, str]], where: str) -> Record | Skipped:
    def one(key: str) -> str:
        value = told.get(key)
        return escaped(value) if isinstance(value, str) else ""

    full = " ".join(filter(None, map(one, ("ZFIRSTNAME", "ZMIDDLENAME", "ZLASTNAME"))))
    lines = [
        ("FN", full or one("ZORGANIZATION") or one("ZNAME")),
        ("N", ";".join(map(one, ("ZLASTNAME", "ZFIRSTNAME", "ZMIDDLENAME", "ZTITLE", "ZSUFFIX")))),
        ("ORG", f"{one('ZORGANIZATION')};{one('ZDEPARTMENT')}"),
        ("NICKNAME", one("ZNICKNAME")),
        ("TITLE", one("ZJOBTITLE")),
        *several,
    ]
    if isinstance(flags := told.get("ZDISPLAYFLAGS"), int) and flags & _COMPANY:
        lines.append(("X-ABSHOWAS", "COMPANY"))
    if (born_us := _day_us(told.get("ZBIRTHDAY"))) is not None:
        lines.append(("BDAY;X-APPLE-OMIT-YEAR=1604", f"{datetime_of(born_us):%Y-%m-%d}"))
    if (changed_us := apple_us(told.get("ZMODIFICATIONDATE"))) is not None:
        lines.append(("REV", f"{datetime_of(changed_us):%Y%m%dT%H%M%SZ}"))
    return card_record(component("VCARD", lines), where)


def _day_us(told: object) -> int | None:
    """Return a day counted from 2001, which may lie before it."""
    if isinstance(told, bool) or not isinstance(told, int | float) or abs(told) > _LIFETIMES_S:
        return None
    return round((told + APPLE_EPOCH_S) * SECOND_US)


def _own(card: Record) -> Record:
    """Return what the user's own card says of its user."""
    selves = tuple(replace(one, role="self") for one in card.participants)
    return replace(
        card, kind="row", ref=f"me/{card.ref}", participants=selves, claims=(), problems=()
    )
