"""``agenda``: what to talk about with a mentor, a buddy, anybody one meets by and by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.decide.tag import RHYTHM_DAYS
from comity.operations.document import Person
from comity.operations.garden.documents import Agenda, AgendaNote
from comity.operations.garden.entries import as_gift, entries
from comity.operations.loops.rows import open_rows
from comity.operations.loops.waiting import ON_ME, ON_THEM
from comity.operations.moment import iso
from comity.operations.operation import operation
from comity.operations.person.lookup import find_person, no_person
from comity.operations.person.overlay import tie_of
from comity.operations.person.starters import starters
from comity.operations.person.timeline import identities_of, said_of
from comity.operations.words import FIRST_LINES, as_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.book import Book
    from comity.operations.loops.documents import Loop
    from comity.operations.loops.rows import Row

_OPEN_MAX = 8
_GIFTS_MAX = 5

_ON_ME = (*ON_ME, "tell_them")
_BETWEEN = "never_set"


@operation("agenda", of_my_side=True)
def agenda(book: Book, who: str) -> Agenda:
    """Gather what to talk about with somebody: a mentor, a buddy, a friend.

    What you said last, what is open on either side, your notes since you met, and what each gave
    the other lately. comity role Ada mentor says what somebody is to you.
    """
    one = find_person(book, who)
    book.show_facts()
    tie = tie_of(book, one.person.id, identities_of(book, one.person.id))
    if tie is None:
        raise no_person(book, one)
    last = starters(book, one.person.id)
    met_us = tie["last_at_us"] or 0
    open_ = [
        each
        for each in open_rows(book, *_ON_ME, *ON_THEM, _BETWEEN)
        if each.person == one.person.id
    ]
    said = said_of(book, one.person.id, "note", "first_line")
    gifts = [each for each in book.once(entries) if each.person.id == one.person.id]
    weighty = [each for each in gifts if each.found.kind != "answer"][:_GIFTS_MAX]
    return Agenda(
        person=Person(one.person.id, one.person.name),
        roles=tuple(tie["roles"]),
        keep_days=tie["keep_days"],
        fitting_days=next(filter(None, map(RHYTHM_DAYS.get, tie["roles"])), None),
        last_at=iso(tie["last_at_us"]),
        their_words=last.their_words,
        my_words=last.my_words,
        last_met=last.last_met,
        on_me=_of(open_, *_ON_ME),
        on_them=_of(open_, *ON_THEM),
        never_set=_of(open_, _BETWEEN),
        notes=tuple(
            AgendaNote(iso(note.of_us), as_note(note))
            for note in reversed(said)
            if note.verb == "note" and note.at_us >= met_us
        ),
        lines={one.other: str(one.value) for one in said if one.other in FIRST_LINES},
        given=tuple(as_gift(each) for each in weighty if each.found.way == "given"),
        received=tuple(as_gift(each) for each in weighty if each.found.way == "received"),
    )


def _of(found: Sequence[Row], *kinds: str) -> tuple[Loop, ...]:
    return tuple(one.document for one in found if one.kind in kinds)[:_OPEN_MAX]
