"""Demands made up for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.rounds.demand import Demand

if TYPE_CHECKING:
    from comity.rounds.demand import Uneven


def demand(people: int, rounds: int, size: int, **more: object) -> Demand:
    """Return a demand of equal worth with everybody always there, but for what is given."""
    plain = {
        "worth": np.ones((people, people)) - np.eye(people),
        "present": np.ones((rounds, people), bool),
        "forbidden": np.zeros((people, people), bool),
        "size": size,
    }
    return Demand(**(plain | more))  # type: ignore[arg-type]  # any of its fields


def drawn(rng: np.random.Generator) -> Demand:
    """Return a small event with every kind of wish, some of them not to be met."""
    people, rounds, size = (int(one) for one in rng.integers((1, 1, 3), (16, 5, 6)))
    worth = rng.integers(0, 4, (people, people)) * rng.choice([0.0, 0.5, 1.0])
    worth = np.triu(worth, 1)
    forbidden = np.triu(rng.random((people, people)) < rng.choice([0, 0.1, 0.4]), 1)
    present = rng.random((rounds, people)) > rng.choice([0, 0.1, 0.5])
    hosts = tuple(int(one) for one in rng.permutation(people)[: rng.integers(0, 3)])
    pairs = np.argwhere(np.triu(~forbidden, 1))
    asked = rng.permutation(len(pairs))[: rng.integers(0, 3)]
    uneven: Uneven = "larger" if rng.random() < 0.5 else "smaller"
    return Demand(
        worth + worth.T,
        present,
        forbidden | forbidden.T,
        size,
        tuple((int(a), int(b)) for a, b in pairs[asked]),
        hosts,
        uneven,
    )
