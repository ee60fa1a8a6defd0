"""What stands on a guest's card: their rounds, whom they meet, and what to talk about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from comity.operations.event.calling import alphabetical, short_names
from comity.operations.event.ground import common_ground, opener
from comity.operations.event.seats import table_of
from comity.operations.event.showing import ASKS, OFFERS, ORGANISATION, SHOWABLE
from comity.operations.event.worth import Room

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from comity.operations.event.attendee import Attendee
    from comity.operations.event.evening import Evening


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody one meets: a first name, and what they chose to show."""

    name: str
    organisation: str
    seeks: str
    offers: str
    common: tuple[str, ...]
    opener: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """A round of a card; at table 0 one rests."""

    round: int
    table: int
    met: tuple[Met, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A guest's card; ``link`` is the address of their page on a phone, where there is one."""

    name: str
    organisation: str
    sittings: tuple[Sitting, ...]
    link: str = ""

    def texts(self) -> Iterator[str]:
        """Yield every text that is printed on it."""
        yield from (self.name, self.organisation)
        for sitting in self.sittings:
            for one in sitting.met:
                yield from (one.name, one.organisation, one.seeks, one.offers, one.opener)
                yield from one.common


def cards_of(evening: Evening, links: Mapping[str, str] | None = None) -> tuple[Card, ...]:
    """Return a card for each guest who has a seat, in alphabetical order.

    ``links``: by guest, the address of their page on a phone.
    """
    room = Room([shown_of(evening, one) for one in evening.guests])
    names = short_names(evening.guests)
    found = []
    for guest in sorted(evening.guests, key=lambda one: alphabetical(one.name)):
        sittings = tuple(_sittings(evening, guest, names, room))
        if sittings:
            link = (links or {}).get(guest.key, "")
            found.append(Card(guest.name, guest.organisation, sittings, link))
    return tuple(found)


def _sittings(
    evening: Evening, guest: Attendee, names: Mapping[str, str], room: Room
) -> Iterator[Sitting]:
    known = {one.key: one for one in room.guests}
    for at in range(1, len(evening.seating) + 1):
        if not evening.is_there(guest.key, at):
            continue
        tables = evening.tables(at)
        place = table_of(tables, guest.key)
        others = [known[key] for key in tables[place - 1] if key != guest.key] if place else []
        met = tuple(_met(guest, one, names[one.key], room) for one in others)
        yield Sitting(at, evening.number(place), met)


def _met(guest: Attendee, other: Attendee, name: str, room: Room) -> Met:
    reasons = room.reasons(guest, other)
    return Met(
        name=name,
        organisation=other.organisation,
        seeks="; ".join(other.asks),
        offers="; ".join(other.offers),
        common=common_ground(reasons),
        opener=opener(other, reasons),
    )


def shown_of(evening: Evening, guest: Attendee) -> Attendee:
    """Return a guest as others read of them on paper: without what they chose not to show.

    What they wrote for the evening, asks and offers, is on cards until they say otherwise.
    """
    chosen = evening.shown.get(guest.key, SHOWABLE)
    return replace(
        guest,
        organisation=guest.organisation if ORGANISATION in chosen else "",
        asks=guest.asks if ASKS in chosen else (),
        offers=guest.offers if OFFERS in chosen else (),
        address="",
        person="",
    )
