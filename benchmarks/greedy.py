"""The plain way, which a better one is measured against: round by round, the dearest pair first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.rounds.demand import Demand, Seating


def greedy(demand: Demand, *, seed: int) -> Seating:
    """Fill one table after another, each seat by whom those at the table gain most from.

    Whoever may sit with nobody at a table that is not full begins the next; tables of one rest.
    It keeps every prohibition and never seats two together twice, and may leave many resting.
    """
    rng = np.random.default_rng(seed)
    closed = demand.forbidden.copy()
    np.fill_diagonal(closed, val=True)
    rounds = []
    for there in demand.present:
        tables = _round(demand, closed, there, rng)
        for table in tables:
            closed[np.ix_(table, table)] = True
        rounds.append(tables)
    return tuple(rounds)


def _round(
    demand: Demand, closed: NDArray[np.bool_], there: NDArray[np.bool_], rng: np.random.Generator
) -> tuple[tuple[int, ...], ...]:
    free = there.copy()
    tables = []
    for first in rng.permutation(np.flatnonzero(there)):
        if not free[first]:
            continue
        table = [int(first)]
        free[first] = False
        while len(table) < demand.size:
            open_to = free & ~closed[table].any(axis=0)
            if not open_to.any():
                break
            gain = np.where(open_to, demand.worth[table].sum(axis=0), -1.0)
            table.append(int(gain.argmax()))
            free[table[-1]] = False
        if len(table) > 1:
            tables.append(tuple(sorted(table)))
    return tuple(tables)
