"""An address book's cards in, one record for every card out (vCard 2.1, RFC 2426, RFC 6350).

Written by every address book: Google Contacts (Export, vCard), Apple Contacts (File, Export),
Outlook, Thunderbird, Nextcloud, telephones. Everything a card is reached by is one person.
Photographs and keys are never decoded. What a card says of groups of people is not used.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from comity.model import Claim, Participant, Problem, Record, Skipped
from comity.normalise.address import email_identity
from comity.normalise.name import name_identity
from comity.normalise.phone import phone_identity
from comity.normalise.profile import linkedin_identity
from comity.sources.contentline import FILE_BYTES, capped, components, digest
from comity.sources.guarded import guarded
from comity.sources.vtimezone import local_time, utc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Attribute
    from comity.sources.contentline import Component, Property

name: Final = "vcard"

_HEAD_BYTES = 1024
_BYTE_ORDER_MARKS = b"\xff\xfe\xef\xbb\xbf"
_SUFFIXES = {".vcf", ".vcard"}
_START = re.compile(rb"\s*BEGIN\s*:\s*VCARD", re.IGNORECASE)
_UID_CHARS = 512
_NAME_CHARS = 200
_MANY = 100  # identities or claims of one kind on one card

_BIRTHDAY = re.compile(r"(?:(\d{4})-?|--)(\d\d)-?(\d\d)(?!\d)")
_LEAP_YEAR = 2000
_NOT_A_LINE = re.compile(r"\b(?:fax|pager|modem)\b", re.IGNORECASE)
_MESSENGER = re.compile(
    r"X-(?:AIM|SKYPE|JABBER|GTALK|GOOGLE-TALK|MSN|ICQ|QQ|YAHOO|MATRIX|TELEGRAM)"
)
_URI = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.+)", re.DOTALL)
_SERVICE = re.compile(r"[a-z][a-z0-9.+-]{0,30}")
_HANDLE = re.compile(r"[^\s/]{1,200}")
_SERVICES = {"ymsgr": "yahoo", "msnim": "msn", "gtalk": "xmpp", "google-talk": "xmpp"} | {
    "jabber": "xmpp",
    "googletalk": "xmpp",
}
_NAMELESS = {"", "http", "https", "x-apple", "im", "other"}  # schemes that name no service
_NOT_SERVICES = {"linkedin", "home", "work", "pref", "other", "tel", "mailto"}


def recognise(path: Path) -> bool:
    """Tell cards by the suffix or the first line."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES).lstrip(_BYTE_ORDER_MARKS).replace(b"\0", b"")
    return path.suffix.lower() in _SUFFIXES or bool(_START.match(head))


def account(path: Path) -> str:
    """Return the file's name."""
    return path.stem


def read(path: Path, *, region: str | None = None) -> Iterator[Record | Skipped]:
    """Yield a record for every card; the region tells telephone numbers without a country."""
    if path.stat().st_size > FILE_BYTES:
        yield _unreadable(path.name, "the file is larger than 256 MB", "export fewer at once")
        return
    seen = False
    for component in components(path.read_bytes()):
        if component.name == "VCARD":
            seen = True
            where = f"{path.name}, line {component.line}"
            yield guarded(where, _card, component, where, region=region)
    if not seen:
        yield _unreadable(path.name, "there is no card in it", "export the contacts again")


def _unreadable(where: str, what: str, advice: str) -> Skipped:
    return Skipped("unreadable", where, Problem(where, what, advice))


def _card(card: Component, where: str, *, region: str | None) -> Record | Skipped:
    """Return the record of one card."""
    if not card.complete:
        return _unreadable(where, "the file ends inside this card", "export the contacts again")
    if not card.properties:
        return _unreadable(where, "the card is empty", "nothing is lost")
    kind = card.value("KIND") or card.value("X-ADDRESSBOOKSERVER-KIND")
    if kind.lower() == "group":
        return Skipped("not used", where)
    said = _name(card)
    identities = _identities(card, said, region=region)
    claims = _claims(card, identities[0], said) if identities else []
    version = digest((identities, [(claim.attribute, claim.value) for claim in claims], said))
    uid = card.value("UID").removeprefix("urn:uuid:")
    natural = digest((said, identities)) if identities else version
    revised = local_time(card.value("REV"))
    revised_us = utc(revised[0]) if revised else None
    nobody = Problem(where, "the card names nobody", "it was kept, and belongs to no person")
    return Record(
        kind="card",
        ref=(uid if len(uid) <= _UID_CHARS else digest(uid)) or natural,
        where=where,
        channel="contacts",
        version=version,
        revised_us=revised_us,
        participants=tuple(Participant("subject", identity, said) for identity in identities),
        claims=tuple(replace(claim, at_us=revised_us) for claim in claims),
        problems=() if identities else (nobody,),
    )


