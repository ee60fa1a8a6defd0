"""Cases with their owners in, intervals out: the bootstrap over owners (Efron 1979).

Cases of one owner hang together, so whole owners are drawn with replacement and never cases. A
draw is how often each owner came up; every figure of a draw is then a weighted one. Model and
baseline are measured on the same draws, so that the interval is of their paired difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.evaluate.metrics import Floats, Integers

DRAWS = 200
LEVEL = 0.95


def draw_owners(owners: int, *, draws: int, rng: np.random.Generator) -> Floats:
    """Return how often each owner comes up in each draw: draws by owners, each row sums to all."""
    chances = np.full(owners, 1.0 / owners) if owners else np.zeros(0)
    return rng.multinomial(owners, chances, size=draws).astype(np.float64)


def resampled(measure: Callable[[Floats], float], owner: Integers, drawn: Floats) -> Floats:
    """Return a figure on every draw; ``measure`` takes one weight a case, its owner's."""
    return np.array([measure(weights[owner]) for weights in drawn], dtype=np.float64)


def resampled_mean(values: Floats, owner: Integers, drawn: Floats) -> Floats:
    """Return the mean of one value a case on every draw, at once."""
    owners = drawn.shape[1]
    sums = np.bincount(owner, weights=values, minlength=owners)
    sizes = np.bincount(owner, minlength=owners).astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((drawn @ sums) / (drawn @ sizes), np.float64)


def interval(values: Floats, *, level: float = LEVEL) -> tuple[float, float]:
    """Return the bounds that hold the middle share of the draws; nan without any."""
    known = values[~np.isnan(values)]
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
