"""``event plan``: who sits with whom, round by round, so that nobody meets twice."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from typing import TYPE_CHECKING, Annotated

from comity.errors import Advice, BadInput, NotFound, call
from comity.operations.event.columns import said_columns
from comity.operations.event.demanding import Wanted, demand
from comity.operations.event.documents import Planned
from comity.operations.event.evening import SEATED, told
from comity.operations.event.events import event_named
from comity.operations.event.from_book import known_pairs
from comity.operations.event.guest_rows import guest_list
from comity.operations.event.guest_table import BYTES_MAX, read_table
from comity.operations.event.printing import print_sheets
from comity.operations.operation import operation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.book import Book
    from comity.operations.event.attendee import Attendee
    from comity.rounds.demand import Demand, Seated
    from comity.store.events import EventFile

ROUNDS, SIZE = 8, 2  # where nothing else is said
ROUNDS_MAX = 60
SIZE_MAX = 20
_GUESTS_MIN = 2


@operation("event plan", writes=True)
def event_plan(
    book: Book,
    event: Annotated[Path, "an event's name, or a guest list: CSV, TSV or .xlsx"],
    *,
    rounds: Annotated[int | None, "How many rounds."] = None,
    size: Annotated[int | None, "How many sit at a table."] = None,
    seed: Annotated[int, "Another seed, another seating."] = 0,
    same_organisation: Annotated[bool, "People of one organisation may share a table."] = False,
    larger: Annotated[
        bool, "Where tables do not come out even: larger ones, nobody rests."
    ] = False,
    column: Annotated[
        list[str] | None, 'What a column of the list holds: "Company=organisation".'
    ] = None,
) -> Planned:
    """Seat everybody round by round, so that nobody meets twice.

    Of an event the seats are kept, in place of earlier ones; of a list that is named by its file
    nothing is. A list is CSV, TSV or .xlsx with a name in every row, and where known organisation,
    asks, offers, interests, avoid, must_meet, from_round and to_round. People meet whom they can
    help; those of one organisation do not share a table, nor do those who met at an earlier event.
    """
    how = Wanted(
        ROUNDS if rounds is None else rounds,
        SIZE if size is None else size,
        same_organisation=same_organisation,
        uneven="larger" if larger else "smaller",
    )
    if event.is_file():
        data = read_table(bytes_of(event), said_columns(column or ()))
        guests = guest_list(data).guests
        asked = demand(guests, checked(guests, how))
        found, seconds = seat(guests, asked, seed=seed)
        return planned(guests, asked, found, seconds=seconds)
    try:
        file = event_named(book.folder, str(event))
    except NotFound as error:
        if event.suffix:
            raise NotFound(f"there is no list {event}", hint="name a file that is there") from error
        raise
    evening = told(file.acts())
    how = replace(
        how,
        rounds=evening.rounds if rounds is None else rounds,
        size=evening.size if size is None else size,
    )
    return seat_event(book, file, how, seed=seed)


def seat_event(book: Book, file: EventFile, how: Wanted, *, seed: int = 0) -> Planned:
    """Seat the guests of an event and keep the seats; those who met at earlier ones come last."""
    evening = told(file.acts())
    if evening.round or evening.stage != "waiting":
        raise BadInput("the evening has begun", hint="seats are mended on its console")
    guests = evening.guests
    if not guests:
        raise BadInput(
            "nobody is on its list yet",
            hint=Advice(call("event attendees", file.folder.name, "GUESTS.csv"), " brings them in"),
        )
    known = known_pairs(book, guests, event=file.folder.name)
    asked = demand(guests, checked(guests, how), known=known)
    found, seconds = seat(guests, asked, seed=seed)
    from comity.rounds.outcome import value

    keys = [one.key for one in guests]
    said = {
        "rounds": [[[keys[one] for one in table] for table in tables] for tables in found.seating],
        "size": how.size,
        "seed": seed,
        "value": value(asked, found.seating),
        "bound": found.bound,
        "same_organisation": how.same_organisation,
    }
    if not file.append(SEATED, said, at_us=book.now_us, after=evening.latest):
        raise BadInput("the event was changed meanwhile", hint="plan it once more")
    print_sheets(file)
    return planned(guests, asked, found, seconds=seconds)


def bytes_of(path: Path) -> bytes:
    """Return what a list holds, unless it is far too large for one."""
    if path.stat().st_size > BYTES_MAX:
        raise BadInput("the list is larger than 10 MB", hint="keep the guests' rows alone")
    return path.read_bytes()


def checked(guests: Sequence[Attendee], wanted: Wanted) -> Wanted:
    """Return what is wanted where it can be done at all."""
    if len(guests) < _GUESTS_MIN:
        raise BadInput("it takes two guests to meet", hint="add guests to the list")
    if not 1 <= wanted.rounds <= ROUNDS_MAX:
        raise BadInput(f"{wanted.rounds} rounds cannot be seated", hint=f"1 to {ROUNDS_MAX} can")
    if not 2 <= wanted.size <= SIZE_MAX:  # noqa: PLR2004 - one alone meets nobody
        raise BadInput(f"tables of {wanted.size} cannot be seated", hint=f"2 to {SIZE_MAX} can")
    return wanted


def seat(guests: Sequence[Attendee], asked: Demand, *, seed: int) -> tuple[Seated, float]:
    """Return the seating, and how many seconds it took."""
    from comity.rounds.demand import Impossible
    from comity.rounds.seat import seated

    before = time.perf_counter()
    try:
        found = seated(asked, seed=seed)
    except Impossible as error:
        said = error.said([guests[one].name for one in error.people])
        raise BadInput(said.rstrip("."), hint=error.possible.rstrip(".")) from error
    return found, time.perf_counter() - before


def planned(guests: Sequence[Attendee], asked: Demand, found: Seated, *, seconds: float) -> Planned:
    """Return a seating by names, with what it gives."""
    from comity.rounds import outcome

    names = [one.name for one in guests]
    worst = outcome.worst_share(asked, found.seating)
    return Planned(
        rounds=tuple(
            tuple(tuple(names[one] for one in table) for table in tables)
            for tables in found.seating
        ),
        repeats=outcome.repeats(asked.people, found.seating),
        value=round(outcome.value(asked, found.seating), 6),
        bound=round(found.bound, 6),
        worst_share=None if worst is None else round(worst, 6),
        sit_outs=sum(map(len, outcome.resting(asked, found.seating))),
        seconds=round(seconds, 3),
    )
