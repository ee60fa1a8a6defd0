"""``event list`` and ``event erase``: which events there are, and one of them gone for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from comity.operations.event.documents import EventErased, Events, EventTold
from comity.operations.event.evening import told
from comity.operations.event.events import event_named
from comity.operations.event.keeping import let_go
from comity.operations.operation import operation
from comity.store.events import EventFile

if TYPE_CHECKING:
    from comity.book import Book


@operation("event list")
def event_list(book: Book) -> Events:
    """List your events: what is next of each."""
    return Events(tuple(sorted((_told(one) for one in EventFile.every(book.folder)), key=_order)))


@operation("event erase", writes=True)
def event_erase(
    book: Book,
    event: Annotated[str, "which event: its name"],
    *,
    dry_run: Annotated[bool, "Only say what would go."] = False,
) -> EventErased:
    """Erase all of an event: its guests, seats, ticks and sheets. This cannot be undone.

    What your book keeps of it, those met there and its tag, is taken back too. Your own backups
    and what you printed are yours to clean.
    """
    file = event_named(book.folder, event)
    evening, acts = told(file.acts()), file.latest()
    if not dry_run:
        let_go(book, file)
        file.erase()
    return EventErased(
        file.folder.name,
        evening.title,
        len(evening.guests),
        acts,
        str(file.folder),
        erased=not dry_run,
    )


def _told(file: EventFile) -> EventTold:
    evening = told(file.acts())
    stage: str = evening.stage
    if evening.stage == "waiting":
        stage = "seated" if evening.seating else "listed" if evening.guests else "announced"
    return EventTold(
        file.folder.name,
        evening.title,
        evening.on,
        len(evening.guests),
        len(evening.seating) or evening.rounds,
        evening.size,
        stage,
    )


def _order(one: EventTold) -> tuple[bool, str, str]:
    return (one.stage == "over", one.on or "9", one.event)
