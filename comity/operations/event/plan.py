"""``event plan``: who sits with whom, round by round, so that nobody meets twice."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from typing import TYPE_CHECKING, Annotated

from comity.errors import Advice, BadInput, NotFound, call
from comity.operations.event.columns import said_columns
from comity.operations.event.demanding import Wanted, demand
from comity.operations.event.documents import Planned
from comity.operations.event.evening import SEATED, Evening, told
from comity.operations.event.events import event_named
from comity.operations.event.from_book import known_pairs
from comity.operations.event.guest_rows import guest_list
from comity.operations.event.guest_table import read_table
from comity.operations.event.printing import print_sheets
from comity.operations.operation import operation
from comity.sources.cards.sheet import file_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.book import Book
    from comity.operations.event.attendee import Attendee
    from comity.rounds.demand import Demand, Seated
    from comity.store.events import EventFile

ROUNDS_MAX = 60
SIZE_MAX = 20
_GUESTS_MIN = 2
_PERCENT = 100


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
    give_up: Annotated[
        float | None,
        "Of pairs: how much of the room's value may go to the worst-off evening, in percent.",
    ] = None,
    column: Annotated[
        list[str] | None, 'What a column of the list holds: "Company=organisation".'
    ] = None,
) -> Planned:
    """Seat everybody round by round, so that nobody meets twice.

    Of an event the seats are kept, in place of earlier ones; of a list that is named by its file
    nothing is. A list is CSV, TSV or .xlsx with a name in every row, and where known organisation,
    asks, offers, interests, avoid, must_meet, from_round and to_round. People meet whom they can
    help; those of one organisation do not share a table, those who met at an earlier event come
    last.
    """
    given_up = _share(give_up)
    if event.is_file():
        how = _wanted(Evening(), rounds, size, same_organisation=same_organisation, larger=larger)
        guests = guest_list(read_table(file_bytes(event), said_columns(column or ()))).guests
        asked = demand(guests, checked(guests, how))
        found, seconds = seat(guests, asked, seed=seed, give_up=given_up)
        return planned(guests, asked, found, seconds=seconds)
    file = _event(book, event)
    ready = prepared(
        book, file, rounds=rounds, size=size, same_organisation=same_organisation, larger=larger
    )
    found, seconds = seat(ready.evening.guests, ready.asked, seed=seed, give_up=given_up)
    keep_seats(file, ready, found, seed=seed, at_us=book.now_us)
    return planned(ready.evening.guests, ready.asked, found, seconds=seconds)


def _event(book: Book, event: Path) -> EventFile:
    """Return the event that a word means; what looks like a file is told to be none."""
    try:
        return event_named(book.folder, str(event))
    except NotFound as error:
        if event.suffix:
            raise NotFound(f"there is no list {event}", hint="name a file that is there") from error
        raise


def _share(percent: float | None) -> float | None:
    """Return a share of 1; a share that is none is refused."""
    if percent is not None and not 0 <= percent <= _PERCENT:
        raise BadInput(f"{percent:g} percent cannot be given up", hint="0 to 100 can; try 1.5")
    return None if percent is None else percent / _PERCENT


@dataclass(frozen=True, slots=True)
class Ready:
    """An event that can be seated, and what is asked of the seats."""

    evening: Evening
    how: Wanted
    asked: Demand


def prepared(
    book: Book,
    file: EventFile,
    *,
    rounds: int | None = None,
    size: int | None = None,
    same_organisation: bool = False,
    larger: bool = False,
) -> Ready:
    """Return what is asked of the seats of an event; who met at earlier ones is worth little."""
    evening = told(file.acts())
    if evening.round or evening.stage != "waiting":
        raise BadInput("the evening has begun", hint="seats are mended on its console")
    if not evening.guests:
        raise BadInput(
            "nobody is on its list yet",
            hint=Advice(call("event attendees", file.folder.name, "GUESTS.csv"), " brings them in"),
        )
    how = _wanted(evening, rounds, size, same_organisation=same_organisation, larger=larger)
    known = known_pairs(book, evening.guests, event=file.folder.name)
    return Ready(evening, how, demand(evening.guests, checked(evening.guests, how), known=known))


def _wanted(
    evening: Evening, rounds: int | None, size: int | None, *, same_organisation: bool, larger: bool
) -> Wanted:
    """Return how it is to be seated: as announced, but for what is asked for."""
    return Wanted(
        evening.rounds if rounds is None else rounds,
        evening.size if size is None else size,
        same_organisation=same_organisation,
        uneven="larger" if larger else "smaller",
    )


def keep_seats(file: EventFile, ready: Ready, found: Seated, *, seed: int, at_us: int) -> None:
    """Keep the seats of an event, in place of earlier ones."""
    from comity.rounds import outcome

    keys = [one.key for one in ready.evening.guests]
    worst, share = worst_off(ready.asked, found)
    said = {
        "rounds": [[[keys[one] for one in table] for table in tables] for tables in found.seating],
        "size": ready.how.size,
        "seed": seed,
        "value": outcome.value(ready.asked, found.seating),
        "bound": found.bound,
        "same_organisation": ready.how.same_organisation,
        "worst": "" if worst is None else keys[worst],
        "worst_share": share,
    }
    if not file.append(SEATED, said, at_us=at_us, after=ready.evening.latest):
        raise BadInput("the event was changed meanwhile", hint="plan it once more")
    print_sheets(file)


def worst_off(asked: Demand, found: Seated) -> tuple[int | None, float]:
    """Return who gets least of their own best, and how much of it; None where nobody has one."""
    import numpy as np

    from comity.rounds.outcome import shares

    each = shares(asked, found.seating)
    if np.isnan(each).all():
        return None, 0.0
    return int(np.nanargmin(each)), float(np.nanmin(each))


def checked(guests: Sequence[Attendee], wanted: Wanted) -> Wanted:
    """Return what is wanted where it can be done at all."""
    if len(guests) < _GUESTS_MIN:
        raise BadInput("it takes two guests to meet", hint="add guests to the list")
    if not 1 <= wanted.rounds <= ROUNDS_MAX:
        raise BadInput(f"{wanted.rounds} rounds cannot be seated", hint=f"1 to {ROUNDS_MAX} can")
    if not 2 <= wanted.size <= SIZE_MAX:  # noqa: PLR2004 - one alone meets nobody
        raise BadInput(f"tables of {wanted.size} cannot be seated", hint=f"2 to {SIZE_MAX} can")
    return wanted


def seat(
    guests: Sequence[Attendee], asked: Demand, *, seed: int, give_up: float | None = None
) -> tuple[Seated, float]:
    """Return the seating, and how many seconds it took."""
    from comity.rounds.demand import Impossible
    from comity.rounds.seat import GIVE_UP, seated

    before = time.perf_counter()
    try:
        found = seated(asked, seed=seed, give_up=GIVE_UP if give_up is None else give_up)
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
