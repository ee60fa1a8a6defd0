"""Those met at an evening, kept in the book as something the user said: one act, with one undo."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from comity.errors import ComityError
from comity.normalise.identity import email_identity
from comity.operations.decide.newcomer import newcomer
from comity.operations.event.seats import met
from comity.operations.moment import DAY_US, instant_us
from comity.operations.person.timeline import identities_of
from comity.store.decisions import Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comity.book import Book
    from comity.operations.decide.newcomer import Newcomer
    from comity.operations.document import Person
    from comity.operations.event.attendee import Attendee
    from comity.operations.event.evening import Evening
    from comity.store.events import EventFile

KEPT = "kept"  # act: the number of the act of decisions that was said of this event
_ME = "SELECT i.identity FROM identity i JOIN person p USING (person) WHERE p.is_me"


def me_among(book: Book, evening: Evening) -> Attendee | None:
    """Return the guest who is the owner of the book, told by address."""
    if book.is_empty:
        return None
    mine = {row["identity"] for row in book.rows(_ME)}
    found = (one for one in evening.guests if email_identity(one.address) in mine)
    return next((one for one in found if one.address), None)


def met_by(evening: Evening, key: str) -> list[Attendee]:
    """Return whom a guest sat with in the rounds that began."""
    others = {one for pair in met(evening.played) if key in pair for one in pair} - {key}
    return [one for one in evening.guests if one.key in others]


def keep(
    book: Book, file: EventFile, evening: Evening, agreed: Sequence[Attendee], *, met_by_me: bool
) -> tuple[Person, ...]:
    """Keep guests in the book and return whom: those the owner met, and those who agreed to it.

    Whom the owner met is contact of that day; who agreed bears the event's name as a tag.
    """
    me = me_among(book, evening) if met_by_me else None
    mine = met_by(evening, me.key) if me else []
    people: list[Person] = []
    said: list[Said] = []
    for guest in {one.key: one for one in [*mine, *agreed] if one != me}.values():
        try:
            one = newcomer(book, guest.person or guest.name, address=guest.address)
        except ComityError:
            continue  # a namesake is never taken for them: the user says who it is, by hand
        words = _said(book, evening, one, was_met=guest in mine, agreed=guest in agreed)
        here = [*one.said, *words]
        if here:
            people.append(one.person)
            said += here
    if act := book.say(said):
        file.append(KEPT, {"act": act}, at_us=book.now_us)
    return tuple(people)


def _said(
    book: Book, evening: Evening, one: Newcomer, *, was_met: bool, agreed: bool
) -> Iterator[Said]:
    title = evening.title or "an evening"
    met_then = {"text": title, "at_us": _noon_us(book, evening.on), "interaction": "meeting"}
    theirs = {one.identity, *(identities_of(book, one.person.id) if one.is_known else ())}
    standing = {
        (said.verb, said.of_us if said.verb == "log" else 0, said.words)
        for said in book.decisions.active("log", "tag", about=theirs)
    }
    if was_met and ("log", met_then["at_us"], title) not in standing:
        yield Said("log", one.identity, value=met_then)
    if agreed and ("tag", 0, title) not in standing:
        yield Said("tag", one.identity, value=title)


def _noon_us(book: Book, on: str) -> int:
    try:
        date.fromisoformat(on[:10])
        at_us = instant_us(on[:10], book.zone, now_us=book.now_us) + DAY_US // 2
    except (ValueError, ComityError):
        return book.now_us
    return min(at_us, book.now_us)


def let_go(book: Book, file: EventFile) -> int:
    """Take back what was kept in the book of an event; return how much. Erasing it calls this."""
    acts = {act.body["act"] for act in file.acts() if act.kind == KEPT}
    return sum(len(book.undo(act)) for act in sorted(acts))
