"""Answers and probabilities in, how often yes is right and how much of the yes is found, out."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Sequence

_Z = 1.959964  # of a two-sided 95 % interval
_DIGITS = 4


class Rates(TypedDict):
    """The usual five."""

    precision: float
    recall: float
    f1: float
    accuracy: float
    auc: float


class Weighted(TypedDict):
    """Precision with its interval, and recall, of a sample drawn in strata."""

    sentences: int
    promises: int
    shown: int
    precision: float
    low: float
    high: float
    recall: float


def rates(yes: Sequence[bool], chances: Sequence[float], threshold: float) -> Rates:
    """Return the rates of saying yes from a probability on; 0 where they are of nothing."""
    import numpy as np

    from comity.evaluate.metrics import auc

    truth, score = np.asarray(yes, bool), np.asarray(chances, np.float64)
    said = score >= threshold
    right = float((truth & said).sum())
    precision = right / float(said.sum()) if said.any() else 0.0
    recall = right / float(truth.sum()) if truth.any() else 0.0
    total = precision + recall
    both = truth.any() and not truth.all()
    return {
        "precision": round(precision, _DIGITS),
        "recall": round(recall, _DIGITS),
        "f1": round(2 * precision * recall / total if total else 0.0, _DIGITS),
        "accuracy": round(float((truth == said).mean()) if len(truth) else 0.0, _DIGITS),
        "auc": round(auc(truth.astype(np.float64), score) if both else 0.5, _DIGITS),
    }


def weighted(cases: Sequence[tuple[bool, float, float]], threshold: float) -> Weighted:
    """Return precision and recall of (is a promise, probability, weight).

    The interval is Wilson's (1927) at as many sentences as an unweighted sample of the same
    spread would have (Kish's effective number).
    """
    shown = [(truth, weight) for truth, p, weight in cases if p >= threshold]
    size = sum(weight for _, weight in shown)
    right = sum(weight for truth, weight in shown if truth)
    of_all = sum(weight for truth, _, weight in cases if truth)
    effective = size * size / sum(weight * weight for _, weight in shown) if shown else 0.0
    precision = right / size if shown else 0.0
    low, high = wilson(precision, effective)
    return {
        "sentences": len(cases),
        "promises": sum(truth for truth, _, _ in cases),
        "shown": len(shown),
        "precision": round(precision, _DIGITS),
        "low": round(low, _DIGITS),
        "high": round(high, _DIGITS),
        "recall": round(right / of_all if of_all else 0.0, _DIGITS),
    }


def wilson(share: float, n: float) -> tuple[float, float]:
    """Return the bounds of a share's 95 % interval (Wilson, JASA 1927)."""
    if not n:
        return 0.0, 1.0
    middle = share + _Z * _Z / (2 * n)
    spread = _Z * sqrt(share * (1 - share) / n + _Z * _Z / (4 * n * n))
    return (middle - spread) / (1 + _Z * _Z / n), (middle + spread) / (1 + _Z * _Z / n)
