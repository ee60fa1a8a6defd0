"""``undo``: take back what was said last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.errors import NotFound
from comity.operations.decide.documents import TakenBack, Undone
from comity.operations.moment import iso
from comity.operations.operation import operation

if TYPE_CHECKING:
    from comity.book import Book


@operation("undo", writes=True)
def undo(book: Book) -> Undone:
    """Take back what was said last.

    Again, and what was said before that. Decisions are taken back: keep, merge, note, log and
    the like. What was imported stays: comity sources remove takes that out.
    """
    undone = book.undo()
    if not undone:
        raise NotFound("there is nothing to take back", hint="nothing is decided in this book")
    named = _names(book, {one.identity for one in undone} | {one.other for one in undone})
    return Undone(
        tuple(
            TakenBack(
                verb=one.verb,
                identity=one.identity,
                name=named.get(one.identity, ""),
                other=one.other,
                value=one.value,
                said_at=iso(one.at_us),
            )
            for one in undone
        )
    )


def _names(book: Book, identities: set[str]) -> dict[str, str]:
    found = book.rows(
        "SELECT i.identity, p.name FROM identity i JOIN person p USING (person) "
        "WHERE i.identity IN (SELECT unnest(?))",
        [sorted(identities)],
    )
    return {one["identity"]: one["name"] for one in found}
