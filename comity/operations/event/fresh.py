"""The events whose people met in these two days: who met is to be followed up while it is fresh."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.operations.event.course import ENDED, NEXT, RANG, STARTED
from comity.operations.event.documents import EventFresh
from comity.operations.event.evening import REVOKED, told
from comity.operations.event.introductions import introductions
from comity.store.events import EventFile

if TYPE_CHECKING:
    from comity.book import Book

HOUR_US: Final = 3_600_000_000
FRESH_HOURS: Final = 48  # later, a follow-up meets people who have forgotten (rule of taste)
FOLLOWED: Final = "followed"  # the drafts were written, or who was met was kept
_LEFT_OPEN_HOURS = 2  # after its last bell an evening that nobody ended is over too
_OF_A_ROUND = {STARTED, NEXT, RANG, ENDED}


def fresh_events(book: Book) -> tuple[EventFresh, ...]:
    """Return the events that ended in the last 48 hours and were not followed up, the latest first.

    Those whose guests ticked nothing that leads on are left out; who met nobody has no event.
    """
    if book.redact or book.as_of_us is not None:
        return ()
    found = [_fresh(one, book.now_us) for one in EventFile.every(book.folder)]
    return tuple(sorted((one for one in found if one), key=lambda one: -one.hours_left))


def _fresh(file: EventFile, now_us: int) -> EventFresh | None:
    acts = file.acts()
    revoked = {id_ for act in acts if act.kind == REVOKED for id_ in act.body["acts"]}
    acts = [act for act in acts if act.id not in revoked]
    last_us = max((act.at_us for act in acts if act.kind in _OF_A_ROUND), default=0)
    hours = (now_us - last_us) / HOUR_US
    if not 0 <= hours < FRESH_HOURS or any(act.kind == FOLLOWED for act in acts):
        return None
    evening = told(acts)
    made = len(introductions(evening))
    is_on = evening.stage != "over" and hours < _LEFT_OPEN_HOURS
    if is_on or not evening.played or (evening.ticks and not made):
        return None
    return EventFresh(
        file.folder.name,
        evening.title,
        introductions=made,
        ticked=len({who for (who, _), ticks in evening.ticks.items() if ticks}),
        hours_left=max(1, round(FRESH_HOURS - hours)),
    )
