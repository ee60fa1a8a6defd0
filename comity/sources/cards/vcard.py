"""An address book's cards in, one record for every card out (vCard 2.1, RFC 2426, RFC 6350).

Written by every address book: Google Contacts (Export, vCard), Apple Contacts (File, Export),
Outlook, Thunderbird, Nextcloud, telephones. Everything a card is reached by is one person.
Photographs and keys are never decoded. What a card says of groups of people is not used; a card
of a firm, a place or a device is kept, and tells only where those work whom it is reached by.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from comity.model import Claim, Participant, Problem, Record, Skipped
from comity.normalise.identity import as_written, compared, earlier_identity
from comity.normalise.name import fold, name_identity
from comity.normalise.phone import phone_identity
from comity.normalise.profile import linkedin_identity
from comity.sources.calendars.vtimezone import local_time, utc
from comity.sources.cards import deaths
from comity.sources.cards.deaths import died
from comity.sources.cards.table_dates import day_of
from comity.sources.contentline import FILE_BYTES, capped, components, digest, laid_out
from comity.sources.guarded import guarded
from comity.sources.phones.own_numbers import is_own_numbers

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

_NO_YEAR = "1604"  # of Apple, where the year of a birthday is not known
_DAY = re.compile(r"--(\d\d)-?(\d\d)|(\d{4})(\d\d)(\d\d)")
_RELATED = (
    ("RELATED", ""),
    ("X-ABRELATEDNAMES", ""),
    ("X-SPOUSE", "spouse"),
    ("X-ASSISTANT", "assistant"),
    ("X-MANAGER", "manager"),
    ("X-EVOLUTION-SPOUSE", "spouse"),
    ("X-KADDRESSBOOK-X-SPOUSESNAME", "spouse"),
)
_DIED = (
    *("DEATHDATE", "DEATHPLACE", "X-DEATHDATE", "X-DEATH-DATE", "X-DATE-OF-DEATH"),
    *("X-DEATH", "X-DIED", "X-DECEASED", "X-ANDROID-DEATHDATE", "X-KADDRESSBOOK-DEATHDATE"),
)
_DEATH = re.compile(deaths.WORDS, re.VERBOSE)
_IDENTIFIERS = ("urn:", "http:", "https:", "uuid:")
_LABEL = re.compile(r"_\$!<([^<>]*)>!\$_")  # Apple's own labels: _$!<Spouse>!$_
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
    if not path.is_file() or is_own_numbers(path):
        return False
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES).lstrip(_BYTE_ORDER_MARKS).replace(b"\0", b"")
    return path.suffix.lower() in _SUFFIXES or bool(_START.match(head))


def account(path: Path) -> str:
    """Return the file's name."""
    return path.stem


def read(path: Path) -> Iterator[Record | Skipped]:
    """Yield a record for every card."""
    if path.stat().st_size > FILE_BYTES:
        yield _unreadable(path.name, "the file is larger than 256 MB", "export fewer at once")
        return
    yield from cards(path.read_bytes(), path.name)


def cards(data: bytes, where_from: str) -> Iterator[Record | Skipped]:
    """Yield a record for every card of an address book's bytes."""
    seen = False
    for component in components(laid_out(data)):
        if component.name == "VCARD":
            seen = True
            where = f"{where_from}, line {component.line}"
            yield guarded(where, card_record, component, where)
    if not seen:
        yield _unreadable(where_from, "there is no card in it", "export the contacts again")


def _unreadable(where: str, what: str, advice: str) -> Skipped:
    return Skipped("unreadable", where, Problem(where, what, advice))


