"""Arrays in, the numbers of a logistic regression out; and two numbers laid over its log-odds.

Ridge regression by Newton's method (Hastie, Tibshirani and Friedman, *The Elements of
Statistical Learning*, 2009, sections 3.4.1 and 4.4.1) on standardised columns, so that the penalty
does not depend on units. A second fit, of an intercept and a slope over the log-odds (Platt 1999),
is drawn towards 0 and 1 as a normal prior would, since one person's past is little evidence, and
less of the quarter to come than of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]

# How far an owner's intercept and slope are likely to lie from 0 and 1, as far as it lasts: what
# gave the least log loss in the window after, on either of two logs.
INTERCEPT_SD = 0.2
SLOPE_SD = 0.2
_SHIFT_SDS = (1.0, 1e-4)  # of many owners together: hardly drawn to 0, and no slope
FOLDS = 5
LEAST_CASES = 5  # for numbers of one's own
_STEPS = 50
_CLOSE = 1e-9
LOGIT_MAX = 30.0  # beyond it a probability is 0 or 1 to the last digit


@dataclass(frozen=True, slots=True)
class Line:
    """An intercept and what each column weighs."""

    intercept: float
    weights: tuple[float, ...]


def fit(columns: Floats, labels: Floats, *, ridge: float) -> Line:
    """Return the line of greatest penalised likelihood.

    ``columns`` is (n, k), ``labels`` n zeros and ones; ``ridge`` is the penalty on half the
    squared weights of standardised columns, for each case. A column that never varies weighs 0.
    """
    import numpy as np

    mean, spread = columns.mean(axis=0), columns.std(axis=0)
    scale = np.where(spread > 0, spread, np.inf)
    design = np.column_stack([np.ones(len(columns)), (columns - mean) / scale])
    penalty = np.full(design.shape[1], ridge * len(labels))
    penalty[0] = 0.0
    found = _newton(design, labels, np.zeros(design.shape[1]), penalty)
    weights = found[1:] / scale
    return Line(float(found[0] - weights @ mean), tuple(map(float, weights)))


def refit(logits: Floats, labels: Floats) -> tuple[float, float] | None:
    """Return an intercept and a slope to lay over the log-odds; None where they do not help.

    They help when, fitted to four fifths of the cases in turn, they lower the log loss on the
    fifth left out. Cases should be given in an order that does not depend on their labels.
    """
    import numpy as np

    if len(labels) < LEAST_CASES:
        return None
    fold = np.arange(len(labels)) % FOLDS
    gain = 0.0
    for one in range(FOLDS):
        held = fold == one
        intercept, slope = _over(logits[~held], labels[~held])
        gain += log_loss(logits[held], labels[held])
        gain -= log_loss(intercept + slope * logits[held], labels[held])
    return _over(logits, labels) if gain > 0 else None


def shift(logits: Floats, labels: Floats) -> float:
    """Return what to add to everyone's log-odds so that as many come true as is forecast."""
    return _over(logits, labels, *_SHIFT_SDS)[0]


def log_loss(logits: Floats, labels: Floats) -> float:
    """Return the summed log loss in nats."""
    import numpy as np

    return float(np.logaddexp(0.0, np.where(labels > 0, -logits, logits)).sum())


def sigmoid(logits: Floats) -> Floats:
    """Return probabilities."""
    import numpy as np

    bounded = np.clip(logits, -LOGIT_MAX, LOGIT_MAX)
    return np.asarray(1.0 / (1.0 + np.exp(-bounded)), np.float64)


def _over(
    logits: Floats, labels: Floats, spread: float = INTERCEPT_SD, tilt: float = SLOPE_SD
) -> tuple[float, float]:
    import numpy as np

    design = np.column_stack([np.ones(len(logits)), logits])
    penalty = np.array([spread**-2, tilt**-2])
    intercept, slope = _newton(design, labels, np.array([0.0, 1.0]), penalty)
    return float(intercept), float(slope)


def _newton(design: Floats, labels: Floats, start: Floats, penalty: Floats) -> Floats:
    """Return the coefficients of greatest likelihood, less half the penalty on leaving the start.

    A step that would lower the likelihood is halved, so separable cases do not diverge.
    """
    import numpy as np

    at, worth = start, _worth(design, labels, start, start, penalty)
    for _ in range(_STEPS):
        chances = sigmoid(design @ at)
        slope = design.T @ (labels - chances) - penalty * (at - start)
        bend = (design * (chances * (1 - chances))[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.lstsq(bend, slope, rcond=None)[0]
        while (higher := _worth(design, labels, at + step, start, penalty)) < worth:
            step = step / 2
            if np.abs(step).max() < _CLOSE:
                return at
        at, worth = at + step, higher
        if np.abs(step).max() < _CLOSE:
            break
    return at


def _worth(design: Floats, labels: Floats, at: Floats, start: Floats, penalty: Floats) -> float:
    return -log_loss(design @ at, labels) - float(penalty @ (at - start) ** 2) / 2
