"""Small demands made from a seed, and what no seating may ever break."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from comity.rounds.demand import Demand
from comity.rounds.outcome import meetings, times_met

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from comity.rounds.demand import Seating, Uneven


def anybody(n: int, rounds: int, *, seed: int = 0, uneven: Uneven = "smaller") -> Demand:
    """Return a demand of n people who may all meet, for what chance says it is worth."""
    worth = np.random.default_rng(seed).random((n, n))
    worth += worth.T
    np.fill_diagonal(worth, 0.0)
    present = np.ones((rounds, n), bool)
    return Demand(worth, present, np.zeros((n, n), bool), uneven=uneven)


def awkward(seed: int) -> Demand:
    """Return a small demand with prohibitions, late and early people, wishes and hosts."""
    rng = np.random.default_rng(seed)
    n, rounds = int(rng.integers(2, 13)), int(rng.integers(1, 6))
    worth = rng.integers(0, 5, (n, n)).astype(float) * rng.random((n, n))
    worth += worth.T
    np.fill_diagonal(worth, 0.0)
    forbidden = rng.random((n, n)) < rng.choice([0.0, 0.05, 0.3])
    forbidden |= forbidden.T
    np.fill_diagonal(forbidden, val=False)
    present = rng.random((rounds, n)) > rng.choice([0.0, 0.0, 0.15])
    pairs = list(combinations(range(n), 2))
    wanted = rng.choice(len(pairs), min(len(pairs), int(rng.choice([0, 0, 1, 3]))), replace=False)
    hosts = rng.permutation(n)[: int(rng.choice([0, 0, 1, 2]))]
    return Demand(
        worth,
        present,
        forbidden,
        required=tuple(pairs[one] for one in wanted),
        hosts=tuple(int(one) for one in hosts),
        uneven=("smaller", "larger")[int(rng.integers(2))],
    )


def broken(demand: Demand, seating: Seating) -> Iterator[str]:
    """Yield every hard rule of pairs that a seating breaks."""
    met = times_met(demand.people, seating)
    if met.max(initial=0) > 1:
        yield "two meet twice"
    if met[demand.forbidden].any():
        yield "two meet who never should"
    for one, other in demand.required:
        if not met[one, other]:
            yield "two who must meet do not"
    if met[np.ix_(list(demand.hosts), list(demand.hosts))].any():
        yield "two hosts meet"
    for there, tables in zip(demand.present, seating, strict=True):
        yield from _broken_round(demand, there, tables)


def _broken_round(
    demand: Demand, there: NDArray[np.bool_], tables: tuple[tuple[int, ...], ...]
) -> Iterator[str]:
    rows = [one for table in tables for one in table]
    if len(rows) != len(set(rows)):
        yield "somebody sits at two tables"
    if not there[rows].all():
        yield "somebody sits who is not there"
    if any(list(table) != sorted(table) for table in tables):
        yield "a table is out of order"
    sizes = sorted(len(table) for table in tables if table)
    largest = 3 if demand.uneven == "larger" else 2
    if sizes and (sizes[0] == 1 or sizes[-1] > largest or sizes.count(3) > len(rows) % 2):
        yield f"tables of {sizes}"
    for place, host in enumerate(demand.hosts):
        if host in rows and (place >= len(tables) or host not in tables[place]):
            yield "a host is away from their table"


def rest_in_turn(demand: Demand, seating: Seating) -> bool:
    """Return whether nobody rests twice before all others who are there have rested once."""
    rests = np.zeros(demand.people, int)
    for there, tables in zip(demand.present, seating, strict=True):
        seated = {one for table in tables for one in table}
        idle = [int(one) for one in np.flatnonzero(there) if one not in seated]
        if any(rests[one] > rests[there].min() for one in idle):
            return False
        rests[idle] += 1
    return True


def by_force(demand: Demand) -> float:
    """Return the most that any seating of pairs is worth, by trying all of them."""
    pairs = [
        pair
        for pair in combinations(range(demand.people), 2)
        if not demand.forbidden[pair] and not set(pair) <= set(demand.hosts)
    ]
    return _most(demand, pairs, 0, demand.present.copy(), 0)


def _most(
    demand: Demand, pairs: list[tuple[int, int]], at: int, free: NDArray[np.bool_], start: int
) -> float:
    if at == demand.rounds:
        return 0.0
    best = _most(demand, pairs, at + 1, free, 0)
    for n in range(start, len(pairs)):
        pair = pairs[n]
        if free[at, list(pair)].all():
            free[at, list(pair)] = False
            rest = pairs[:n] + pairs[n + 1 :]
            best = max(best, float(demand.worth[pair]) + _most(demand, rest, at, free, n))
            free[at, list(pair)] = True
    return best


def count(seating: Seating) -> int:
    """Return how many meetings there are."""
    return sum(1 for _ in meetings(seating))
