"""Contenders in, figures out: each one's metrics, and how the model compares with each rival.

The comparison is of the task's headline figure, the model's minus the rival's, with the interval
that 95% of draws of owners fall into. Only an interval without 0 is a difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from comity.evaluate import gaps, metrics
from comity.evaluate.documents import Absent, Judged, Paired
from comity.evaluate.metrics import Ordering
from comity.evaluate.protocol import TASKS
from comity.evaluate.resampling import interval, resampled_curve, resampled_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from comity.evaluate.cases import Cases
    from comity.evaluate.documents import TaskFigures
    from comity.evaluate.gaps import Chance, Gaps
    from comity.evaluate.metrics import Floats
    from comity.evaluate.trial import Guess

_LISTED = ("T1", "T2", "T3")  # tasks that order an owner's people
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of a contender."""

    figures: Mapping[str, float]
    drawn: Floats  # the headline figure on every draw of owners


def judge(
    headline: str,
    model: Callable[[], Measured],
    rivals: Mapping[str, Callable[[], Measured] | str],
    *,
    progress: Callable[[str], None],
) -> Judged:
    """Return the model's figures, its rivals', and the differences; a text is why one is absent."""
    progress("the model")
    ours = model()
    baselines: dict[str, TaskFigures | Absent] = {}
    paired: dict[str, Paired] = {}
    for name, rival in rivals.items():
        if isinstance(rival, str):
            baselines[name] = Absent(rival)
            continue
        progress(name)
        theirs = rival()
        low, high = interval(ours.drawn - theirs.drawn)
        baselines[name] = _known(theirs.figures)
        paired[name] = Paired(
            metric=headline,
            difference=_rounded(ours.figures[headline] - theirs.figures[headline]),
            interval=(_rounded(low), _rounded(high)),
        )
    return Judged(_known(ours.figures), baselines, paired)


def measured(test: Cases, guess: Guess, drawn: Floats) -> Measured:
    """Return the figures of a guess at labels."""
    ordering = Ordering(test.labels, guess.scores)
    figures = {
        "auc": ordering.auc(),
        "ap": ordering.ap(),
        "brier": metrics.brier(test.labels, guess.chances),
        "log_loss": metrics.log_loss(test.labels, guess.chances),
        "ece": metrics.ece(test.labels, guess.chances),
    }
    if test.task in _LISTED:
        lot = np.random.default_rng(0)
        lists = metrics.ranked(test.labels, guess.scores, lists=test.lists, rng=lot)
        figures |= lists.mean()
    headline: Literal["auc", "ap"] = "auc" if TASKS[test.task].headline == "auc" else "ap"
    return Measured(figures, resampled_curve(ordering, headline, test.owner, drawn))


def measured_gaps(test: Gaps, chance: Chance, drawn: Floats) -> Measured:
    """Return the figures of a guess at how long gaps last."""
    likelihoods = gaps.log_likelihoods(test, chance)
    figures = {
        "log_likelihood": float(likelihoods.mean()),
        "pit_error": gaps.pit_error(test, chance),
        "median_error_days": gaps.median_error_days(test, chance),
    }
    return Measured(figures, resampled_mean(likelihoods, test.owner, drawn))


def _known(figures: Mapping[str, float]) -> TaskFigures:
    return {name: _rounded(value) for name, value in figures.items()}


def _rounded(value: float) -> float | None:
    """Return a figure for the document; null for one that the cases do not define."""
    return None if np.isnan(value) else round(value, _DIGITS)
