"""What is asked of the rounds: of those who are there, by what they said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from comity.errors import BadInput
from comity.operations.event.calling import alphabetical
from comity.operations.event.seats import met as met_in
from comity.operations.event.worth import Room, Weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from comity.operations.event.attendee import Attendee
    from comity.operations.event.evening import Evening
    from comity.rounds.demand import Demand

_NAMED_MAX = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """How an evening is to be seated."""

    rounds: int
    size: int = 2
    same_organisation: bool = False  # may share a table
    uneven: Literal["smaller", "larger"] = "smaller"
    weights: Weights = field(default_factory=Weights)


def demand(
    guests: Sequence[Attendee],
    wanted: Wanted,
    *,
    known: Mapping[frozenset[str], float] | None = None,
) -> Demand:
    """Return what is asked of a seating of these guests."""
    import numpy as np

    from comity.rounds.demand import Demand

    first = np.array([one.from_round for one in guests], int)
    last = np.array([one.to_round or wanted.rounds for one in guests], int)
    rounds = np.arange(1, wanted.rounds + 1)[:, None]
    hosts = sorted((one.table, n) for n, one in enumerate(guests) if one.table)
    return Demand(
        worth=Room(guests, wanted.weights).worth(known),
        present=(first <= rounds) & (rounds <= last),
        forbidden=forbidden(guests, same_organisation=wanted.same_organisation),
        size=wanted.size,
        required=required(guests),
        hosts=tuple(n for _, n in hosts),
        uneven=wanted.uneven,
    )


def demand_of(evening: Evening) -> Demand:
    """Return what is asked, with who is there in which round as the evening tells it."""
    from dataclasses import replace

    import numpy as np

    guests = evening.guests
    rounds = len(evening.seating)
    there = [evening.there(one) for one in range(1, rounds + 1)]
    present = np.array([[one.key in now for one in guests] for now in there], bool)
    # On the evening itself nobody is left to sit by.
    asked = demand(guests, Wanted(rounds, evening.size, evening.same_organisation, uneven="larger"))
    met, keys = met_in(evening.played), [one.key for one in guests]
    left = tuple(
        (one, other)
        for one, other in asked.required
        if frozenset((keys[one], keys[other])) not in met
    )
    return replace(asked, present=present.reshape(rounds, len(guests)), required=left)


def forbidden(guests: Sequence[Attendee], *, same_organisation: bool = True) -> NDArray[np.bool_]:
    """Return who never shares a table with whom: (n, n), by the order of the guests."""
    import numpy as np

    found = np.zeros((len(guests), len(guests)), bool)
    names = [_alike(one.name) for one in guests]
    firms = [_alike(one.organisation) for one in guests]
    by_word: dict[str, list[int]] = {}
    for n, words in enumerate(zip(names, firms, strict=True)):
        for word in {*words} - {""}:
            by_word.setdefault(word, []).append(n)
    for n, one in enumerate(guests):
        for word in map(_alike, one.avoid):
            found[n, by_word.get(word, [])] = True
        if firms[n] and not same_organisation:
            found[n, [m for m in by_word[firms[n]] if firms[m] == firms[n]]] = True
    found |= found.T
    np.fill_diagonal(found, val=False)
    return found


def required(guests: Sequence[Attendee]) -> tuple[tuple[int, int], ...]:
    """Return who must meet whom, as rows of the guests; a name that nobody bears is told."""
    row = {_alike(one.name): n for n, one in enumerate(guests)}
    found, nobody = set[tuple[int, int]](), []
    for n, one in enumerate(guests):
        for name in one.must_meet:
            other = row.get(_alike(name))
            if other is None:
                nobody.append(f"{one.name} must meet {name}")
            elif other != n:
                found.add((min(n, other), max(n, other)))
    if nobody:
        told = "; ".join(nobody[:_NAMED_MAX])
        more = f"; and {len(nobody) - _NAMED_MAX} more" if len(nobody) > _NAMED_MAX else ""
        raise BadInput(
            f"{told}{more}: nobody of that name is on the list",
            hint="write the name as it stands on the list, with its suffix",
        )
    return tuple(sorted(found))


def _alike(word: str) -> str:
    return " ".join(alphabetical(word)[0].split())
