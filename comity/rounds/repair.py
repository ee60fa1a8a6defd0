"""A seating mended when who is there changed: as few people as possible get another seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.rounds.demand import Seated
from comity.rounds.outcome import times_met
from comity.rounds.resettle import resettled
from comity.rounds.table_bound import table_bound

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
    stays = tuple(
        tuple(tuple(one for one in table if demand.present[at, one]) for table in tables)
        if at >= from_round
        else tables
        for at, tables in enumerate(seating)
    )
    closed = demand.forbidden | (times_met(demand.people, stays) > 0)
    np.fill_diagonal(closed, val=True)
    rounds = list(stays)
    mend = resettled if demand.size > _PAIR else _round
    for at in range(from_round, len(seating)):
        rounds[at] = mend(demand, rounds[at], demand.present[at], closed)
        for table in rounds[at]:
            closed[np.ix_(table, table)] = True
    bound = table_bound(demand) if demand.size > _PAIR else float(demand.worth.sum() / 2)
    return Seated(tuple(rounds), bound)


def _round(
    demand: Demand,
    tables: tuple[tuple[int, ...], ...],
    there: NDArray[np.bool_],
    closed: NDArray[np.bool_],
) -> tuple[tuple[int, ...], ...]:
    import rustworkx

    kept = [list(table) if len(table) > 1 else [] for table in tables]
    seated = {one for table in kept for one in table}
    left = [int(one) for one in np.flatnonzero(there) if one not in seated]
    graph = rustworkx.PyGraph()
    graph.add_nodes_from(left)
    graph.add_edges_from(
        [
            (n, m, int(1e6 * (1 + demand.worth[left[n], left[m]])))
            for n in range(len(left))
            for m in range(n)
            if not closed[left[n], left[m]]
        ]
    )
    pairs = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    alone = set(left)
    for pair in sorted(tuple(sorted((left[n], left[m]))) for n, m in pairs):
        kept.append(list(pair))
        alone -= set(pair)
    for one in sorted(alone):
        _join(demand, kept, one, closed)
    return tuple(tuple(sorted(table)) for table in kept if len(table) > 1)


def _join(demand: Demand, tables: list[list[int]], one: int, closed: NDArray[np.bool_]) -> None:
    """Let somebody whom nobody is left for join a table that has room, if any may be joined."""
    room = demand.size + (demand.uneven == "larger")
    fits = [t for t in tables if 1 < len(t) < room and not closed[one, t].any()]
    if fits:
        max(fits, key=lambda table: float(demand.worth[one, table].sum())).append(one)
