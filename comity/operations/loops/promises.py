"""``promises``: what the user said they would do, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from comity.operations.loops.documents import Promise, Promises
from comity.operations.loops.kept import kept_in_words
from comity.operations.loops.rows import rows
from comity.operations.loops.threshold import taught
from comity.operations.loops.unread import unread_in_words
from comity.operations.operation import operation
from comity.operations.person.lookup import find_person

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.loops.rows import Row

ORDER = ("open", "unsure", "kept", "let_go")


@operation("promises", of_my_side=True)
def promises(
    book: Book,
    *,
    person: Annotated[str, "Only what was promised to this person."] = "",
    theirs: Annotated[bool, "What others promised you instead."] = False,
) -> Promises:
    """List what you said you would do, what is open first, and what became of each.

    A promise is kept by what shows it: the attachment or link sent, the introduction made, the
    meeting held, your own word that it is done. Where that is doubtful it is unsure. comity loop ID
    done, let_go, keep or none says what you know better.
    """
    kind = "their_promise" if theirs else "promise"
    found = [one for one in of_person(book, person) if one.kind == kind]
    shown = sorted(found, key=_place)
    told = [_promise(one) for one in shown]
    season = "" if theirs or person else book.once(kept_in_words)
    return Promises(tuple(told), theirs, season, taught(book).text, unread_in_words(book))


def of_person(book: Book, person: str) -> list[Row]:
    """Return the loops with a person; with everybody where none is named."""
    if not person:
        return rows(book)
    who = find_person(book, person).person.id
    return [one for one in rows(book) if one.person == who]


def _place(one: Row) -> tuple[int, int, int, str]:
    """Return the place among promises: what is due soonest first, what has no day by its age."""
    first = one.due_us or one.at_us if one.state == "open" else 0
    return ORDER.index(one.state), first, -one.at_us, one.id


def _promise(one: Row) -> Promise:
    whole = one.document
    return Promise(**{name: getattr(whole, name) for name in Promise.__dataclass_fields__})
