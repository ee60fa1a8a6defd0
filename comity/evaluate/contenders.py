"""A trial in, the program's own guess out: the one place where the bench meets the models."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from comity.evaluate.baselines.waiting import log_normal
from comity.evaluate.gaps import Chance
from comity.evaluate.trial import GapTrial, Guess, Trial
from comity.models import activity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comity.evaluate.baselines import Baseline
    from comity.evaluate.logs import Log
    from comity.evaluate.metrics import Floats
    from comity.evaluate.protocol import Task

_TARGETS: dict[Task, str] = {
    "T1": activity.ACTIVE_90D,
    "T2": activity.ACTIVE_90D,
    "T3": activity.CONTACT_7D,
}


def model(trial: Trial) -> Guess:
    """Return what the program says."""
    chances = _sigmoid(_logits(trial.test.columns, _TARGETS[trial.test.task]))
    chances = 1.0 - chances if trial.test.task == "T2" else chances
    return Guess(chances, chances)


def _logits(columns: Mapping[str, Floats], target: str) -> Floats:
    frozen = activity.load()
    numbers = frozen.targets[target]
    terms = [
        numbers.weights[feature.name] * np.log1p(sum(columns[name] for name in feature.sum_of))
        for feature in frozen.features
    ]
    return np.asarray(numbers.intercept + sum(terms), np.float64)


def _sigmoid(logits: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-logits)), np.float64)


def provenance(log: Log, learnt: Sequence[Log]) -> dict[str, object]:
    """Return where the model's numbers come from, and whether they have seen this very log."""
    if learnt:
        names = ", ".join(one.name for one in learnt)
        return {
            "fitted_on": names,
            "has_seen_this_log": log.digest in {one.digest for one in learnt},
        }
    said = activity.load().fitted_on
    stem = log.name.partition(".")[0].casefold()
    return {"fitted_on": said, "has_seen_this_log": log.digest in said or stem in said.casefold()}


Guesser: TypeAlias = Callable[[Trial], Guess]
GapGuesser: TypeAlias = Callable[[GapTrial], Chance]


def reply_model(trial: Trial) -> Guess:
    """Return the rate at which the person answers me, drawn to that at which all do."""
    chances = trial.test.columns["pair_rate"]
    return Guess(chances, chances)


def gap_model(trial: GapTrial) -> Chance:
    """Return the law of each tie's next gap."""
    return log_normal(trial)


MODELS: dict[Task, Guesser] = {"T1": model, "T2": model, "T3": model, "T4": reply_model}
VARIANTS: dict[Task, dict[str, Baseline]] = {}  # the model with a part left out
