"""A demand in, the best seating found in the time out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.rounds.demand import Seated

if TYPE_CHECKING:
    from comity.rounds.demand import Demand

_PAIR = 2
GIVE_UP = 0.0004
"""The share of the value that goes to the worst-off of pairs unless more is asked for."""


def seated(
    demand: Demand, *, seed: int = 0, seconds: float | None = None, give_up: float = GIVE_UP
) -> Seated:
    """Return a seating of all rounds: the same for the same seed, unless ``seconds`` bound it.

    ``give_up``: the share of the value of pairs that may be given up for the worst-off evening.
    """
    if demand.size > _PAIR:
        from comity.rounds.impossible_tables import explained_tables
        from comity.rounds.table_bound import table_bound
        from comity.rounds.tables import tables

        explained_tables(demand)
        return Seated(tables(demand, seed=seed, seconds=seconds), table_bound(demand))
    from comity.rounds.pair_search import seated_pairs

    return seated_pairs(demand, seed=seed, give_up=give_up)
