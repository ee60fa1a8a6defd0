"""In which round required pairs meet: settled before anybody else is seated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from comity.rounds.demand import Demand

_TRIES = 200


def placed(demand: Demand, rng: np.random.Generator) -> list[tuple[tuple[int, ...], ...]]:
    """Return, round by round, the required pairs that meet in it, each person once at most.

    A pair that found no round in any try is left out.
    """
    wanted = sorted({(min(pair), max(pair)) for pair in demand.required})
    best: list[tuple[tuple[int, ...], ...]] = [() for _ in range(demand.rounds)]
    for _ in range(_TRIES if wanted else 0):
        found = _tried(demand, wanted, rng)
        if sum(map(len, found)) > sum(map(len, best)):
            best = found
        if sum(map(len, best)) == len(wanted):
            break
    return best


def _tried(
    demand: Demand, wanted: list[tuple[int, int]], rng: np.random.Generator
) -> list[tuple[tuple[int, ...], ...]]:
    """Give each pair a round, the pair that has fewest left first (DSATUR, Brélaz 1979)."""
    free = demand.present.copy()
    left = list(wanted)
    found: list[list[tuple[int, int]]] = [[] for _ in range(demand.rounds)]
    while left:
        ends = np.array(left)
        open_in = free[:, ends[:, 0]] & free[:, ends[:, 1]]
        fewest = open_in.sum(axis=0) + rng.random(len(left)) / 2
        pair = int(fewest.argmin())
        one, other = left.pop(pair)
        rounds = np.flatnonzero(open_in[:, pair])
        if len(rounds):
            at = int(rng.choice(rounds))
            found[at].append((one, other))
            free[at, [one, other]] = False
    return [tuple(sorted(pairs)) for pairs in found]
