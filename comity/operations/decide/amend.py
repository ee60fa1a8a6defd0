"""``amend``, ``delete``: one note, contact or reminder of the user's put right, or taken out.

What was said stays written, withdrawn by a later word; so undo brings it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from comity.errors import Advice, BadInput, NotFound, call
from comity.operations.decide.documents import Amended, Deleted
from comity.operations.decide.log import happened, written
from comity.operations.decide.remind import reminded_on
from comity.operations.document import Person
from comity.operations.operation import operation
from comity.operations.person.overlay import persons_of
from comity.store.decisions import Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.book import Book
    from comity.store.decisions import Decision, Verb

_VERBS: tuple[Verb, ...] = ("note", "first_line", "log", "remind")


@operation("amend", writes=True)
def amend(
    book: Book,
    key: str,
    text: str = "",
    *,
    on: Annotated[str, "Another day, of what you logged or want to be reminded of."] = "",
) -> Amended:
    """Put a note, what you logged or a reminder right.

    KEY is shown by comity person. A note keeps the day it is of.
    """
    said = _meant(book, key)
    words = written(text) or said[0].words
    book.say([*map(_withdrawn, said), *(_anew(book, one, words, on) for one in said)])
    return Amended(key, _people(book, said), words)


@operation("delete", writes=True)
def delete(book: Book, key: str) -> Deleted:
    """Take out a note, what you logged or a reminder.

    KEY is shown by comity person.
    """
    said = _meant(book, key)
    book.say([_withdrawn(one) for one in said])
    return Deleted(key, said[0].verb, _people(book, said))


def _meant(book: Book, key: str) -> list[Decision]:
    """Return what a key names: one note or reminder, or one contact of all who took part."""
    found = [
        one
        for one in book.decisions.active(*_VERBS)
        if key == (one.contact_key if one.verb == "log" else _key(one))
    ]
    if not found:
        raise NotFound(
            f"there is nothing of yours called {key!r}",
            hint=Advice(call("person", "NAME"), " shows the key of each note"),
        )
    return found


def _key(one: Decision) -> str:
    return f"remind:{one.id}" if one.verb == "remind" else one.note_key


def _withdrawn(one: Decision) -> Said:
    return Said("withdraw", one.identity, one.key, one.verb)


def _anew(book: Book, one: Decision, words: str, on: str) -> Said:
    """Return a decision in other words, or of another day."""
    verb: Verb = next(verb for verb in _VERBS if verb == one.verb)
    if on and verb in {"note", "first_line"}:
        raise BadInput("a note has no day to be changed", hint="write the day into its words")
    if verb == "first_line":
        return Said(verb, one.identity, one.other, words)
    if verb == "note":
        return Said(verb, one.identity, one.other, {"text": words, "at_us": one.of_us})
    if verb == "remind":
        day = reminded_on(book, on, "").isoformat() if on else one.value["day"]
        return Said(verb, one.identity, one.other, one.value | {"day": day, "text": words})
    at_us = happened(book, on) if on else one.value["at_us"]
    return Said(verb, one.identity, one.other, one.value | {"text": words, "at_us": at_us})


def _people(book: Book, said: Sequence[Decision]) -> tuple[Person, ...]:
    persons = set(persons_of(book, {one.identity for one in said}).values())
    sql = "SELECT person, name FROM person WHERE person IN (SELECT unnest(?)) ORDER BY person"
    rows = book.rows(sql, [sorted(persons)]) if persons else []
    return tuple(Person(one["person"], one["name"]) for one in rows)
