"""Scores and what came of them in, chances for other scores out: isotonic regression.

Any score that orders cases becomes a chance in this way (Zadrozny and Elkan, KDD 2002), so that
formulas are judged by how much they know and not by the scale they happen to have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from comity.evaluate.metrics import Floats


@dataclass(frozen=True, slots=True)
class Steps:
    """A rising step function from score to chance."""

    scores: Floats
    chances: Floats

    def __call__(self, scores: Floats) -> Floats:
        """Return the chances; between two known scores by the straight line."""
        return np.asarray(np.interp(scores, self.scores, self.chances), np.float64)


def isotonic(scores: Floats, labels: Floats) -> Steps:
    """Fit the rising function of the score that is nearest to the labels by least squares.

    Each step is then drawn half a case towards either side (Krichevsky and Trofimov 1981), since
    a chance of 0 or 1 learnt from a few cases would cost without bound where it fails.
    """
    from scipy.optimize import isotonic_regression

    if not len(scores):
        return Steps(np.zeros(1), np.full(1, 0.5))
    known, place, sizes = np.unique(scores, return_inverse=True, return_counts=True)
    weights = sizes.astype(np.float64)
    steps = isotonic_regression(np.bincount(place, weights=labels) / weights, weights=weights)
    held = np.add.reduceat(weights, steps.blocks[:-1])
    drawn = np.repeat((held * steps.x[steps.blocks[:-1]] + 0.5) / (held + 1), np.diff(steps.blocks))
    return Steps(known, isotonic_regression(drawn, weights=weights).x)
