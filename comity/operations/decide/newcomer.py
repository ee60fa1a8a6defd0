"""Somebody named for the first time in, whom that makes of it out: a new person, or one known."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from comity.errors import Advice, Ambiguous, BadInput, Unclear, call
from comity.normalise import name as names
from comity.normalise.identity import email_identity
from comity.operations.document import Person
from comity.operations.person.lookup import find_person, identity_meant
from comity.operations.words import identity_in_words
from comity.schema import identity_id
from comity.store.decisions import Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.book import Book

_ID = re.compile(r"[0-9a-f]{12}")
_CALLED = """
    SELECT person, identity FROM person WHERE kind = 'person' AND NOT is_me
        AND strip_accents(lower(name)) = strip_accents(lower(?)) ORDER BY person
"""
_OF_MEMORY = "SELECT identity FROM identity WHERE starts_with(identity, 'name:memory')"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Whom a name means, by which identity, and what is to be said so that they are there."""

    person: Person
    identity: str
    is_known: bool
    said: Sequence[Said] = ()


def newcomer(book: Book, name: str, *, address: str = "", another: bool = False) -> Newcomer:
    """Return the one whom the book has under that name, id or address, else somebody new.

    What is doubtful is asked: an address is never taken from whoever has it. ``another``:
    somebody else of a name that is here.
    """
    if book.redact:  # whom it does not see, a reader cannot tell from somebody new
        raise BadInput(f"nobody is called {name!r}", hint="the user adds people, on a page")
    identity = address_meant(book, address) if address else email_identity(name)
    cleaned = names.clean(name) if address or not identity else ""
    if not cleaned and not identity:
        hint = Advice(call("remember", "Ada Lovelace", as_="client"))
        raise BadInput(f"{name!r} is no name", hint=hint)
    if book.is_empty:
        return _new(cleaned, identity, taken=set())
    if _ID.fullmatch(name):
        return _known(book, name, identity)
    if owner := holder(book, identity):
        return _by_address(book, cleaned, identity, owner)
    named = book.rows(_CALLED, [cleaned])
    if named and not another:
        if len(named) > 1 or identity:
            raise _which(cleaned, identity, [one["person"] for one in named])
        return _known(book, named[0]["person"], "")
    made = _new(cleaned, identity, taken={one["identity"] for one in book.rows(_OF_MEMORY)})
    apart = [Said("different", made.identity, one["identity"]) for one in named]
    return replace(made, said=[*made.said, *apart])


def holder(book: Book, identity: str) -> Person | None:
    """Return the person whose identity it is; what belongs to no person is refused."""
    sql = (
        "SELECT p.person, p.name, p.kind, p.is_me FROM identity i JOIN person p USING (person) "
        "WHERE i.identity = ?"
    )
    for one in book.rows(sql, [identity]):
        if one["is_me"] or one["kind"] != "person":
            whose = "yours" if one["is_me"] else "a list's, an office's or a program's"
            raise BadInput(
                f"the address {identity_in_words(identity)} is {whose}",
                hint="leave it out, or give an address of theirs",
            )
        return Person(one["person"], one["name"])
    return None


def new_address(book: Book, owner: Person, chief: str, identity: str) -> list[Said]:
    """Return what makes an identity theirs; nothing where it is. Another's is never taken."""
    other = holder(book, identity)
    if other is None:
        said = Said("remember", identity, value={"name": ""})
        return [said, Said("same", chief, identity)]
    if other.id != owner.id:
        raise BadInput(
            f"the address {identity_in_words(identity)} is {other.name}'s",
            hint=Advice("if they are one person, say so: ", call("merge", owner.id, other.id)),
        )
    return []


def _known(book: Book, person: str, identity: str) -> Newcomer:
    """Return somebody who is here, with an address more where one is given."""
    one = find_person(book, person)
    said = new_address(book, one.person, one.identity, identity) if identity else []
    return Newcomer(one.person, one.identity, is_known=True, said=said)


def _by_address(book: Book, name: str, identity: str, owner: Person) -> Newcomer:
    """Return whose address it is, if that is who is meant."""
    if name and set(names.words(owner.name)).isdisjoint(names.words(name)):
        raise Ambiguous(
            f"the address {identity_in_words(identity)} is {owner.name}'s",
            hint="if that is who you mean, say so; if not, leave the address out",
            unclear=Unclear(name, (owner.id,)),
        )
    return _known(book, owner.id, "")


def _which(name: str, identity: str, persons: Sequence[str]) -> Ambiguous:
    times = "already" if len(persons) == 1 else f"{len(persons)} times"
    also = f", not yet with {identity_in_words(identity)}" if identity else ""
    return Ambiguous(
        f"“{name}” is here {times}{also}",
        hint="say whether you mean them, or somebody else of that name",
        unclear=Unclear(name, tuple(persons), "another"),
    )


def _new(name: str, identity: str, *, taken: set[str]) -> Newcomer:
    if not name:
        person = Person(identity_id(identity), identity.partition(":")[2])
        said = [Said("remember", identity, value={"name": ""})]
        return Newcomer(person, identity, is_known=False, said=said)
    memory = _free(name, taken)
    said = [Said("remember", memory, identity, {"name": name})]
    if identity:
        said.append(Said("remember", identity, value={"name": name}))
    return Newcomer(Person(identity_id(memory), name), memory, is_known=False, said=said)


def _free(name: str, taken: set[str]) -> str:
    """Return the identity of a name from memory that nobody has: a namesake's is another."""
    tried = (
        names.name_identity(f"memory{number if number > 1 else ''}", name) for number in count(1)
    )
    return next(one for one in tried if one not in taken)


def address_meant(book: Book, text: str) -> str:
    """Return the identity of an address, a number or a profile link that was given as one."""
    found = identity_meant(book, text)
    if not found:
        hint = "write ada@example.org, a number with its country (+44 20 7946 0000), or a link"
        raise BadInput(f"{text!r} is no address", hint=hint)
    return found
