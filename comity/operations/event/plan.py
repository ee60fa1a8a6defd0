"""``event plan``: who sits with whom, round by round, so that nobody meets twice."""

from __future__ import annotations

import time
from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from typing import TYPE_CHECKING, Annotated

from comity.errors import BadInput, NotFound
from comity.operations.event.columns import said_columns
from comity.operations.event.demanding import Wanted, demand
from comity.operations.event.documents import Planned
from comity.operations.event.guest_rows import guest_list
from comity.operations.event.guest_table import read_table
from comity.operations.operation import operation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.book import Book
    from comity.operations.event.attendee import Attendee
    from comity.rounds.demand import Demand, Seated

ROUNDS_MAX = 60
SIZE_MAX = 20
_GUESTS_MIN = 2


@operation("event plan")
def event_plan(
    book: Book,
    guests: Annotated[Path, "a guest list"],
    *,
    rounds: Annotated[int, "How many rounds."] = 8,
    size: Annotated[int, "How many sit at a table."] = 2,
    seed: Annotated[int, "Another seed, another seating."] = 0,
    same_organisation: Annotated[bool, "People of one organisation may share a table."] = False,
    larger: Annotated[
        bool, "Where tables do not come out even: larger ones, nobody rests."
    ] = False,
    column: Annotated[
        list[str] | None, 'What a column of the list holds: "Company=organisation".'
    ] = None,
) -> Planned:
    """Seat everybody on a guest list round by round, so that nobody meets twice.

    The list is CSV, TSV or .xlsx with a name in every row, and where known organisation, asks,
    offers, interests, avoid, must_meet, from_round and to_round. People meet whom they can help;
    those of one organisation do not share a table. Nothing is kept.
    """
    del book
    if not guests.is_file():
        raise NotFound(f"there is no list {guests}", hint="name a file: CSV, TSV or .xlsx")
    found = guest_list(read_table(guests.read_bytes(), said_columns(column or ()))).guests
    wanted = checked(
        found,
        Wanted(
            rounds,
            size,
            same_organisation=same_organisation,
            uneven="larger" if larger else "smaller",
        ),
    )
    asked = demand(found, wanted)
    seated, seconds = seat(asked, seed=seed)
    return planned(found, asked, seated, seconds=seconds)


def checked(guests: Sequence[Attendee], wanted: Wanted) -> Wanted:
    """Return what is wanted where it can be done at all."""
    if len(guests) < _GUESTS_MIN:
        raise BadInput("it takes two guests to meet", hint="add guests to the list")
    if not 1 <= wanted.rounds <= ROUNDS_MAX:
        raise BadInput(f"{wanted.rounds} rounds cannot be seated", hint=f"1 to {ROUNDS_MAX} can")
    if not 2 <= wanted.size <= SIZE_MAX:  # noqa: PLR2004 - one alone meets nobody
        raise BadInput(f"tables of {wanted.size} cannot be seated", hint=f"2 to {SIZE_MAX} can")
    return wanted


def seat(asked: Demand, *, seed: int) -> tuple[Seated, float]:
    """Return the seating, and how many seconds it took."""
    from comity.rounds.demand import Impossible
    from comity.rounds.seat import seated

    before = time.perf_counter()
    try:
        found = seated(asked, seed=seed)
    except Impossible as error:
        raise BadInput(str(error), hint=error.possible) from error
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
