"""``event report``: what became of an evening, in plain words; no score of anybody."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from typing import TYPE_CHECKING, Annotated

from comity.errors import BadInput
from comity.operations.event.cards import titled
from comity.operations.event.earlier import met_at, other_evenings
from comity.operations.event.evening import told
from comity.operations.event.events import event_named
from comity.operations.event.introductions import introductions
from comity.operations.event.paper.documents import EventReport, GuestMet
from comity.operations.event.seats import met
from comity.operations.event.worth import Room
from comity.operations.operation import operation
from comity.store import durable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from comity.book import Book
    from comity.operations.event.attendee import Attendee
    from comity.operations.event.evening import Evening
    from comity.store.events import EventFile


@operation("event report")
def event_report(
    book: Book,
    event: Annotated[str, "The event: its key, or how it is called."],
    *,
    to: Annotated[Path | None, "A PDF of it."] = None,
) -> EventReport:
    """Tell what became of an evening: who met whom, new ties, wishes met, what came back.

    What is not known is said to be unknown, and is never a nought. Nobody gets a mark.
    """
    file = event_named(book.folder, event)
    found = reported(book, file)
    if to:
        from comity.operations.event.paper.report import report_pdf

        with durable.refusals(to), durable.new_file(to) as out:
            out.write(report_pdf(found))
    return found


def reported(book: Book, file: EventFile) -> EventReport:
    """Return what became of an evening so far."""
    evening = told(file.acts())
    if not evening.played:
        raise BadInput("no round has begun yet", hint="there is a report once people have met")
    pairs = met(evening.played)
    others = list(other_evenings(book.folder, file.folder.name))
    before = met_at(evening.guests, (one for one in others if one.on < evening.on))
    later = [one for one in others if one.on > evening.on]
    again = pairs & met_at(evening.guests, later)
    said = introductions(evening)
    ticked = {who for (who, _), ticks in evening.ticks.items() if ticks}
    there = {key for tables in evening.played for table in tables for key in table}
    asked, answered = _wishes(evening, pairs)
    fewest = _fewest(pairs, there)
    return EventReport(
        event=file.folder.name,
        title=titled(evening),
        rounds=len(evening.played),
        guests=len(there),
        meetings=len(pairs),
        new_ties=len(pairs - before),
        fewest_met=fewest,
        wishes=asked,
        wishes_met=answered,
        cards_back=len(ticked),
        mutual=len(said) if ticked else None,
        again=sum(one.again for one in said) if ticked else None,
        helped=sum(bool(one.helpers) for one in said) if ticked else None,
        second_meetings=len(again) if later else None,
        met=tuple(_told(evening, there)),
    )


def _wishes(evening: Evening, pairs: frozenset[frozenset[str]]) -> tuple[int, int]:
    """Return how many things guests said they seek, and of how many they met one who offers it."""
    room = Room(evening.guests)
    known = {one.key: one for one in evening.guests}
    whom: dict[str, list[Attendee]] = {}
    for pair in pairs:
        for key in pair:
            whom.setdefault(key, []).extend(known[one] for one in pair - {key})
    asked = answered = 0
    for guest in evening.guests:
        others = whom.get(guest.key, [])
        if others:
            asked += len(guest.asks)
            words = {
                one.theirs
                for other in others
                for one in room.reasons(guest, other)
                if one.kind == "helped"
            }
            answered += len(words & set(guest.asks))
    return asked, answered


def _fewest(pairs: frozenset[frozenset[str]], there: set[str]) -> int:
    """Return how many others the guest met who met the fewest."""
    counts = dict.fromkeys(there, 0)
    for pair in pairs:
        for key in pair:
            counts[key] += 1
    return min(counts.values(), default=0)


def _told(evening: Evening, there: set[str]) -> Iterator[GuestMet]:
    names: Mapping[str, str] = {one.key: one.name for one in evening.guests}
    for guest in evening.guests:
        if guest.key in there:
            found = [
                tuple(names[key] for key in table if key != guest.key)
                for tables in evening.played
                for table in tables
                if guest.key in table
            ]
            yield GuestMet(guest.name, tuple(one for some in found for one in some))
