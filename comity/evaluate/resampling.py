"""Cases with their owners in, intervals out: the bootstrap over owners (Efron 1979).

Cases of one owner hang together, so whole owners are drawn with replacement and never cases. A
draw is how often each owner came up; every figure of a draw is then a weighted one. Model and
baseline are measured on the same draws, so that the interval is of their paired difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from comity.evaluate.documents import Estimate
from comity.evaluate.metrics import curve

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.evaluate.metrics import Floats, Integers, Ordering

DRAWS = 200
LEVEL = 0.95
_DRAWS_AT_ONCE = 50  # bounds memory


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


def resampled_curve(
    ordering: Ordering, metric: Literal["auc", "ap"], owner: Integers, drawn: Floats
) -> Floats:
    """Return the area or the average precision of an ordering on every draw, at once.

    Between two runs of equal scores that hold a 1 nothing but the number of 0s matters, so the
    cases are counted once by stretch and owner, as a sparse matrix, and multiplied by the draws.
    """
    parts = [drawn[at : at + _DRAWS_AT_ONCE] for at in range(0, len(drawn), _DRAWS_AT_ONCE)]
    found = [_curve(ordering, metric, owner, some.T) for some in parts]
    return np.concatenate(found) if found else np.zeros(0)


def _curve(
    ordering: Ordering, metric: Literal["auc", "ap"], owner: Integers, weights: Floats
) -> Floats:
    """Return the figure under each column of weights: owners by draws."""
    from scipy.sparse import csr_array

    first, last, last_hit = ordering.runs
    falling, hits = owner[ordering.order], owner[ordering.order][ordering.hits]
    if not len(hits):
        return np.full(weights.shape[1], np.nan)
    edges = np.stack([first, last + 1], axis=1).ravel()
    stretches = np.concatenate([[0], edges, [len(falling)]])
    runs = np.append(0, last_hit + 1)
    shape, ones = weights.shape[0], np.ones(len(falling))
    in_all = csr_array((ones, falling, stretches), shape=(len(stretches) - 1, shape)) @ weights
    gained = csr_array((ones[: len(hits)], hits, runs), shape=(len(runs) - 1, shape)) @ weights
    down = np.cumsum(in_all, axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return curve(metric, gained, down[0:-1:2], down[1:-1:2], down[-1])


def estimate(value: float, draws: Floats) -> Estimate:
    """Return a figure with its interval; null where it is not defined."""
    low, high = interval(draws)
    return Estimate(*(None if np.isnan(number) else number for number in (value, low, high)))


def interval(values: Floats, *, level: float = LEVEL) -> tuple[float, float]:
    """Return the bounds that hold the middle share of the draws; nan without any."""
    known = values[~np.isnan(values)]
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
