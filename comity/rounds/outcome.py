"""What a seating gives: its worth, whom it brings together twice, the worst-off, who rests."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from comity.rounds.demand import Demand, Seating


def meetings(seating: Seating) -> Iterator[tuple[int, int]]:
    """Yield each two who sit at one table, once a round."""
    for tables in seating:
        for table in tables:
            yield from combinations(sorted(table), 2)


def times_met(people: int, seating: Seating) -> NDArray[np.int64]:
    """Return how often each two meet: (n, n), symmetric."""
    met = np.zeros((people, people), np.int64)
    pairs = np.array(list(meetings(seating)), np.int64).reshape(-1, 2)
    np.add.at(met, (pairs[:, 0], pairs[:, 1]), 1)
    return met + met.T


def value(demand: Demand, seating: Seating) -> float:
    """Return what the meetings are worth together; a second meeting of two is worth nothing."""
    met = times_met(demand.people, seating) > 0
    return float(demand.worth[met].sum() / 2)


def repeats(people: int, seating: Seating) -> int:
    """Return how many meetings are of two who had met in an earlier round."""
    met = times_met(people, seating)
    return int(np.maximum(met - 1, 0).sum() // 2)


def own_best(demand: Demand) -> NDArray[np.float64]:
    """Return the most each could get for themselves alone: of those they may meet, the best."""
    allowed = np.where(demand.forbidden, 0.0, demand.worth)
    np.fill_diagonal(allowed, 0.0)
    best = -np.sort(-allowed, axis=1)
    seats = demand.present.sum(axis=0) * (demand.size - 1)
    upto = np.arange(demand.people)[None, :] < seats[:, None]
    return np.asarray((best * upto).sum(axis=1))


def shares(demand: Demand, seating: Seating) -> NDArray[np.float64]:
    """Return what each gets of their own best; NaN where nobody would be worth meeting."""
    met = times_met(demand.people, seating) > 0
    got, best = np.where(met, demand.worth, 0.0).sum(axis=1), own_best(demand)
    nobody = np.full(demand.people, np.nan)
    return np.asarray(np.divide(got, best, out=nobody, where=best > 0))


def worst_share(demand: Demand, seating: Seating) -> float | None:
    """Return the least share of their own best that anybody gets; None where nobody has one."""
    found = shares(demand, seating)
    return None if np.isnan(found).all() else float(np.nanmin(found))


def resting(demand: Demand, seating: Seating) -> tuple[tuple[int, ...], ...]:
    """Return, round by round, who is there and sits at no table."""
    found = []
    for there, tables in zip(demand.present, seating, strict=True):
        seated = {one for table in tables for one in table}
        found.append(tuple(int(one) for one in np.flatnonzero(there) if one not in seated))
    return tuple(found)
