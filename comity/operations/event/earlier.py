"""Who met at another event of the book, known by address, person or name and organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.normalise.name import fold
from comity.operations.event.evening import told
from comity.operations.event.seats import met
from comity.store.events import EventFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from comity.operations.event.attendee import Attendee
    from comity.operations.event.evening import Evening


def other_evenings(folder: Path, event: str) -> Iterator[Evening]:
    """Yield the events of a book but one, as far as they were held."""
    for file in EventFile.every(folder):
        if file.folder.name != event and (evening := told(file.acts())).played:
            yield evening


def met_at(guests: Iterable[Attendee], evenings: Iterable[Evening]) -> frozenset[frozenset[str]]:
    """Return each two of these guests, by key, who met at one of these evenings."""
    by_mark = {_mark(one): one.key for one in guests}
    found = set()
    for evening in evenings:
        here = {one.key: by_mark[_mark(one)] for one in evening.guests if _mark(one) in by_mark}
        for pair in met(evening.played):
            two = frozenset(here[key] for key in pair if key in here)
            if len(two) > 1:
                found.add(two)
    return frozenset(found)


def _mark(guest: Attendee) -> tuple[str, str]:
    """Return by what a guest is known again: the surest alone."""
    if guest.address:
        return ("address", guest.address.casefold())
    if guest.person:
        return ("person", guest.person)
    return (fold(guest.name), fold(guest.organisation))
