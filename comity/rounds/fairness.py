"""The worst-off lifted: a seating made anew by a utility that grows ever steeper below."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.rounds.outcome import own_best
from comity.rounds.pairs import again

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.rounds.demand import Seating
    from comity.rounds.pairs import Rounds

_STEEPER = 1.35  # a pass; steep from the start would leave people idle
_FIRST = 1.0
_PASSES = 24
_LITTLE, _PASSES_FOR_LITTLE = 0.002, 4  # what costs next to nothing is to take no time
_WORK_FOR_LITTLE = 1000  # people times passes
_LOST = 3  # passes below the floor in a row, after which no more is to be had


def lifted(rounds: Rounds, *, give_up: float) -> Seating:
    """Return the seating in which the worst-off gets most, at that share of the value at most.

    Each person's utility of the share s of their own best is (1 - exp(-k s)) / k; k grows pass by
    pass, and in each pass every round is matched anew by what it adds to these utilities.
    """
    demand = rounds.demand
    best = own_best(demand)
    floor = rounds.value * (1 - give_up)
    found, worst = rounds.seating, _worst(rounds, best)
    steep, lost = _FIRST, 0
    for _ in range(_passes(demand.people, give_up)):
        for at in range(demand.rounds):
            tables = rounds.leave(at)
            gain = _gain(rounds, best, steep)
            rounds.take(at, tables)
            again(rounds, at, gain)
        steep *= _STEEPER
        now = _worst(rounds, best)
        if rounds.value < floor:
            lost += 1
            if lost == _LOST:
                break
        else:
            lost = 0
            if now > worst:
                found, worst = rounds.seating, now
    return found


def _passes(people: int, give_up: float) -> int:
    if give_up > _LITTLE:
        return _PASSES
    return min(_PASSES_FOR_LITTLE, max(1, _WORK_FOR_LITTLE // people))


def _gain(rounds: Rounds, best: NDArray[np.float64], steep: float) -> NDArray[np.float64]:
    """Return what each meeting adds to the utilities of both, beside the other rounds.

    Shares count by the root of what one's own best is worth: by the whole of it the worst-off
    gain less, and by none of it an unequal room pays too much too early.
    """
    worth = rounds.demand.worth
    got = np.where(rounds.met > 0, worth, 0.0).sum(axis=1)
    own = np.maximum(best, 1e-12)
    now = np.exp(-steep * got / own) * np.sqrt(own * own.mean()) / steep
    gain = now[:, None] * -np.expm1(-steep * worth / own[:, None])
    return np.asarray(gain + gain.T)


def _worst(rounds: Rounds, best: NDArray[np.float64]) -> float:
    got = np.where(rounds.met > 0, rounds.demand.worth, 0.0).sum(axis=1)
    some = best > 0
    return float((got[some] / best[some]).min()) if some.any() else 1.0
