"""A schedule known to keep everybody from meeting twice, given to people so that it is worth most.

Whoever takes which place, nobody meets twice; so two people changing places for good is a step of
a search that cannot break it (the quadratic assignment problem, by annealing).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from comity.rounds.golfer import golf
from comity.rounds.outcome import times_met, value
from comity.rounds.room import tables_and_chairs
from comity.rounds.search import Score

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.rounds.demand import Demand, Seating

_STEPS_A_PERSON: Final = 60
_NOISE: Final = (2.0, 0.05)  # of the spread of worth, at the start and at the end


def constructed(demand: Demand, *, spread: float, seed: int) -> tuple[Score, Seating] | None:
    """Return a known schedule for such a room, its places given out by worth; None where none is.

    Only where all are there all evening, and hosts name no tables. Where people do not fill the
    tables, places stay empty that never share one.
    """
    places = _places(demand)
    if places is None:
        return None
    used, kept = places
    met = _met(used)[np.ix_(kept, kept)]
    person = np.full(used.max() + 1, -1)
    person[kept] = _given_out(demand, met, spread, np.random.default_rng(seed))
    seating = tuple(
        tuple(sorted(tuple(sorted(int(one) for one in table if one >= 0)) for table in tables))
        for tables in person[used]
    )
    return _score(demand, seating), seating


def _places(demand: Demand) -> tuple[NDArray[np.intp], NDArray[np.intp]] | None:
    """Return the schedule and those of its places that people take."""
    if not len(demand.present) or not demand.present.all() or demand.hosts:
        return None
    groups, size = tables_and_chairs(demand, demand.present[0])
    used = golf(groups, size, demand.rounds)
    empty = None if used is None else _apart(_met(used), groups * size - demand.people)
    if used is None or empty is None:
        return None
    return used, np.setdiff1d(np.arange(groups * size), np.array(empty, np.intp))


def _met(schedule: NDArray[np.intp]) -> NDArray[np.bool_]:
    seating = tuple(tuple(map(tuple, tables)) for tables in schedule.tolist())
    return np.asarray(times_met(schedule[0].size, seating) > 0)


def _apart(met: NDArray[np.bool_], count: int, so_far: tuple[int, ...] = ()) -> list[int] | None:
    """Return so many places of which no two ever share a table; None where there are not."""
    if len(so_far) == count:
        return list(so_far)
    first = so_far[-1] + 1 if so_far else 0
    for place in range(first, len(met) if so_far else min(1, len(met))):
        if not met[place, list(so_far)].any():
            found = _apart(met, count, (*so_far, place))
            if found is not None:
                return found
    return None


def _given_out(
    demand: Demand, met: NDArray[np.bool_], spread: float, rng: np.random.Generator
) -> NDArray[np.intp]:
    """Return which person takes which place."""
    people = demand.people
    person = rng.permutation(people)
    worth = _worth(demand, spread)
    if not np.ptp(worth[~np.eye(people, dtype=bool)]):
        return np.sort(person)
    steps, (warm, cool) = _STEPS_A_PERSON * people, _NOISE
    meets = met.astype(float)
    here = worth[np.ix_(person, person)]  # of those at each two places
    at = meets @ here  # what each would get at every place, all others staying
    for step in range(steps):
        one = int(rng.integers(people))
        gain = at[one] + at[:, one] - at[one, one] - at.diagonal() + 2 * meets[one] * here[one]
        noise = spread * (warm + (cool - warm) * step / steps)
        noisy = gain + noise * rng.standard_normal(people)
        noisy[one] = 0.0
        other = int(noisy.argmax())
        if noisy[other] > 0:
            at += np.outer(meets[:, one] - meets[:, other], here[other] - here[one])
            for swapped in (at.T, here, here.T, person):
                swapped[[one, other]] = swapped[[other, one]]
    return person


def _worth(demand: Demand, spread: float) -> NDArray[np.float64]:
    highest = float(demand.worth.max(initial=0.0))
    worth = np.asarray(demand.worth - demand.forbidden * (50 * spread + 5 * highest))
    for one, other in demand.required:
        worth[[one, other], [other, one]] += 10 * spread
    np.fill_diagonal(worth, 0.0)
    return worth


def _score(demand: Demand, seating: Seating) -> Score:
    met = times_met(demand.people, seating) > 0
    return Score(
        int((met & demand.forbidden).sum() // 2),
        sum(not met[pair] for pair in demand.required),
        0,
        0,
        -round(value(demand, seating), 9),
    )
