"""The most that tables of four could be worth, by the linear programme over all tables.

Column generation: the programme over some tables gives prices of people's rounds and of meetings,
and every table that is worth more than its prices joins, until none is. For 200 people and 8 rounds
it takes about a minute, so that only measuring does it.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.rounds.demand import Demand

_SEATS, _ADDED, _ENOUGH = 4, 4000, 1e-4
_PAIRS = tuple(combinations(range(_SEATS), 2))


def most(demand: Demand) -> float:
    """Return the optimum of the programme: nobody at more tables than rounds, no two twice."""
    people = demand.people
    worth = np.where(demand.forbidden, -1000.0, demand.worth)
    np.fill_diagonal(worth, -1000.0)
    rounds = demand.present.sum(axis=0)
    level = np.sort(worth, axis=1)[:, -(_SEATS - 1) * demand.rounds :].sum() / 2
    tables, _ = _above(worth, np.full(people, level / rounds.sum()))
    while True:
        value, person, meeting = _solved(worth, tables, rounds)
        more, over = _above(worth - meeting, person)
        if over < _ENOUGH:
            return value + max(over, 0.0) * rounds.sum() / _SEATS
        tables = np.unique(np.concatenate([tables, more]), axis=0)


def _solved(
    worth: NDArray[np.float64], tables: NDArray[np.intp], rounds: NDArray[np.int64]
) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
    people, many = len(worth), len(tables)
    gains = sum(worth[tables[:, a], tables[:, b]] for a, b in _PAIRS)
    met = np.stack([tables[:, a] * people + tables[:, b] for a, b in _PAIRS], axis=1)
    known, row = np.unique(met, return_inverse=True)
    rows = np.concatenate([tables.ravel(), people + row.ravel()])
    each = np.arange(many)
    columns = np.concatenate([each.repeat(_SEATS), each.repeat(len(_PAIRS))])
    matrix = coo_array((np.ones(len(rows)), (rows, columns)), (people + len(known), many))
    limits = np.concatenate([rounds, np.ones(len(known))])
    found = linprog(-gains, A_ub=matrix.tocsr(), b_ub=limits, method="highs-ipm")
    prices = -found.ineqlin.marginals
    meeting = np.zeros(people * people)
    meeting[known] = prices[people:]
    meeting = meeting.reshape(people, people)
    return -float(found.fun), prices[:people], meeting + meeting.T


def _above(
    worth: NDArray[np.float64], price: NDArray[np.float64]
) -> tuple[NDArray[np.intp], float]:
    """Return for the pairs where that is most a table worth above its prices, and the most."""
    found, over, highest = [], [], float(worth.max())
    for one, other in combinations(range(len(price) - 2), 2):
        base = worth[one, other] - price[one] - price[other]
        each = worth[one, other + 1 :] + worth[other, other + 1 :] - price[other + 1 :]
        may = np.flatnonzero(each + each.max() + highest + base > 0)
        if len(may) < _SEATS - 2:
            continue
        rest = other + 1 + may
        table = worth[np.ix_(rest, rest)] + each[may, None] + each[may] + base
        at = int(table.argmax())
        if table.flat[at] > 0:
            found.append((one, other, *sorted(rest[[*divmod(at, len(rest))]])))
            over.append(float(table.flat[at]))
    best = np.argsort(over)[::-1][:_ADDED]
    return np.array(found, np.intp).reshape(-1, _SEATS)[best], max(over, default=0.0)
