"""A person in, all that the book holds about them out: to see, to hand over, to erase."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from comity.operations.document import enveloped
from comity.operations.moment import iso
from comity.operations.person.lookup import find_person
from comity.operations.person.person_rows import of_person
from comity.operations.person.timeline import identities_of, said_of
from comity.operations.privacy.documents import (
    Held,
    HeldBySource,
    HeldClaim,
    HeldCounts,
    HeldDecision,
    HeldIdentity,
    HeldRecord,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book

_RECORDS = """
    SELECT DISTINCT r.key, r.kind, r.channel, r.interaction, r.subject, r.text, r.detail, r.at_us
    FROM record r JOIN (
        SELECT key FROM participant JOIN identity USING (identity) WHERE person = $1
        UNION SELECT key FROM claim JOIN identity USING (identity) WHERE person = $1
    ) USING (key) ORDER BY r.at_us, r.key
"""
_CLAIMS = """
    SELECT c.identity, c.attribute, c.value, c.at_us FROM claim c JOIN identity i USING (identity)
    WHERE i.person = ? ORDER BY c.identity, c.attribute, c.at_us, c.value
"""
_IDENTITIES = "SELECT identity, name FROM identity WHERE person = ? ORDER BY identity"
_BY_SOURCE = """
    SELECT person, h.source, count(DISTINCT h.key) AS records FROM holding h JOIN (
        SELECT person, key FROM participant JOIN identity USING (identity)
        UNION SELECT person, key FROM claim JOIN identity USING (identity)
    ) USING (key) GROUP BY person, h.source
"""


def held_counts(book: Book, person: str) -> HeldCounts:
    """Return how much the book holds of a person, by source, and what the sources claim."""
    book.show_facts()
    found = of_person(book, _BY_SOURCE, person, order="records DESC, source")
    return HeldCounts(
        sources=tuple(HeldBySource(one["source"], one["records"]) for one in found),
        identities=len(identities_of(book, person)),
        decisions=len(said_of(book, person)),
    )


def everything(book: Book, person: str) -> Held:
    """Return all of it, to hand over or to keep."""
    one = find_person(book, person)
    book.show_facts()

    def dated(sql: str) -> Iterator[list[Any]]:
        for *row, at_us in book.execute(sql, [one.person.id]).fetchall():
            yield [*row, iso(at_us)]

    return Held(
        name=one.person.name,
        identities=tuple(HeldIdentity(**row) for row in book.rows(_IDENTITIES, [one.person.id])),
        claims=tuple(HeldClaim(*row) for row in dated(_CLAIMS)),
        records=tuple(HeldRecord(*row) for row in dated(_RECORDS)),
        decisions=tuple(
            HeldDecision(said.verb, said.identity, said.value, iso(said.at_us))
            for said in said_of(book, one.person.id)
        ),
    )


def as_file(book: Book, person: str) -> str:
    """Return all of it as JSON text; what is no Unicode in it becomes a question mark."""
    document = enveloped("held", everything(book, person), as_of=iso(book.moment_us))
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace").decode("utf-8")
