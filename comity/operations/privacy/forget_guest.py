"""A person taken out of the events of a book: their seat stays, and nothing said of them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from comity.normalise.name import fold
from comity.operations.event.attendee import Attendee
from comity.store.events import EventFile

if TYPE_CHECKING:
    from collections.abc import Collection

    from comity.book import Book
    from comity.store.acts import Act, Body

_BESIDE = ("list", "cards.pdf")  # of an event, which name guests


def forget_guest(book: Book, person: str, identities: Collection[str]) -> int:
    """Erase somebody from every event, known by an address or as a person; return from how many."""
    addresses = {one.partition(":")[2] for one in identities if one.startswith("email:")}
    found = 0
    for file in EventFile.every(book.folder):
        theirs = {
            guest.key: guest.name
            for act in file.acts()
            for guest in _guests(act)
            if guest.address in addresses or guest.person == person
        }
        if theirs:
            names = set(map(fold, theirs.values()))
            file.rewrite(partial(_without, keys={*theirs}, names=names))
            found += 1
            for name in _BESIDE:
                (file.folder / name).unlink(missing_ok=True)
    return found


def _guests(act: Act) -> list[Attendee]:
    said = [*act.body.get("guests", ()), act.body.get("guest")]
    return [Attendee.of_json(one) for one in said if isinstance(one, dict)]


def _without(act: Act, keys: Collection[str], names: Collection[str]) -> Body:
    """Return what an act says without somebody: their key alone stays, where seats name it."""
    body = act.body
    guests = [_cleared(guest, keys, names).as_json() for guest in _guests(act)]
    if "guests" in body:
        return {**body, "guests": guests}
    return {**body, "guest": guests[0]} if guests else body


def _cleared(guest: Attendee, keys: Collection[str], names: Collection[str]) -> Attendee:
    """Return a guest who names none of these; of one of these keys, nothing but the seat."""
    if guest.key in keys:
        guest = Attendee(
            guest.key,
            f"Guest {guest.key}",
            from_round=guest.from_round,
            to_round=guest.to_round,
            table=guest.table,
        )
    avoid, must_meet = (
        tuple(one for one in said if fold(one) not in names)
        for said in (guest.avoid, guest.must_meet)
    )
    return replace(guest, avoid=avoid, must_meet=must_meet)
