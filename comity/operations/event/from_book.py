"""What the book knows of guests: who they are, and which of them know each other already."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from comity.errors import Advice, NotFound, call
from comity.operations.event.attendee import Attendee
from comity.operations.event.earlier import met_at, other_evenings
from comity.operations.person.co_occurrence import show_met
from comity.operations.person.lookup import find_person, no_person
from comity.operations.person.overlay import show_ties

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comity.book import Book

_STRONG = 5  # mails or meetings in common, from which two count as knowing each other well
_WHO = """
    SELECT t.person, t.name, t.identity, coalesce(j.organisation, '') AS organisation,
        coalesce(j.title, '') AS title
    FROM tie t LEFT JOIN (
        SELECT i.person,
            arg_max(c.value, coalesce(c.at_us, 0))
                FILTER (c.attribute = 'organisation') AS organisation,
            arg_max(c.value, coalesce(c.at_us, 0)) FILTER (c.attribute = 'title') AS title
        FROM claim c JOIN identity i USING (identity)
        WHERE c.attribute IN ('organisation', 'title') AND c.value <> '' GROUP BY i.person
    ) j USING (person)
    WHERE t.stage <> 'died' AND
"""
_OF_ADDRESS = """
    SELECT identity, person FROM identity WHERE identity IN (SELECT unnest(?::VARCHAR[]))
"""
_TOGETHER = """
    SELECT a.person AS one, b.person AS other, count(*) AS together
    FROM met a JOIN met b USING (key)
    WHERE a.person < b.person AND a.person IN (SELECT unnest($people::VARCHAR[]))
        AND b.person IN (SELECT unnest($people::VARCHAR[]))
    GROUP BY 1, 2
"""


def people_of(book: Book, *, tags: Sequence[str], named: Sequence[str]) -> list[Attendee]:
    """Return people of the book as guests: those of any of the tags, and those named."""
    show_ties(book)
    book.show_facts()
    rows = []
    for tag in tags:
        found = book.rows(f"{_WHO} list_contains(t.tags, ?) ORDER BY t.name", [tag])
        if not found:
            raise NotFound(f"nobody is tagged {tag!r}", hint=Advice(call("tag", "PERSON", tag)))
        rows += found
    for word in named:
        meant = find_person(book, word)
        found = book.rows(f"{_WHO} t.person = ?", [meant.person.id])
        if not found:
            raise no_person(book, meant)
        rows += found
    people = {row["person"]: row for row in rows}
    return [
        Attendee(
            key=secrets.token_hex(4),
            name=row["name"],
            organisation=row["organisation"],
            role=row["title"],
            address=row["identity"].partition(":")[2] if "@" in row["identity"] else "",
            person=row["person"],
        )
        for row in people.values()
    ]


def known_pairs(
    book: Book, guests: Sequence[Attendee], *, event: str = ""
) -> dict[frozenset[str], float]:
    """Return by two guests' keys how well they know each other, from 0 to 1.

    1: they met at another event of this book. Less: they stand in the same mails and meetings.
    """
    found = dict(_by_the_book(book, guests))
    return found | dict.fromkeys(met_at(guests, other_evenings(book.folder, event)), 1.0)


def _by_the_book(book: Book, guests: Sequence[Attendee]) -> Iterator[tuple[frozenset[str], float]]:
    identities = {f"email:{one.address}": one.key for one in guests if one.address}
    of_person = {one.person: one.key for one in guests if one.person}
    if not (identities or of_person) or book.is_empty:
        return
    for row in book.rows(_OF_ADDRESS, [sorted(identities)]):
        of_person.setdefault(row["person"], identities[row["identity"]])
    if len(of_person) < 2:  # noqa: PLR2004 - two can know each other
        return
    show_met(book)
    for row in book.rows(_TOGETHER, {"people": sorted(of_person)}):
        pair = frozenset((of_person[row["one"]], of_person[row["other"]]))
        if len(pair) > 1:
            yield pair, min(row["together"] / _STRONG, 1.0)
