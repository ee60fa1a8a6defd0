"""``tag``, ``role``: words of the user's own on a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from comity.errors import BadInput
from comity.operations.decide.decision import TAKE_BACK
from comity.operations.decide.documents import RoleSaid, TagSaid
from comity.operations.operation import operation
from comity.operations.person.lookup import find_person
from comity.operations.person.overlay import OFF, decided_of
from comity.operations.person.timeline import identities_of
from comity.store.decisions import Said

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.document import Person
    from comity.store.decisions import Verb

RHYTHM_DAYS = {"buddy": 7.0, "partner": 14.0, "mentor": 30.0, "mentee": 30.0, "group": 91.0}


@operation("tag", writes=True)
def tag(book: Book, who: str, tag: str, *, off: Annotated[bool, TAKE_BACK] = False) -> TagSaid:
    """Put a word of your own on a person.

    comity people --tag WORD finds them.
    """
    return TagSaid(*_word(book, "tag", who, tag, off=off))


@operation("role", writes=True)
def role(book: Book, who: str, role: str, *, off: Annotated[bool, TAKE_BACK] = False) -> RoleSaid:
    """Say what a person is to you: mentor, buddy, partner.

    A role suggests a rhythm, which you may choose or leave (comity keep); comity agenda Ada
    gathers what to talk about.
    """
    person, said = _word(book, "role", who, role, off=off)
    kept = decided_of(book, identities_of(book, person.id)).get("keep")
    return RoleSaid(person, said, None if kept or not said else RHYTHM_DAYS.get(said.lower()))


def _word(book: Book, verb: Verb, who: str, word: str, *, off: bool) -> tuple[Person, str | None]:
    word = " ".join(word.split())
    if not word:
        raise BadInput(f"the {verb} is empty", hint=f"comity {verb} Ada mentor")
    one = find_person(book, who)
    words = decided_of(book, identities_of(book, one.person.id)).get(verb, set())
    if (word in words) == off:
        book.say([Said(verb, one.identity, other=OFF if off else "", value=word)])
    return one.person, None if off else word
