"""``undo``: take back what was said last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity import build
from comity.errors import NotFound
from comity.operations.moments import iso
from comity.operations.operation import operation

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.operation import Result


@operation("undo", writes=True)
def undo(book: Book) -> Result:
    """Take back what was said last; again, and what was said before that.

    Decisions are taken back: keep, merge, note, log and the like. What was imported stays:
    comity sources remove takes that out.
    """
    undone = book.decisions.undo(at_us=book.now_us)
    if not undone:
        raise NotFound("there is nothing to take back", hint="nothing was decided in this book yet")
    if {one.verb for one in undone} & set(build.SAID):
        book.refresh()
    return {
        "undone": [
            {
                "verb": one.verb,
                "identity": one.identity,
                "other": one.other,
                "value": one.value,
                "said_at": iso(one.at_us),
            }
            for one in undone
        ]
    }
