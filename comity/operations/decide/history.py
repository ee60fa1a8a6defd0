"""``history``, ``undo``, ``redo``: what the user said and brought in, each step to be taken back.

A step is what one act said: it is taken back as a whole, whatever was said after it. A word that
a later one overrules changes nothing when it goes, and what was said of somebody rests while the
step that added them is taken back; both are told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from comity.errors import Advice, NotFound, call
from comity.operations.decide.acts import Past
from comity.operations.decide.documents import Brought, History, Redone, Undone
from comity.operations.moment import iso
from comity.operations.operation import limited, operation
from comity.operations.person.lookup import find_person
from comity.operations.person.timeline import identities_of

if TYPE_CHECKING:
    from comity.book import Book


@operation("history")
def history(
    book: Book,
    who: str = "",
    *,
    limit: Annotated[int, "How many to show; 0 for all."] = 50,
    skip: Annotated[int, "How many of the latest to leave out."] = 0,
) -> History:
    """List what you said and brought in, the latest first, each with its number.

    comity undo NUMBER takes a step back, whatever came after it; comity redo NUMBER brings it
    back. WHO: only what you said of that person.
    """
    about = set(identities_of(book, find_person(book, who).person.id)) if who else None
    past = Past(book)
    steps = [one for one in past.acts if about is None or one.names & about]
    shown = steps[::-1][max(skip, 0) :][: limited(limit)]
    return History(
        tuple(past.step(one) for one in shown),
        len(steps),
        () if who else _brought(book),
    )


@operation("undo", writes=True)
def undo(book: Book, step: int | None = None) -> Undone:
    """Take back what was said last, or the step of a number.

    Again, and what was said before that. comity history lists the steps, with their numbers. What
    came after a step stays. What was imported stays: comity sources remove takes that out.
    """
    past = Past(book)
    standing = [one for one in past.acts if one.stands]
    if not standing and step is None:
        raise NotFound("there is nothing to take back", hint="nothing is decided in this book")
    one = past.find(step) if step is not None else standing[-1]
    if not one.stands:
        raise NotFound(
            "that is taken back already", hint=Advice(call("redo", str(one.act)), " brings it back")
        )
    taken, told = past.taken(one), past.step(one)
    book.undo(one.act)
    return Undone(taken, told)


@operation("redo", writes=True)
def redo(book: Book, step: int | None = None) -> Redone:
    """Bring back what was taken back last, or the step of a number."""
    past = Past(book)
    undone = [one for one in past.acts if not one.stands]
    if not undone and step is None:
        raise NotFound("nothing was taken back", hint=Advice(call("history"), " lists the steps"))
    one = past.find(step) if step is not None else max(undone, key=lambda one: one.order)
    if one.stands:
        raise NotFound("that stands", hint=Advice(call("undo", str(one.act)), " takes it back"))
    book.redo(one.act)
    now = Past(book)
    return Redone(now.step(now.find(one.act)))


def _brought(book: Book) -> tuple[Brought, ...]:
    """Return what was imported, the latest first."""
    found = sorted(book.facts.sources(), key=lambda one: -one.last_us)
    return tuple(Brought(one.source, one.records, iso(one.last_us or None)) for one in found)