def _name(card: Component) -> str:
    """Return the display name: FN, else the parts of N, else nickname or organisation."""
    parts = [part for found in card.all("N")[:1] for part in found.parts(";")]
    family, given, additional, *_ = (*parts, "", "", "")
    written = (
        card.value("FN"),
        f"{given} {additional} {family}",
        card.value("NICKNAME"),
        card.value("ORG").replace(";", " "),
    )
    return next((_one_line(text) for text in written if text.strip()), "")


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_NAME_CHARS].rstrip()


def _identities(card: Component, said: str, *, region: str | None) -> list[str]:
    """Return whom a card is about, each way of reaching them once; the name if there is none."""
    lines = [p for p in card.all("TEL") if not _NOT_A_LINE.search(p.parameters.get("TYPE", ""))]
    found = [email_identity(p.text.strip()) for p in card.all("EMAIL")[:_MANY]]
    found += [phone_identity(p.text.strip(), region=region) for p in lines[:_MANY]]
    web = (*card.all("URL"), *card.all("X-SOCIALPROFILE"))
    found += [linkedin_identity(p.text.strip()) for p in web[:_MANY]]
    found += [_handle(p, "") for p in (*card.all("IMPP"), *card.all("X-SOCIALPROFILE"))[:_MANY]]
    for key in card.properties:
        if _MESSENGER.fullmatch(key):
            found += [_handle(p, key[2:].lower()) for p in card.all(key)[:_MANY]]
    unique = [identity for identity in dict.fromkeys(found) if identity]
    return unique or [identity for identity in [name_identity(name, said)] if identity]


def _handle(found: Property, service: str) -> str:
    """Return ``handle:service/name`` of a messenger's or a network's address; "" if unsaid."""
    uri = _URI.fullmatch(found.text.strip())
    scheme, rest = (uri[1].lower(), uri[2]) if uri else ("", found.text.strip())
    if scheme in _NAMELESS:
        named = found.parameters.get("X-SERVICE-TYPE") or found.parameters.get("TYPE", "")
        scheme = service or named.partition(",")[0].strip().lower()
    person = rest.rstrip("/").rpartition("/")[2].partition("?")[0].lower()
    known = _SERVICES.get(scheme, scheme)
    if known in _NOT_SERVICES or not _SERVICE.fullmatch(known) or not _HANDLE.fullmatch(person):
        return ""
    return f"handle:{known}/{person}"


def _claims(card: Component, identity: str, said: str) -> list[Claim]:
    """Return what a card says of its person."""
    addresses = [found.parts(";") for found in card.all("ADR")]
    urls = [p.text.strip() for p in card.all("URL")]
    values: list[tuple[Attribute, list[str]]] = [
        ("name", [said]),
        ("nickname", [part for p in card.all("NICKNAME") for part in p.parts(",")]),
        ("organisation", [p.parts(";")[0] for p in card.all("ORG")]),
        ("title", [p.text.strip() for p in card.all("TITLE")]),
        ("birthday", [_birthday(p) for p in card.all("BDAY")]),
        ("location", [", ".join(filter(None, (*a[3:5], *a[6:7]))) for a in addresses]),
        ("url", [url for url in urls if not linkedin_identity(url)]),
        ("note", [p.text.strip() for p in card.all("NOTE")]),
        ("category", [part for p in card.all("CATEGORIES") for part in _categories(p)]),
    ]
    return [
        Claim(identity, attribute, capped(value))
        for attribute, said_values in values
        for value in list(dict.fromkeys(said_values))[:_MANY]
        if value
    ]


def _categories(found: Property) -> list[str]:
    return [part.strip() for part in found.text.split(",")]


def _birthday(found: Property) -> str:
    """Return an ISO date, --MM-DD where the year is not said, or ""."""
    day = _BIRTHDAY.match(found.value.strip())
    if not day:
        return ""
    year = "" if day[1] == found.parameters.get("X-APPLE-OMIT-YEAR", "1604") else day[1]
    try:
        date(int(year or _LEAP_YEAR), int(day[2]), int(day[3]))
    except ValueError:
        return ""
    return f"{year or '-'}-{day[2]}-{day[3]}"
