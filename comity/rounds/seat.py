"""A demand in, the best seating found in the time out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.rounds.demand import Seated
from comity.rounds.greedy import greedy
from comity.rounds.outcome import value
from comity.rounds.table_bound import table_bound
from comity.rounds.tables import tables

if TYPE_CHECKING:
    from comity.rounds.demand import Demand, Seating

_PAIR = 2
_TRIES = 8


def seated(demand: Demand, *, seed: int = 0, seconds: float | None = None) -> Seated:
    """Return a seating of all rounds: the same for the same seed, unless ``seconds`` bound it."""
    if demand.size > _PAIR:
        return Seated(tables(demand, seed=seed, seconds=seconds), table_bound(demand))
    found: list[Seating] = [greedy(demand, seed=seed + one) for one in range(_TRIES)]
    best = max(found, key=lambda seating: value(demand, seating))
    return Seated(best, float(demand.worth.sum() / 2))
