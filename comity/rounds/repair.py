"""A seating mended when who is there changed: as few people as possible get another seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.rounds.demand import Seated
from comity.rounds.outcome import times_met
from comity.rounds.resettle import resettled
from comity.rounds.table_bound import table_bound

if TYPE_CHECKING:
    from comity.rounds.demand import Demand, Seating

_PAIR = 2


def repaired(demand: Demand, seating: Seating, *, from_round: int, seed: int = 0) -> Seated:
    """Return a seating that stands until a round (from 0), and from then seats who is there.

    Who is left at a table with company stays; who is left alone or comes late is matched anew, by
    worth, with nobody they meet in any other round.
    """
    del seed
    if demand.size == _PAIR:
        from comity.rounds.pair_repair import repaired_pairs

        return repaired_pairs(demand, seating, from_round=from_round)
    rounds = [
        tuple(tuple(one for one in table if demand.present[at, one]) for table in tables)
        if at >= from_round
        else tables
        for at, tables in enumerate(seating)
    ]
    met = times_met(demand.people, tuple(rounds))
    for at in range(from_round, len(seating)):
        elsewhere = met - times_met(demand.people, (rounds[at],))
        closed = demand.forbidden | (elsewhere > 0)
        np.fill_diagonal(closed, val=True)
        rounds[at] = resettled(demand, rounds[at], demand.present[at], closed)
        met = elsewhere + times_met(demand.people, (rounds[at],))
    return Seated(tuple(rounds), table_bound(demand))
