"""A contact of Outlook's in, its card out, as its export as vCard has it (MS-OXOCNTC)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.normalise.contentline import escaped
from comity.normalise.identity import as_written
from comity.normalise.time import SECOND_US, datetime_of
from comity.sources.contentline import component
from comity.sources.mapi import BODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.sources.contentline import Component
    from comity.sources.mapi import Properties, Tag
    from comity.sources.outlook.item import Item

_ADDRESS = "0420060000000000c000000000000046"
_CATEGORIES = ("2903020000000000c000000000000046", "Keywords")
# Of each of three mail addresses: the address, and what it was before Outlook resolved it.
_EMAILS = tuple(
    ((_ADDRESS, first + 3), (_ADDRESS, first + 4), (_ADDRESS, first))
    for first in (0x8080, 0x8090, 0x80A0)
)
CONTACT = tuple(((), (resolved, shown), (address,)) for address, resolved, shown in _EMAILS)
_PHONES = (0x3A1C, 0x3A08, 0x3A1B, 0x3A09, 0x3A2F, 0x3A1A, 0x3A1F, 0x3A1E, 0x3A1D)
_NAME = (0x3A11, 0x3A06, 0x3A44, 0x3A45, 0x3A05)  # in the order of N
_PARTS: tuple[tuple[str, tuple[Tag, ...]], ...] = (
    ("ORG", (0x3A16, 0x3A18)),
    # Street, town, region, postcode, country.
    ("ADR", tuple((_ADDRESS, one) for one in (0x8045, 0x8046, 0x8047, 0x8048, 0x8049))),
    ("ADR", (0x3A5D, 0x3A59, 0x3A5C, 0x3A5B, 0x3A5A)),
    ("ADR", (0x3A63, 0x3A5F, 0x3A62, 0x3A61, 0x3A60)),
    ("ADR", (0x3A29, 0x3A27, 0x3A28, 0x3A2A, 0x3A26)),
)
_LINES: tuple[tuple[str, tuple[Tag, ...]], ...] = (
    ("NICKNAME", (0x3A4F,)),
    ("TITLE", (0x3A17,)),
    ("URL;TYPE=WORK", (0x3A51, (_ADDRESS, 0x802B))),
    ("URL;TYPE=HOME", (0x3A50,)),
    ("IMPP", ((_ADDRESS, 0x8062),)),
    ("X-SPOUSE", (0x3A48,)),
    ("X-ASSISTANT", (0x3A30,)),
    ("X-MANAGER", (0x3A4E,)),
    ("NOTE", (BODY,)),
)
_SHOWN, _CHANGED = 0x3001, 0x3008
_DAYS: tuple[tuple[str, Tag, Tag], ...] = (  # at midnight of nowhere, or where it was written
    ("BDAY", (_ADDRESS, 0x80DE), 0x3A42),
    ("ANNIVERSARY", (_ADDRESS, 0x80DF), 0x3A41),
)
_NO_YEAR = 1604  # as telephones write a day without one
_HALF_DAY_US = 12 * 3600 * SECOND_US


def card(item: Item) -> Component:
    """Return the card of a contact."""
    return component("VCARD", _lines(item))


def _lines(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the lines of a card that say something."""
    said = item.properties
    yield "FN", escaped(said.text(_SHOWN))
    yield "N", ";".join(escaped(said.text(tag)) for tag in _NAME)
    yield from (("EMAIL", escaped(address)) for address in _emails(item))
    yield from (("TEL", escaped(number)) for number in map(said.text, _PHONES) if number)
    for name, tags in _PARTS:
        parts = [escaped(said.text(tag).replace("\r\n", "\n")) for tag in tags]
        if any(parts):
            yield name, ";".join(("", "", *parts) if name == "ADR" else parts)
    for name, tags in _LINES:
        if text := said.text(*tags):
            yield name, escaped(text.replace("\r\n", "\n"))
    days = ((name, _day(said, floating, instant)) for name, floating, instant in _DAYS)
    yield from (line for line in days if line[1])
    if groups := said.texts(_CATEGORIES):
        yield "CATEGORIES", ",".join(map(escaped, groups))
    if (at_us := said.at_us(_CHANGED)) is not None:
        yield "REV", f"{datetime_of(at_us):%Y%m%dT%H%M%SZ}"


def _emails(item: Item) -> Iterator[str]:
    """Yield the mail addresses; one that Exchange has resolved is told by what it was before."""
    for ways in _EMAILS:
        found = [written for written in map(as_written, map(item.properties.text, ways)) if written]
        plain = [written[6:] for written in found if written.startswith("email:")]
        known = [item.directory(one[5:]) for one in found if one.startswith("x500:")]
        yield from (plain or known)[:1]


def _day(said: Properties, floating: Tag, instant: Tag) -> str:
    """Return a day, of which its midnight is told where it was written, in UTC."""
    at_us = said.at_us(floating)
    if at_us is None and (local_us := said.at_us(instant)) is not None:
        at_us = local_us + _HALF_DAY_US
    if at_us is None:
        return ""
    day = datetime_of(at_us)
    return f"--{day:%m%d}" if day.year == _NO_YEAR else f"{day:%Y%m%d}"
