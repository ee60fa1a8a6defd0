"""Training cases in, numbers out: calibration of a formula, and fits of greatest likelihood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.evaluate.isotonic import isotonic
from comity.evaluate.trial import Guess

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.evaluate.cases import Cases
    from comity.evaluate.metrics import Floats, Integers
    from comity.evaluate.trial import Trial

ROWS_MAX = 40_000  # a handful of parameters needs no more
_BOUNDS = (-9.0, 9.0)  # of each parameter's logarithm


def calibrated(trial: Trial, score: Callable[[Cases], Floats]) -> Guess:
    """Return a formula's guess: its sign as the task asks, its chance learnt from training."""
    scores = trial.sign * score(trial.test)
    steps = isotonic(trial.sign * trial.over_train(score), trial.labels())
    return Guess(scores, steps(scores))


def by_lot(trial: Trial) -> Guess:
    """Return a guess that knows nothing."""
    rng = np.random.default_rng(trial.seed)
    return calibrated(trial, lambda cases: rng.random(len(cases)))


def fit_positive(loss: Callable[[Floats], float], start: Floats) -> Floats:
    """Return the positive numbers of least loss, each bounded."""
    from scipy.optimize import minimize

    found = minimize(
        lambda logs: loss(np.exp(logs)),
        np.log(start),
        method="L-BFGS-B",
        bounds=[_BOUNDS] * len(start),
    )
    return np.asarray(np.exp(found.x), np.float64)


def some(size: int, *, seed: int) -> Integers:
    """Return enough places of so many, by lot."""
    rng = np.random.default_rng(seed)
    return (
        np.sort(rng.choice(size, ROWS_MAX, replace=False)) if size > ROWS_MAX else np.arange(size)
    )
