"""Gaps to learn from in, distributions of other gaps out: what T5's model has to beat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.evaluate.baselines.fitting import fit_positive, some

if TYPE_CHECKING:
    from comity.evaluate.gaps import Chance
    from comity.evaluate.metrics import Floats
    from comity.evaluate.trial import GapTrial

_LEAST_MASS = 1e-9


def exponential(trial: GapTrial) -> Chance:
    """Return the exponential law with the tie's own mean gap, to which all ties' adds one gap."""
    test = trial.test
    closed = sum(int(one.closed.sum()) for one in trial.train)
    everyone = sum(float(one.days.sum()) for one in trial.train) / max(closed, 1)
    mean = (test.columns["gap_days"] + everyone) / (test.columns["gaps"] + 1)
    return lambda days: np.asarray(-np.expm1(-days / mean), np.float64)


def kaplan_meier(trial: GapTrial) -> Chance:
    """Return the law of all ties' gaps, the same for each (Kaplan and Meier, JASA 1958).

    After the longest gap seen to end it goes on at the mean rate of the last tenth of days.
    """
    days = np.concatenate([one.days for one in trial.train]).astype(np.int64)
    closed = np.concatenate([one.closed for one in trial.train])
    ended = np.bincount(days[closed])
    left = np.bincount(days, minlength=len(ended))
    at_risk = np.cumsum(left[::-1])[::-1][: len(ended)]
    lasting = np.append(0.0, np.cumsum(np.log1p(-np.minimum(ended / at_risk, 1 - _LEAST_MASS))[1:]))
    tail = max(len(lasting) // 10, 1)
    rate = (lasting[-1] - lasting[-tail - 1]) / tail if len(lasting) > tail else lasting[-1]

    def chance(asked: Floats) -> Floats:
        known = np.interp(asked, np.arange(len(lasting)), lasting)
        beyond = np.maximum(asked - (len(lasting) - 1), 0) * rate
        return np.asarray(-np.expm1(known + beyond), np.float64)

    return chance


def log_normal(trial: GapTrial) -> Chance:
    """Return a log-normal law about the mean of the tie's own log gaps, drawn to that of all.

    The mean of all, the spread, and for how many gaps it counts are of greatest likelihood.
    """
    from scipy.special import ndtr

    parts = []
    test = trial.test
    for one in trial.train:
        rows = some(len(one), seed=trial.seed)
        columns = (one.columns["gaps"], one.columns["log_gaps"], one.days, one.closed)
        parts.append(np.stack([column[rows].astype(np.float64) for column in columns]))
    gaps, log_gaps, seen, closed = np.concatenate(parts, axis=1)

    def at_most(days: Floats, count: Floats, logs: Floats, numbers: Floats) -> Floats:
        centre, spread, worth = numbers
        mean = (logs + worth * np.log(centre)) / (count + worth)
        sure = np.log(np.maximum(days + 0.5, _LEAST_MASS)) - mean
        return np.asarray(np.where(days > 0, ndtr(sure / spread), 0.0), np.float64)

    def loss(numbers: Floats) -> float:
        high = at_most(seen, gaps, log_gaps, numbers)
        low = at_most(seen - 1, gaps, log_gaps, numbers)
        mass = np.where(closed > 0, high - low, 1.0 - high)
        return -float(np.log(np.maximum(mass, _LEAST_MASS)).mean())

    numbers = fit_positive(loss, np.array([5.0, 1.5, 2.0]))
    return lambda days: at_most(days, test.columns["gaps"], test.columns["log_gaps"], numbers)
