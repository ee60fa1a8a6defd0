"""A person taken out of the events of a book: their seat stays, and nothing said of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from comity.normalise.name import fold
from comity.operations.event.listing import files

if TYPE_CHECKING:
    from collections.abc import Collection

    from comity.book import Book
    from comity.store.events import Act

_BESIDE = ("list", "cards.pdf")  # of an event, which name guests
_NAMING = ("avoid", "must_meet")


def forget_guest(book: Book, person: str, identities: Collection[str]) -> int:
    """Erase somebody from every event, known by an address or as a person; return from how many."""
    addresses = {one.partition(":")[2] for one in identities if one.startswith("email:")}
    found = 0
    for file in files(book):
        theirs = {
            guest["key"]: guest["name"]
            for act in file.acts()
            for guest in _guests(act)
            if guest.get("address") in addresses or guest.get("person") == person
        }
        if theirs:
            names = set(map(fold, theirs.values()))
            file.rewrite(partial(_without, keys={*theirs}, names=names))
            found += 1
            for name in _BESIDE:
                (file.folder / name).unlink(missing_ok=True)
    return found


def _guests(act: Act) -> list[dict[str, Any]]:
    body = act.body
    return [
        *body.get("guests", ()),
        *([body["guest"]] if isinstance(body.get("guest"), dict) else []),
    ]


def _without(act: Act, keys: Collection[str], names: Collection[str]) -> dict[str, Any]:
    """Return what an act says without somebody: their key alone stays, where seats name it."""
    for guest in _guests(act):
        if guest["key"] in keys:
            kept = {"key": guest["key"], "name": f"Guest {guest['key']}"}
            kept |= {n: guest[n] for n in ("from_round", "to_round", "table") if n in guest}
            guest.clear()
            guest.update(kept)
        for field in _NAMING:
            if field in guest:
                guest[field] = [one for one in guest[field] if fold(one) not in names]
    return act.body
