"""A word in, the person it means out: an id, an address, a name or a part of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.errors import Advice, Ambiguous, BadInput, NotFound, Unclear, call
from comity.normalise.identity import email_identity, name_under
from comity.normalise.phone import phone_identity
from comity.normalise.profile import linkedin_identity
from comity.operations.document import Person

if TYPE_CHECKING:
    from comity.book import Book

_SHOWN = 5
_ONE_OF_THEM = "name one of them, or use the id in brackets"
_KINDS = {
    "list": "a mailing list, no person",
    "robot": "a program's, no person",
    "role": "an office's or a group's address, no person's",
    "byline": "named by works and changes that you had no part in, and by nothing else",
}
# How well a name answers: 0 in full; 1 every word is one of its words, 2 begins one, 3 is within.
_NAMED = """
    WITH named AS (
        SELECT person, p.name,
            strip_accents(lower(' ' || p.name || ' ' || i.name || ' ')) AS spoken,
            list_transform($1, lambda word: strip_accents(lower(word))) AS words
        FROM person p JOIN identity i USING (person) WHERE p.kind = 'person' AND NOT p.is_me
    )
    SELECT person, name, min(CASE
        WHEN strip_accents(lower(name)) = array_to_string(words, ' ') THEN 0
        WHEN len(list_filter(words, lambda w: NOT contains(spoken, ' ' || w || ' '))) = 0 THEN 1
        WHEN len(list_filter(words, lambda w: NOT contains(spoken, ' ' || w))) = 0 THEN 2
        ELSE 3 END) AS rank
    FROM named LEFT JOIN relationship r USING (person)
    WHERE len(list_filter(words, lambda w: NOT contains(spoken, w))) = 0
    GROUP BY person, name
    ORDER BY rank, any_value(r.evidence_days) DESC NULLS LAST, person LIMIT 20
"""
# Jaro and Winkler's likeness (Winkler 1990): of what is typed amiss it is seldom less.
_ALIKE = """
    SELECT person FROM (SELECT person, name,
        jaro_winkler_similarity(strip_accents(lower(name)), strip_accents(lower($1))) AS likeness
        FROM person WHERE kind = 'person' AND NOT is_me)
    WHERE likeness >= 0.92 ORDER BY likeness DESC, person LIMIT 3
"""


@dataclass(frozen=True, slots=True)
class Meant:
    """Who is meant by a word, with the earliest seen of their identities."""

    person: Person
    identity: str
    is_me: bool


def find_person(book: Book, word: str) -> Meant:
    """Return who is meant.

    Any identity's id means its person for ever, so an id printed long ago still works.
    """
    if not word.strip():
        raise BadInput("say who is meant", hint="an id, an address, a name or a part of one")
    word = word.strip()
    found = _by_identity(book, word)
    if not found and (behind := _behind(book, identity_meant(book, word))):
        told = f"{word} is nobody's own"
        unclear = Unclear(word, tuple(one.id for one in behind), told=told)
        raise Ambiguous(_used_by(word, behind), hint=_ONE_OF_THEM, unclear=unclear)
    return found or _by_name(book, word)


def no_person(book: Book, found: Meant) -> NotFound:
    """Return what to raise where what was found is no person to show: what it is."""
    if found.is_me:
        return NotFound(
            f"{found.person.name} is you", hint=Advice(call("me"), " shows who you are")
        )
    address = found.identity.partition(":")[2]
    if behind := _behind(book, found.identity):
        return NotFound(_used_by(address, behind), hint=_ONE_OF_THEM)
    kind = book.rows("SELECT kind FROM person WHERE person = ?", [found.person.id])[0]["kind"]
    what = _KINDS.get(kind, "no person's address")
    return NotFound(f"{address} is {what}", hint=Advice(call("people"), " lists who is known"))


def _used_by(address: str, behind: list[Person]) -> str:
    return f"{address} is nobody's own: {_listed(behind)} use it"


def _listed(persons: list[Person]) -> str:
    more = ", ..." if len(persons) > _SHOWN else ""
    return ", ".join(f"{one.name} ({one.id})" for one in persons[:_SHOWN]) + more


def _behind(book: Book, identity: str) -> list[Person]:
    """Return who is known by name under an address that several share."""
    sql = (
        "SELECT DISTINCT p.person, p.name FROM identity i JOIN person p USING (person) "
        "WHERE starts_with(i.identity, ?) AND NOT p.is_me ORDER BY p.name, p.person"
    )
    if not identity.startswith("email:"):
        return []
    rows = book.rows(sql, [name_under(identity, "?")[:-1]])
    return [Person(one["person"], one["name"]) for one in rows]


def identity_meant(book: Book, text: str) -> str:
    """Return the identity an address, a number or a profile link says; "" for other words."""
    told = email_identity(text) or linkedin_identity(text)
    return told or phone_identity(text, region=book.region[0] or None)


def _by_identity(book: Book, word: str) -> Meant | None:
    if known := _chief(book, word.lower()):
        return known
    found = book.rows(
        "SELECT person FROM identity WHERE identity_id = ? OR identity IN (?, ?) "
        "ORDER BY identity_id = ? DESC LIMIT 1",
        [word.lower(), word, identity_meant(book, word), word.lower()],
    )
    return _chief(book, found[0]["person"]) if found else None


def _by_name(book: Book, word: str) -> Meant:
    """Return who alone answers best to the name."""
    found = book.rows(_NAMED, [word.split()])
    if not found:
        raise NotFound(
            f"nobody answers to “{word}”",
            hint=Advice(call("people"), " lists who is known"),
            unclear=Unclear(word, _alike(book, word)),
        )
    best = [one for one in found if one["rank"] == found[0]["rank"]]
    if len(best) == 1 and (only := _chief(book, best[0]["person"])):
        return only
    shown = _listed([Person(one["person"], one["name"]) for one in best])
    hint = "use the id in brackets, or the address"
    persons = tuple(one["person"] for one in best)
    unclear = Unclear(word, persons, told=f"“{word}” may be {len(persons)} people")
    raise Ambiguous(f"“{word}” may be {shown}", hint=hint, unclear=unclear)


def _alike(book: Book, word: str) -> tuple[str, ...]:
    """Return who is called almost so: a slip of the finger away."""
    return tuple(one["person"] for one in book.rows(_ALIKE, [word]))


def _chief(book: Book, person: str) -> Meant | None:
    """Return the person whose id is printed; None where it is no person's."""
    sql = "SELECT person, name, identity, is_me FROM person WHERE person = ?"
    for one in book.rows(sql, [person]):
        return Meant(Person(one["person"], one["name"]), one["identity"], one["is_me"])
    return None
