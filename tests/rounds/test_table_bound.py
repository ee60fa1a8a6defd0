from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np

from comity.rounds import outcome
from comity.rounds.demand import Demand
from comity.rounds.table_bound import table_bound
from comity.rounds.tables import tables
from tests.rounds.demands import drawn

if TYPE_CHECKING:
    from collections.abc import Iterator


def parts(people: list[int], size: int) -> Iterator[list[tuple[int, ...]]]:
    """Yield every way to sit at full tables."""
    if not people:
        yield []
        return
    first, *others = people
    for table in combinations(others, size - 1):
        left = [one for one in others if one not in table]
        for rest in parts(left, size):
            yield [(first, *table), *rest]


def best(asked: Demand) -> float:
    """Return the worth of the best seating of all without a repeat or a forbidden pair."""
    ways = [
        tuple(way)
        for way in parts(list(range(asked.people)), asked.size)
        if not any(asked.forbidden[pair] for table in way for pair in combinations(table, 2))
    ]
    found = [
        outcome.value(asked, seating)
        for seating in product(ways, repeat=asked.rounds)
        if outcome.repeats(asked.people, seating) == 0
    ]
    return max(found, default=float("nan"))


def test_no_seating_of_all_is_above_the_bound_and_the_search_finds_the_best() -> None:
    rng = np.random.default_rng(0)
    reached = []
    for _ in range(60):
        people, rounds, size = [(6, 2, 3), (8, 1, 4), (9, 1, 3), (6, 1, 3)][rng.integers(4)]
        worth = np.triu(rng.integers(0, 5, (people, people)) / 2, 1)
        forbidden = np.triu(rng.random((people, people)) < rng.choice([0, 0.15]), 1)
        asked = Demand(
            worth + worth.T, np.ones((rounds, people), bool), forbidden | forbidden.T, size
        )
        most = best(asked)
        if np.isnan(most):
            continue
        assert most <= table_bound(asked) + 1e-9
        reached.append(outcome.value(asked, tables(asked, seed=0)) >= most - 1e-9)
    assert np.mean(reached) > 0.95


def test_no_seating_found_is_above_the_bound_whatever_is_asked() -> None:
    rng = np.random.default_rng(1)
    for _ in range(150):
        asked = drawn(rng)
        assert (
            outcome.value(asked, tables(asked, seed=0, seconds=0.005)) <= table_bound(asked) + 1e-9
        )
