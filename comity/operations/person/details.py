"""What the user said of somebody beside what their sources say: a name, a birthday, a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.person.documents import Detail

if TYPE_CHECKING:
    from collections.abc import Collection

    from comity.book import Book

# What everybody may have, beside the user's own fields: the label, and what sources call it.
KNOWN = {
    "employer": "organisation",
    "role": "title",
    "birthday": "birthday",
    "place": "location",
}


def details(book: Book, identities: Collection[str]) -> tuple[Detail, ...]:
    """Return what stands of whoever has these identities: what all have, then own fields."""
    latest: dict[str, str] = {}
    for one in book.decisions.active("detail", as_of_us=book.as_of_us, about=identities):
        latest.pop(one.other, None)
        if one.value is not None:
            latest[one.other] = str(one.value)
    known = [label for label in KNOWN if label in latest]
    own = [label for label in latest if label not in KNOWN]
    return tuple(Detail(label, latest[label]) for label in (*known, *own))


def given_name(book: Book, identities: Collection[str]) -> str:
    """Return the name the user gave whoever has these identities; "" where they gave none."""
    said = book.decisions.active("name", as_of_us=book.as_of_us, about=identities)
    return str(said[-1].value or "") if said else ""


def seen_name(book: Book, person: str) -> str:
    """Return the name their sources give, where the user gave another; else ""."""
    if not book.decisions.active("name", as_of_us=book.as_of_us):
        return ""
    sql = (
        "SELECT s.name FROM person_seen s JOIN person p USING (person) "
        "WHERE person = ? AND s.name <> p.name"
    )
    rows = book.rows(sql, [person])
    return str(rows[0]["name"]) if rows else ""
