"""What the facts show of help given and received, and what the user said of it: the ledger.

A word of the user's stands beside the fact: it names what the gift is made of and whose it is, so
it outlasts every rebuild, and taking it back brings back what was found.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from comity.operations.document import Person
from comity.operations.garden.documents import Gift, Proof
from comity.operations.garden.gifts import Found, Seen, gifts, together
from comity.operations.moment import iso
from comity.operations.person.overlay import persons_of
from comity.schema import suggestion_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from comity.book import Book, Row
    from comity.store.decisions import Decision

NOTHING = "nothing"  # what the user says of what was no help
_PEOPLE = """
    SELECT person, name, identity FROM person
    WHERE kind = 'person' AND NOT is_me AND person IN (SELECT unnest(?))
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A gift as it stands, and its people."""

    found: Found
    person: Person
    identity: str
    other: Person | None

    @property
    def id(self) -> str:
        """Its id: the cause, and which of the two of an introduction."""
        return f"{self.found.cause}{self.person.id[:6]}"


def entries(book: Book) -> tuple[Entry, ...]:
    """Return all that stands in the ledger, the latest first."""
    said = book.decisions.active("gift", "gift_is", as_of_us=book.as_of_us)
    persons = persons_of(book, {name for one in said for name in (one.identity, one.other)})
    hand = [_told(one, persons) for one in said if one.verb == "gift" and one.identity in persons]
    corrected = {
        (one.other, persons.get(one.identity)): str(one.value)
        for one in said
        if one.verb == "gift_is"
    }
    found = together([*_as_said(book.once(gifts), corrected), *hand])
    people = _people(book, {name for one in found for name in (one.person, one.other)})
    kept = [one for one in found if one.person in people and one.at_us <= book.moment_us]
    return tuple(_entry(one, people) for one in sorted(kept, key=lambda one: -one.at_us))


def cause_of(one: Decision) -> str:
    """Return the cause of a gift that the user told of."""
    return suggestion_id("gift", "", one.key)


def _told(one: Decision, persons: Mapping[str, str]) -> Found:
    """Return what the user told of."""
    value = one.value
    return Found(
        way=value["way"],
        kind=value["kind"],
        person=persons[one.identity],
        at_us=value["at_us"],
        text=value["text"],
        seen=(Seen(value.get("key", ""), value["at_us"], value["text"]),),
        cause=cause_of(one),
        direction="out",
        other=persons.get(one.other, ""),
        by_hand=True,
    )


def _as_said(found: list[Found], corrected: Mapping[tuple[str, str | None], str]) -> list[Found]:
    """Return what was found, as the user put it right."""
    if not corrected:
        return found
    now = [(one, corrected.get((one.cause, one.person), one.kind)) for one in found]
    return [
        one if kind == one.kind else replace(one, kind=kind) for one, kind in now if kind != NOTHING
    ]


def _people(book: Book, persons: set[str]) -> dict[str, Row]:
    return {one["person"]: one for one in book.rows(_PEOPLE, [sorted(persons)])}


def _entry(one: Found, people: Mapping[str, Row]) -> Entry:
    who, other = people[one.person], people.get(one.other)
    return Entry(
        one,
        Person(one.person, who["name"]),
        who["identity"],
        Person(one.other, other["name"]) if other else None,
    )


def as_gift(one: Entry) -> Gift:
    """Return an entry as it is shown."""
    found = one.found
    return Gift(
        id=one.id,
        at=iso(found.at_us),
        kind=found.kind,
        person=one.person,
        direction=found.direction,
        text=found.text,
        evidence=tuple(Proof(seen.key, iso(seen.at_us), seen.text) for seen in found.seen),
        other=one.other,
        by_hand=found.by_hand,
    )
