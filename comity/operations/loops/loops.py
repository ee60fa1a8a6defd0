"""``loops``: everything open between the user and others, by person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from comity.operations.loops.documents import Loops
from comity.operations.loops.kept import kept_in_words
from comity.operations.loops.measured import measured
from comity.operations.loops.promises import of_person
from comity.operations.loops.threshold import taught
from comity.operations.loops.unread import unread_in_words
from comity.operations.operation import operation

if TYPE_CHECKING:
    from comity.book import Book

LoopKind: TypeAlias = Literal[
    "promise",
    "their_promise",
    "their_question",
    "my_question",
    "never_set",
    "tell_them",
    "helped",
    "thank",
]


@operation("loops", of_my_side=True)
def loops(
    book: Book,
    *,
    person: Annotated[str, "Only those between you and this person."] = "",
    kind: Annotated[LoopKind | None, "Only those of this kind."] = None,
    all_: Annotated[bool, "What is kept or let go as well."] = False,
) -> Loops:
    """List everything open between you and others, by person.

    Promises of yours and of theirs, questions without an answer, a coffee that was never set, help
    you never told the end of, help of yours you heard nothing of, thanks you owe. Doubtful ones are
    unsure. comity loop ID done, let_go, keep or none says what you know better.
    """
    found = [
        one
        for one in of_person(book, person)
        if (all_ or one.state in {"open", "unsure"}) and kind in {None, one.kind}
    ]
    latest = {one.person: one.at_us for one in reversed(found)}
    found.sort(key=lambda one: (-latest[one.person], one.person, -one.at_us, one.id))
    return Loops(
        tuple(one.document for one in found),
        "" if person else book.once(kept_in_words),
        taught(book).text,
        unread_in_words(book),
        measured(),
    )
