"""Guesses in, figures out: each contender's metrics, and how the model compares with each rival.

The comparison is of the task's headline figure, the model's minus the rival's, with the interval
that 95% of draws of owners fall into. Only an interval without 0 is a difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from comity.evaluate import metrics
from comity.evaluate.metrics import Ordering
from comity.evaluate.protocol import TASKS
from comity.evaluate.resampling import draw_owners, interval, resampled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from comity.evaluate.baselines import Baseline
    from comity.evaluate.metrics import Floats
    from comity.evaluate.trial import Guess, Trial

_LISTED = ("T1", "T2", "T3")  # tasks that order an owner's people
_DIGITS = 6


def judge(
    trial: Trial,
    model: Callable[[Trial], Guess],
    rivals: Mapping[str, Baseline],
    *,
    draws: int,
    progress: Callable[[str], None],
) -> dict[str, Any]:
    """Return the task's part of the document."""
    progress("the model")
    test, headline = trial.test, TASKS[trial.test.task].headline
    drawn = draw_owners(test.history.owners, draws=draws, rng=np.random.default_rng(trial.seed))
    guess = model(trial)
    standard, own = _resampled(trial, guess, drawn), _figures(trial, guess)
    baselines: dict[str, dict[str, Any]] = {}
    paired: dict[str, dict[str, Any]] = {}
    for name, rival in rivals.items():
        if rival.absent:
            baselines[name] = {"note": rival.absent}
            continue
        progress(name)
        guess = rival.guess(trial)
        figures = _figures(trial, guess)
        baselines[name] = _rounded(figures)
        paired[name] = difference(
            headline, own[headline] - figures[headline], standard - _resampled(trial, guess, drawn)
        )
    return {
        "model": _rounded(own),
        "baselines": baselines,
        "paired": paired,
        "owners": len(np.unique(test.owner)),
        "cases": len(test),
        "base_rate": _known(float(test.labels.mean())),
    }


def difference(metric: str, value: float, drawn: Floats) -> dict[str, Any]:
    """Return a paired difference with its interval, as the document has it."""
    low, high = interval(drawn)
    return {"metric": metric, "difference": _known(value), "interval": [_known(low), _known(high)]}


def _figures(trial: Trial, guess: Guess) -> dict[str, float]:
    test = trial.test
    ordering = Ordering(test.labels, guess.scores)
    found = {
        "auc": ordering.auc(),
        "ap": ordering.ap(),
        "brier": metrics.brier(test.labels, guess.chances),
        "log_loss": metrics.log_loss(test.labels, guess.chances),
        "ece": metrics.ece(test.labels, guess.chances),
    }
    if test.task in _LISTED:
        lot = np.random.default_rng(trial.seed)
        lists = metrics.ranked(test.labels, guess.scores, lists=test.lists, rng=lot)
        found |= lists.mean()
    return found


def _resampled(trial: Trial, guess: Guess, drawn: Floats) -> Floats:
    ordering = Ordering(trial.test.labels, guess.scores)
    measure = ordering.auc if TASKS[trial.test.task].headline == "auc" else ordering.ap
    return resampled(measure, trial.test.owner, drawn)


def _rounded(figures: Mapping[str, float]) -> dict[str, float | None]:
    return {name: _known(value) for name, value in figures.items()}


def _known(value: float) -> float | None:
    """Return a figure for the document; null for one that the cases do not define."""
    return None if np.isnan(value) else round(value, _DIGITS)
