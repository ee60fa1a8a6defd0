"""A trial in, the program's own guess out: the one place where the bench meets the models."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from comity.evaluate.baselines import Baseline
from comity.evaluate.documents import FittedOn, Provenance
from comity.evaluate.gaps import Chance
from comity.evaluate.trial import GapTrial, Guess, Trial, joined
from comity.models import activity, gap, logistic, reply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.evaluate.cases import Cases
    from comity.evaluate.logs import Log
    from comity.evaluate.metrics import Floats, Integers
    from comity.evaluate.protocol import Task
    from comity.models.activity import Activity

Guesser: TypeAlias = Callable[[Trial], Guess]
GapGuesser: TypeAlias = Callable[[GapTrial], Chance]

_ODD, _LOW_BITS = 2_654_435_761, 0xFFFF_FFFF  # Knuth's multiplicative hash

_TARGETS: dict[Task, str] = {
    "T1": activity.ACTIVE_90D,
    "T2": activity.ACTIVE_90D,
    "T3": activity.CONTACT_7D,
}


def with_refit(trial: Trial) -> Guess:
    """Return what the program says: everyone's numbers, and the owner's own laid over them."""
    fitted = _numbers(trial)
    logits = _log_odds(trial, trial.test, fitted)
    for day, cases in trial.closed.items():
        theirs = _log_odds(trial, cases, fitted)
        rows = np.flatnonzero(trial.test.day == day)
        logits[rows] = _laid_over(logits[rows], trial.test.owner[rows], cases, theirs)
    return _guess(trial, logits)


def without_refit(trial: Trial) -> Guess:
    """Return what the numbers that are everyone's say."""
    return _guess(trial, _log_odds(trial, trial.test, _numbers(trial)))


def reply_model(trial: Trial) -> Guess:
    """Return how likely each message is to be answered."""
    fitted = None
    if trial.fitted_here:
        fitted = reply.fit(joined(trial.train, trial.test.columns), trial.labels())
    chances = logistic.sigmoid(reply.logits(trial.test.columns, model=fitted))
    return Guess(chances, chances)


def gap_model(trial: GapTrial) -> Chance:
    """Return the law of each tie's next gap."""
    fitted = None
    if trial.fitted_here:
        columns = joined(trial.train, trial.test.columns)
        days = np.concatenate([one.days for one in trial.train])
        fitted = gap.fit(columns, days, np.concatenate([one.closed for one in trial.train]))
    return lambda days: gap.chance(trial.test.columns, days, model=fitted)


def provenance(log: Log, learnt: Sequence[Log]) -> Provenance:
    """Return where the model's numbers come from, and whether they have seen this very log."""
    if learnt:
        said = tuple(FittedOn(one.name, one.digest) for one in learnt)
    else:
        said = tuple(FittedOn(**one) for one in activity.load().fitted_on)
    return Provenance(said, log.digest in {one.digest for one in said})


def _numbers(trial: Trial) -> Activity | None:
    """Return the model fitted on the training cases; None for the one that ships."""
    if not trial.fitted_here:
        return None
    names = {name for feature in activity.load().features for name in feature.sum_of}
    labels, target = np.concatenate([one.labels for one in trial.ties]), _TARGETS[trial.test.task]
    fitted = activity.fit(joined(trial.ties, names), labels, target)
    if trial.newest is None:
        return fitted
    return activity.shifted(fitted, trial.newest.columns, trial.newest.labels, target)


def _log_odds(trial: Trial, cases: Cases, fitted: Activity | None) -> Floats:
    """Return what everyone's numbers say; those that ship speak of horizons of their own."""
    target = _TARGETS[trial.test.task]
    logits = activity.logits(cases.columns, target, model=fitted)
    if trial.fitted_here or cases.ahead_days == activity.HORIZON_DAYS[target]:
        return logits
    return activity.within(logits, target, days=cases.ahead_days)


def _laid_over(logits: Floats, owners: Integers, cases: Cases, theirs: Floats) -> Floats:
    """Return log-odds with each owner's intercept and slope, from cases that had closed."""
    moved = logits.copy()
    for owner in np.unique(owners):
        mine = np.flatnonzero(cases.owner == owner)
        shuffled = mine[np.argsort(_scattered(cases.pair[mine]))]
        numbers = logistic.refit(theirs[shuffled], cases.labels[shuffled])
        if numbers:
            rows = owners == owner
            moved[rows] = numbers[0] + numbers[1] * logits[rows]
    return moved


def _scattered(pairs: Integers) -> Integers:
    """Return numbers in no order of the pairs', the same at every run."""
    return (pairs * _ODD) & _LOW_BITS


def _guess(trial: Trial, logits: Floats) -> Guess:
    chances = logistic.sigmoid(-logits if trial.test.task == "T2" else logits)
    return Guess(chances, chances)


# T2 asks for an order alone, and nobody's own ties change places by an own intercept and slope.
# T3 goes without: of one's last weeks nothing was learnt that held in the next.
MODELS: dict[Task, Guesser] = {
    "T1": with_refit,
    "T2": without_refit,
    "T3": without_refit,
    "T4": reply_model,
}
VARIANTS: dict[Task, dict[str, Baseline]] = {
    "T1": {"model_without_refit": Baseline(without_refit)},
    "T2": {"model_with_refit": Baseline(with_refit)},
}
