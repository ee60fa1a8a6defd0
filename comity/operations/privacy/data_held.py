"""A person in, all that the book holds about them out: to see, to hand over, to erase."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from comity.cache import heeds
from comity.operations.moment import iso
from comity.operations.person.lookup import find_person
from comity.operations.person.person_rows import of_person
from comity.operations.person.timeline import identities_of, said_of
from comity.store.decisions import VERBS

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.operation import Result

_RECORDS = """
    SELECT DISTINCT r.key, r.kind, r.channel, r.interaction, r.at_us, r.subject, r.text, r.detail
    FROM record r JOIN (
        SELECT key FROM participant JOIN identity USING (identity) WHERE person = $1
        UNION SELECT key FROM claim JOIN identity USING (identity) WHERE person = $1
    ) USING (key) ORDER BY r.at_us, r.key
"""
_CLAIMS = """
    SELECT c.identity, c.attribute, c.value, c.at_us FROM claim c JOIN identity i USING (identity)
    WHERE i.person = ? ORDER BY c.identity, c.attribute, c.at_us, c.value
"""
_BY_SOURCE = """
    SELECT person, h.source, count(DISTINCT h.key) AS records FROM holding h JOIN (
        SELECT person, key FROM participant JOIN identity USING (identity)
        UNION SELECT person, key FROM claim JOIN identity USING (identity)
    ) USING (key) GROUP BY person, h.source
"""


@heeds(of_them=VERBS)
def holding(book: Book, person: str) -> Result:
    """Return how much the book holds of a person, by source, and what the sources claim."""
    book.show_facts()
    return {
        "sources": [
            {"source": one["source"], "records": one["records"]}
            for one in of_person(book, _BY_SOURCE, person, order="records DESC, source")
        ],
        "identities": len(identities_of(book, person)),
        "decisions": len(said_of(book, person)),
    }


def everything(book: Book, person: str) -> Result:
    """Return all of it as one document, to hand over or to keep."""
    one = find_person(book, person)
    book.show_facts()
    identities = book.rows(
        "SELECT identity, name FROM identity WHERE person = ? ORDER BY identity", [one["person"]]
    )
    return {
        "schema": "comity.held/1",
        "as_of": iso(book.moment_us),
        "name": one["name"],
        "identities": identities,
        "claims": [_dated(row) for row in book.rows(_CLAIMS, [one["person"]])],
        "records": [_dated(row) for row in book.rows(_RECORDS, [one["person"]])],
        "decisions": _said(book, one["person"]),
    }


def as_json(document: Result) -> str:
    """Return the document as JSON text; what is no Unicode in it becomes a question mark."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace").decode("utf-8")


def _said(book: Book, person: str) -> list[dict[str, Any]]:
    return [
        {"verb": one.verb, "identity": one.identity, "value": one.value, "said_at": iso(one.at_us)}
        for one in said_of(book, person)
    ]


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    kept = {
        name: value for name, value in row.items() if name != "at_us" and value not in {"", None}
    }
    return kept | {"at": iso(row["at_us"])}
