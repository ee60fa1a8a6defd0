"""A word in, the person it means out: an id, an address, a name or a part of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.errors import Ambiguous, NotFound
from comity.normalise.address import email_identity
from comity.normalise.phone import phone_identity

if TYPE_CHECKING:
    from comity.book import Book

_SHOWN = 5
_WHO = "SELECT i.identity, i.person, p.name, p.is_me FROM identity i JOIN person p USING (person)"


def find_person(book: Book, word: str) -> dict[str, Any]:
    """Return ``person`` (id), ``name`` and ``identity`` (the earliest seen) of who is meant.

    Any identity's id means its person for ever, so an id printed long ago still works.
    """
    return found if (found := _by_identity(book, word)) else _by_name(book, word)


def find_identity(book: Book, word: str) -> str:
    """Return the identity a decision about this person refers to."""
    return str(find_person(book, word)["identity"])


def _by_identity(book: Book, word: str) -> dict[str, Any] | None:
    exact = [word, email_identity(word), phone_identity(word)]
    where = "i.identity_id = ? OR i.identity IN (?, ?, ?)"
    found = book.rows(f"{_WHO} WHERE {where} LIMIT 1", [word.lower(), *exact])
    return _chief(book, found[0]["person"]) if found else None


def _by_name(book: Book, word: str) -> dict[str, Any]:
    wanted = f"%{word.strip()}%"
    found = book.rows(
        "SELECT DISTINCT p.person, p.name, lower(p.name) = lower(?) AS exact, "
        "coalesce(r.evidence_days, 0) AS evidence_days "
        "FROM person p JOIN identity i USING (person) LEFT JOIN relationship r USING (person) "
        "WHERE p.kind = 'person' AND NOT p.is_me "
        "AND (strip_accents(p.name) ILIKE strip_accents(?) "
        "OR strip_accents(i.name) ILIKE strip_accents(?)) "
        "ORDER BY exact DESC, evidence_days DESC, p.person LIMIT 20",
        [word.strip(), wanted, wanted],
    )
    if not found:
        raise NotFound(f"nobody answers to {word!r}", hint="comity people lists who is known")
    exact = [one for one in found if one["exact"]]
    if len(found) == 1 or len(exact) == 1:
        return _chief(book, (exact or found)[0]["person"])
    shown = ", ".join(f"{one['name']} ({one['person']})" for one in found[:_SHOWN])
    raise Ambiguous(f"{word!r} may be {shown}", hint="use the id in brackets, or the address")


def _chief(book: Book, person: str) -> dict[str, Any]:
    return book.rows("SELECT person, name, identity, is_me FROM person WHERE person = ?", [person])[
        0
    ]
