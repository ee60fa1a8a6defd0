"""``waiting``: what waits on the user, and what on others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from comity.operations.loops.documents import Waiting
from comity.operations.loops.promises import of_person
from comity.operations.operation import operation

if TYPE_CHECKING:
    from comity.book import Book

ON_ME = ("promise", "their_question", "thank")
ON_THEM = ("their_promise", "my_question")


@operation("waiting", of_my_side=True)
def waiting(
    book: Book, *, person: Annotated[str, "Only what is open between you and this person."] = ""
) -> Waiting:
    """List what waits on you, and what on others, the latest first.

    On you: what you promised, what you were asked, thanks you owe. On others: what they said they
    would do, and what you asked them.
    """
    found = [one for one in of_person(book, person) if one.state == "open"]
    return Waiting(
        tuple(one.document for one in found if one.kind in ON_ME),
        tuple(one.document for one in found if one.kind in ON_THEM),
    )