def card_record(card: Component, where: str) -> Record | Skipped:
    """Return the record of one card."""
    if not card.complete:
        return _unreadable(where, "the file ends inside this card", "export the contacts again")
    if not card.properties:
        return _unreadable(where, "the card is empty", "nothing is lost")
    kind = card.value("KIND") or card.value("X-ADDRESSBOOKSERVER-KIND")
    if kind.lower() == "group":
        return Skipped("not used", where)
    said = _name(card)
    identities = _identities(card, said)
    is_firm = _is_firm(card, kind, said)
    claims = _claims(card, identities[0], said) if identities and not is_firm else []
    if is_firm:
        claims = [Claim(identity, "organisation", said) for identity in identities]
    reached, before = ([*map(form, identities)] for form in (compared, earlier_identity))
    version = digest((reached, [(claim.attribute, claim.value) for claim in claims], said))
    uid = card.value("UID").removeprefix("urn:uuid:")
    natural = digest((said, reached)) if identities else version
    revised = local_time(card.value("REV"))
    revised_us = utc(revised[0]) if revised else None
    nobody = Problem(where, "the card names nobody", "it was kept, and belongs to no person")
    return Record(
        kind="card",
        ref=(uid if len(uid) <= _UID_CHARS else digest(uid)) or natural,
        was="" if uid or before == reached else digest((said, before)),
        where=where,
        channel="contacts",
        version=version,
        revised_us=revised_us,
        participants=tuple(
            Participant("subject", identity, said) for identity in identities if not is_firm
        ),
        claims=tuple(replace(claim, at_us=revised_us) for claim in claims),
        problems=() if identities else (nobody,),
    )


def _is_firm(card: Component, kind: str, said: str) -> bool:
    """Whether a card is not a person's: it says so, or bears the name of an organisation alone."""
    if kind.lower() not in {"", "individual"} or card.value("X-ABSHOWAS").upper() == "COMPANY":
        return bool(said)
    parts = [part for found in card.all("N")[:1] for part in found.parts(";")]
    organisation = next((part for p in card.all("ORG") for part in p.parts(";") if part), "")
    is_nameless = not any(parts) or fold(" ".join(parts)).split() == fold(organisation).split()
    own = fold(_one_line(card.value("FN")))
    return bool(organisation) and is_nameless and own in {"", fold(_one_line(organisation))}


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


def _identities(card: Component, said: str) -> list[str]:
    """Return whom a card is about, each way of reaching them once; the name if there is none."""
    lines = [p for p in card.all("TEL") if not _NOT_A_LINE.search(p.parameters.get("TYPE", ""))]
    found = [as_written(p.text.strip()) for p in card.all("EMAIL")[:_MANY]]
    found += [phone_identity(p.text.strip()) for p in lines[:_MANY]]
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
        ("birthday", [_day(p) for p in card.all("BDAY")]),
        ("died", [died(p.text, _day(p)) for p in _deaths(card)]),
        ("anniversary", [_day(p) for p in _anniversaries(card)]),
        ("related", list(_related(card))),
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
    return [part.strip() for part in re.split("[,;]", found.text)]


def _label(card: Component, found: Property) -> str:
    """Return what Apple's cards call a property: "spouse" of _$!<Spouse>!$_."""
    bound = (p.text.strip() for p in card.all("X-ABLABEL") if p.group and p.group == found.group)
    return _LABEL.sub(r"\1", next(bound, "")).lower()


def _anniversaries(card: Component) -> Iterator[Property]:
    yield from (*card.all("ANNIVERSARY"), *card.all("X-ANNIVERSARY"))
    yield from (p for p in card.all("X-ABDATE") if _label(card, p) == "anniversary")


def _deaths(card: Component) -> Iterator[Property]:
    """Yield what tells that they died: a property of RFC 6474, or a date under such a label."""
    for key in _DIED:
        yield from card.all(key)
    yield from (p for p in card.all("X-ABDATE") if _DEATH.search(fold(_label(card, p))))


def _related(card: Component) -> Iterator[str]:
    """Yield whom a card names beside its own person, and as what: "Ben Hart (spouse)"."""
    for key, label in _RELATED:
        for found in card.all(key):
            whom = _one_line(found.text)
            what = label or _label(card, found) or found.parameters.get("TYPE", "").lower()
            if whom and not whom.lower().startswith(_IDENTIFIERS):  # of another card
                yield f"{whom} ({what})" if what else whom


def _day(found: Property) -> str:
    """Return an ISO date, --MM-DD where the year is not said, or ""."""
    text = found.text.strip()
    bare = _DAY.match(text)
    if bare:
        text = f"--{bare[1]}-{bare[2]}" if bare[1] else f"{bare[3]}-{bare[4]}-{bare[5]}"
    day = day_of(text, is_day_first=None)
    unknown = found.parameters.get("X-APPLE-OMIT-YEAR", _NO_YEAR)
    return f"-{day[4:]}" if day.startswith(unknown) else day
