"""``asks``: questions that nobody answered, put to the user and by the user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from comity.operations.loops.documents import Asks
from comity.operations.loops.promises import of_person
from comity.operations.operation import operation

if TYPE_CHECKING:
    from comity.book import Book


@operation("asks", of_my_side=True)
def asks(
    book: Book, *, person: Annotated[str, "Only those between you and this person."] = ""
) -> Asks:
    """List the questions of the last year that had no answer: to you, and of yours.

    An answer is a later word the other way in the same thread or on another channel, a meeting or
    a call. First questions of strangers are not counted: none is owed an answer.
    """
    found = [one for one in of_person(book, person) if one.state == "open"]
    return Asks(
        tuple(one.document for one in found if one.kind == "their_question"),
        tuple(one.document for one in found if one.kind == "my_question"),
    )
