"""A verb and what it is given in, its document out; every face answers a verb through here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.decide.who_are_you import who_are_you

if TYPE_CHECKING:
    from comity.book import Book
    from comity.faces.arguments import Arguments
    from comity.operations.document import Document
    from comity.operations.operation import Operation


def answer(operation: Operation, book: Book, given: Arguments) -> Document:
    """Return what a verb says, or the question who the user is where it cannot know their side."""
    if operation.of_my_side and (asked := book.once(who_are_you)):
        return asked
    made: Document = operation.function(book, **given)
    return made
