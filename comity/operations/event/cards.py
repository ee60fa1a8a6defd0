"""``event cards``: an evening on paper or in a spreadsheet, by what the file is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from typing import TYPE_CHECKING, Annotated

from comity.errors import Advice, BadInput, call
from comity.operations.event.course import most_tables
from comity.operations.event.evening import told
from comity.operations.event.events import event_named
from comity.operations.event.lists import as_csv, as_text, as_xlsx, zoom_rooms
from comity.operations.event.paper.documents import CardsPrinted
from comity.operations.operation import operation
from comity.operations.words import day
from comity.store import durable

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.event.evening import Evening
    from comity.operations.event.paper.sheet import Format


@operation("event cards")
def event_cards(
    book: Book,
    event: Annotated[str, "The event: its key, or how it is called."],
    *,
    to: Annotated[Path, "The file: .pdf cards, .xlsx or .csv seats and ticks, .txt a plain list."],
    letter: Annotated[bool, "Letter paper; A4 otherwise."] = False,
    signs: Annotated[bool, "Signs for the tables in place of cards."] = False,
    zoom: Annotated[int | None, "Breakout rooms of this round, as Zoom takes them."] = None,
) -> CardsPrinted:
    """Print the cards of an event, or write its seats for a spreadsheet or breakout rooms.

    A card has a guest's rounds: the table, whom they meet, what they have in common, a question to
    begin with, and boxes to tick. Two are on a sheet, to cut in the middle. The spreadsheet has a
    row for every meeting; ticks filled in there come back by comity event ticks.
    """
    file = event_named(book.folder, event)
    evening = told(file.acts())
    if not evening.seating:
        raise BadInput(
            "nobody has a seat yet", hint=Advice("make a plan first: ", call("event plan", event))
        )
    made = _made(evening, to.suffix.lower(), letter=letter, signs=signs, zoom=zoom)
    with durable.refusals(to), durable.new_file(to) as out:
        out.write(made.raw)
    return CardsPrinted(
        event=file.folder.name,
        file=str(to),
        what=made.what,
        guests=len(evening.guests),
        pages=made.pages,
        unshown=tuple(sorted(made.unshown)),
        without=made.without,
    )


@dataclass(frozen=True, slots=True)
class Made:
    """A file that is written of an event."""

    raw: bytes
    what: str
    pages: int | None = None
    unshown: frozenset[str] = frozenset()
    without: tuple[str, ...] = ()


def _made(evening: Evening, suffix: str, *, letter: bool, signs: bool, zoom: int | None) -> Made:
    if zoom is not None:
        return _rooms(evening, zoom)
    if suffix == ".xlsx":
        return Made(as_xlsx(evening), "the seats")
    if suffix == ".csv":
        return Made(as_csv(evening), "the seats")
    if suffix == ".txt":
        return Made(as_text(evening).encode(), "the seats")
    if suffix == ".pdf":
        return pdf_of(evening, letter=letter, signs=signs)
    raise BadInput(
        f"nothing is written as {suffix or 'a file without an ending'}",
        hint="end the name in .pdf, .xlsx, .csv or .txt",
    )


def _rooms(evening: Evening, round_: int) -> Made:
    if not 1 <= round_ <= len(evening.seating):
        raise BadInput(f"there is no round {round_}", hint=f"there are {len(evening.seating)}")
    rooms = zoom_rooms(evening, round_)
    return Made(rooms.csv, f"the rooms of round {round_}", without=rooms.without_address)


def pdf_of(evening: Evening, *, letter: bool = False, signs: bool = False) -> Made:
    """Return the cards of an evening as a PDF, or the signs of its tables."""
    from comity.operations.event.paper.card import cards_of
    from comity.operations.event.paper.cards import printed
    from comity.operations.event.paper.signs import table_signs

    title = titled(evening)
    size: Format = "Letter" if letter else "A4"
    if signs:
        places = max(map(evening.number, range(1, most_tables(evening) + 1)), default=0)
        made, what = table_signs(places, title=title, format_=size), "the table signs"
    else:
        made = printed(cards_of(evening, links_of(evening)), title=title, format_=size)
        what = "the cards"
    return Made(made.pdf, what, made.pages, made.unshown)


def links_of(evening: Evening) -> dict[str, str]:
    """Return by guest the address of their page on a phone; none where phones are not let in."""
    if not evening.door:
        return {}
    host, port = evening.door
    return {key: f"http://{host}:{port}/g/{token}" for key, token in evening.links.items()}


def titled(evening: Evening) -> str:
    """Return what stands at the head of what is printed: the event and its day."""
    try:
        on = day(date.fromisoformat(evening.on[:10]))
    except ValueError:
        on = ""
    return " · ".join(filter(None, (evening.title, on)))
