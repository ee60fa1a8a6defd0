"""A Thunderbird address book (``abook.sqlite``, ``history.sqlite``) in, its cards out.

Table ``properties`` holds (card, name, value). Since version 102 a card is a vCard (RFC 6350)
in the property ``_vCard``; older ones have a property for each field, and newer ones keep a few
beside it. A mailing list of the book is a category of the cards on it.
"""

from __future__ import annotations

import re
import sqlite3
from itertools import groupby
from typing import TYPE_CHECKING

from comity.model import Claim, Participant, Problem, Record, Skipped
from comity.normalise import name as names
from comity.normalise.identity import as_written, compared
from comity.normalise.phone import phone_identity
from comity.normalise.time import SECOND_US
from comity.sources.cards.deaths import died
from comity.sources.contentline import capped, components, digest
from comity.sources.guarded import guarded
from comity.sources.sqlite_file import columns, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Attribute
    from comity.sources.contentline import Component

_BOOK_MAX = 512 << 20
_VALUE_MAX = 64 * 1024
_SECONDS_DIGITS = 12
_EMAILS = ("PrimaryEmail", "SecondEmail")
_PHONES = ("CellularNumber", "WorkPhone", "HomePhone")
_FIELDS: dict[Attribute, tuple[str, ...]] = {
    "nickname": ("NickName",),
    "organisation": ("Company",),
    "title": ("JobTitle",),
    "location": ("WorkCity", "HomeCity"),
    "url": ("WebPage1", "WebPage2"),
    "note": ("Notes",),
}
_VCARD: dict[Attribute, str] = {
    "nickname": "NICKNAME",
    "title": "TITLE",
    "url": "URL",
    "note": "NOTE",
}
_DATE = re.compile(r"(?P<year>\d{4}|--)-?(?P<month>\d\d)-?(?P<day>\d\d)(?:T.*)?")


def read_cards(path: Path) -> Iterator[Record | Skipped]:
    """Yield one record a card."""
    try:
        if path.stat().st_size > _BOOK_MAX:
            raise sqlite3.DatabaseError("it is too large")
        with opened(path) as connection:
            yield from _cards(connection, path)
    except (sqlite3.Error, OSError) as error:
        problem = Problem(
            path.name,
            f"the address book cannot be read ({error})",
            "close Thunderbird and try again, or export the address book as vCard",
        )
        yield Skipped("unreadable", path.name, problem)


def _cards(connection: sqlite3.Connection, path: Path) -> Iterator[Record | Skipped]:
    present = columns(connection, "properties", "lists", "list_cards").keys()
    if "properties" not in present:
        raise sqlite3.DatabaseError("it has no table of cards")
    lists = _lists(connection) if {"lists", "list_cards"} <= present else {}
    rows = connection.execute(
        "SELECT card, name, substr(value, 1, ?) FROM properties "
        "WHERE card IS NOT NULL ORDER BY card, name",
        (_VALUE_MAX,),
    )
    for card, properties in groupby(rows, key=lambda row: str(row[0])):
        fields = {str(name): str(value or "").strip() for _, name, value in properties}
        where = f"{path.name}, card {card}"
        yield guarded(where, _record, card, fields, lists.get(card, []), where=where)


def _lists(connection: sqlite3.Connection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    sql = "SELECT card, name FROM list_cards JOIN lists ON list = uid ORDER BY card, name"
    for card, name in connection.execute(sql):
        found.setdefault(str(card), []).append(str(name))
    return found


def _record(card: str, fields: dict[str, str], lists: list[str], *, where: str) -> Record | Skipped:
    vcard = _vcard(fields)
    name = names.clean(_full_name(fields, vcard))
    identities = _identities(fields, vcard, name)
    if not identities:
        return Skipped("not used", where)
    revised_us = _revised_us(fields)
    said: list[tuple[Attribute, str]] = [("name", name), *_said(fields, vcard)]
    said += [("category", one) for one in lists]
    claims = tuple(
        Claim(identities[0], attribute, capped(value), revised_us)
        for attribute, value in dict.fromkeys(said)
        if value
    )
    return Record(
        kind="card",
        ref=card,
        where=where,
        channel="contacts",
        version=digest(
            ([*map(compared, identities)], [(claim.attribute, claim.value) for claim in claims])
        ),
        revised_us=revised_us,
        participants=tuple(Participant("subject", one, name) for one in identities),
        claims=claims,
    )


def _vcard(fields: dict[str, str]) -> Component | None:
    cards = components(fields.get("_vCard", "").encode())
    return next((card for card in cards if card.name == "VCARD"), None)


def _full_name(fields: dict[str, str], vcard: Component | None) -> str:
    if vcard and vcard.value("FN"):
        return vcard.value("FN")
    parts = f"{fields.get('FirstName', '')} {fields.get('LastName', '')}"
    return fields.get("DisplayName") or parts.strip()


def _identities(fields: dict[str, str], vcard: Component | None, name: str) -> list[str]:
    emails = [p.text for p in vcard.all("EMAIL")] if vcard else []
    phones = [p.text for p in vcard.all("TEL")] if vcard else []
    emails += [fields.get(key, "") for key in _EMAILS]
    phones += [fields.get(key, "") for key in _PHONES]
    found = [as_written(email) for email in emails]
    found += [phone_identity(phone) for phone in phones]
    known = [one for one in dict.fromkeys(found) if one]
    return known or [one for one in [names.name_identity("thunderbird", name)] if one]


def _said(fields: dict[str, str], vcard: Component | None) -> Iterator[tuple[Attribute, str]]:
    for attribute, keys in _FIELDS.items():
        yield from ((attribute, fields.get(key, "")) for key in keys)
    year, month, day = (fields.get(f"Birth{part}", "") for part in ("Year", "Month", "Day"))
    yield "birthday", _date(f"{year or '--'}{month:0>2}{day:0>2}")
    if vcard:
        yield from ((attribute, vcard.value(key)) for attribute, key in _VCARD.items())
        yield "birthday", _date(vcard.value("BDAY"))
        yield "died", died(vcard.value("DEATHDATE"), _date(vcard.value("DEATHDATE")))
        yield from (("organisation", one.parts(";")[0]) for one in vcard.all("ORG"))
        yield from (
            ("category", word) for one in vcard.all("CATEGORIES") for word in one.parts(",")
        )


def _date(text: str) -> str:
    """Return ``YYYY-MM-DD``, or ``--MM-DD`` without a year; "" when it is no date."""
    found = _DATE.fullmatch(text)
    if not found or found["month"] == "00" or found["day"] == "00":
        return ""
    year = "-" if found["year"] == "--" else found["year"]
    return f"{year}-{found['month']}-{found['day']}"


def _revised_us(fields: dict[str, str]) -> int | None:
    seconds = fields.get("LastModifiedDate", "")
    plain = seconds.isdecimal() and len(seconds) < _SECONDS_DIGITS and int(seconds) > 0
    return int(seconds) * SECOND_US if plain else None
