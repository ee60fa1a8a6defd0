"""Labels and scores in, figures of merit out: how well cases are ordered, how true chances are.

Labels are 0 or 1, one a case; scores rise with the chance of a 1. Equal scores favour nobody:
the area under the ROC curve counts them half (Hanley and McNeil, Radiology 1982), average
precision takes them as one threshold, and lists break them by lot. A figure that the cases do
not define (labels all alike, no list long enough) is nan.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]

ECE_BINS = 15
LEAST_CHANCE = 1e-6  # a sure guess that fails costs 13.8 nats, not all there is
LEAST_CANDIDATES = 20
TOP = 10


@dataclass(frozen=True)
class Ordering:
    """Cases from the highest score to the lowest, to be measured under many weights."""

    labels: Floats
    scores: Floats

    @cached_property
    def order(self) -> Integers:
        """The cases' places, the highest score first."""
        return np.argsort(-self.scores, kind="stable")

    @cached_property
    def hits(self) -> Integers:
        """The places of the ones in that order."""
        return np.flatnonzero(self.labels[self.order])

    @cached_property
    def runs(self) -> tuple[Integers, Integers, Integers]:
        """Each run of equal scores with a one in it: its first place, its last, its last one."""
        falling = self.scores[self.order]
        starts = np.flatnonzero(np.diff(falling, prepend=np.nan) != 0)
        run = np.searchsorted(starts, self.hits, side="right") - 1
        last_hit = np.flatnonzero(np.diff(run, append=-1) != 0)
        ends = np.append(starts[1:], len(falling)) - 1
        return starts[run[last_hit]], ends[run[last_hit]], last_hit

    def auc(self, weights: Floats | None = None) -> float:
        """Return the chance that a 1 is scored above a 0, equals counting half."""
        return self._figure("auc", weights)

    def ap(self, weights: Floats | None = None) -> float:
        """Return average precision: precision at each threshold, weighted by the recall gained."""
        return self._figure("ap", weights)

    def _figure(self, metric: Literal["auc", "ap"], weights: Floats | None) -> float:
        if not len(self.hits):
            return float("nan")
        falling = np.ones_like(self.scores) if weights is None else weights[self.order]
        first, last, last_hit = self.runs
        down = np.append(0.0, np.cumsum(falling))
        gained = np.diff(np.cumsum(falling[self.hits])[last_hit], prepend=0.0)
        with np.errstate(invalid="ignore", divide="ignore"):
            return float(curve(metric, gained, down[first], down[last + 1], down[-1]))


def curve(
    metric: Literal["auc", "ap"], gained: Floats, above: Floats, down_to: Floats, total: Floats
) -> Floats:
    """Return AUC or AP from weights by run of equal scores that holds a 1, the highest first.

    Of its ones; of all above it; of all down to its end; and of all. A second axis is of draws.
    nan where there are no ones, or for AUC no zeros.
    """
    true = np.cumsum(gained, axis=0)
    ones = true[-1]
    if metric == "ap":
        precision = np.where(gained > 0, true / down_to, 0.0)
        return np.asarray((gained * precision).sum(axis=0) / ones, np.float64)
    zeros = total - ones
    false = (above + down_to - 2 * true + gained) / 2  # down to the middle of the run
    return np.asarray((gained * (zeros - false)).sum(axis=0) / (ones * zeros), np.float64)


def auc(labels: Floats, scores: Floats) -> float:
    """Return the area under the ROC curve, by mid-ranks.

    >>> round(auc(np.array([0.0, 1.0, 1.0]), np.array([0.2, 0.2, 0.9])), 3)
    0.75
    """
    return Ordering(labels, scores).auc()


def ap(labels: Floats, scores: Floats) -> float:
    """Return average precision.

    >>> round(ap(np.array([0.0, 1.0, 1.0]), np.array([0.2, 0.2, 0.9])), 3)
    0.833
    """
    return Ordering(labels, scores).ap()


def squared_errors(labels: Floats, chances: Floats) -> Floats:
    """Return each case's squared error; their mean is the Brier score."""
    return np.asarray((chances - labels) ** 2, np.float64)


def log_losses(labels: Floats, chances: Floats) -> Floats:
    """Return each case's loss in nats."""
    sure = np.clip(chances, LEAST_CHANCE, 1 - LEAST_CHANCE)
    return np.asarray(-np.log(np.where(labels > 0, sure, 1 - sure)), np.float64)


def brier(labels: Floats, chances: Floats) -> float:
    """Return the mean squared error of the chances."""
    return _mean(squared_errors(labels, chances))


def log_loss(labels: Floats, chances: Floats) -> float:
    """Return the mean loss in nats."""
    return _mean(log_losses(labels, chances))


def ece(labels: Floats, chances: Floats) -> float:
    """Return the expected calibration error over 15 bins of equal width (Naeini et al. 2015)."""
    if not len(labels):
        return float("nan")
    bins = np.minimum((chances * ECE_BINS).astype(np.int64), ECE_BINS - 1)
    gaps = np.bincount(bins, weights=chances - labels, minlength=ECE_BINS)
    return float(np.abs(gaps).sum() / len(labels))


@dataclass(frozen=True, slots=True)
class Lists:
    """Figures of each list (one owner's candidates on one day) that is long enough."""

    case: Integers  # a case of the list, by which its owner is found
    figures: Mapping[str, Floats]  # map, mrr, p_at_10, p_at_10_best: one number a list

    def mean(self) -> dict[str, float]:
        """Return each figure's mean over the lists."""
        return {name: _mean(values) for name, values in self.figures.items()}


def ranked(
    labels: Floats,
    scores: Floats,
    *,
    lists: Integers,
    rng: np.random.Generator,
    least: int = LEAST_CANDIDATES,
) -> Lists:
    """Return how well each list is ordered, of those with enough candidates and a 1 among them.

    ``lists`` says to which list each case belongs, by a number from 0. Equal scores are ordered
    by lot.
    """
    order = np.lexsort((rng.random(len(scores)), -scores, lists))
    sizes = np.bincount(lists)
    starts = np.cumsum(sizes) - sizes
    own, hits = lists[order], labels[order]
    rank = np.arange(len(order)) - starts[own] + 1
    ones = _summed(hits, own, len(sizes))
    before = np.cumsum(hits) - hits
    found = before - (np.cumsum(ones) - ones)[own] + hits
    precision = _summed(hits * found / rank, own, len(sizes))
    first = _summed(hits * (found == 1) / rank, own, len(sizes))
    top = _summed(hits * (rank <= TOP), own, len(sizes))
    kept = np.flatnonzero((sizes >= least) & (ones > 0))
    figures = {
        "map": precision[kept] / ones[kept],
        "mrr": first[kept],
        "p_at_10": top[kept] / TOP,
        "p_at_10_best": np.minimum(ones[kept], TOP) / TOP,
    }
    return Lists(order[starts[kept]], figures)


def _summed(values: Floats, lists: Integers, size: int) -> Floats:
    return np.bincount(lists, weights=values, minlength=size).astype(np.float64)


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else float("nan")
