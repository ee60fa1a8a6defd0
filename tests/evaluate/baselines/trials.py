"""A trial on an invented log, made once."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from comity.evaluate.cases import Snapshots
from comity.evaluate.features import Features
from comity.evaluate.protocol import label_days, test_days, train_days
from comity.evaluate.trial import Trial
from tests.evaluate import invented_log, laid_out

if TYPE_CHECKING:
    from comity.evaluate.history import History
    from comity.evaluate.protocol import Task

DAYS = 300


@cache
def history() -> History:
    """Return an invented history."""
    rows = [(a, b, s / 86_400) for a, b, s in invented_log.rows(days=DAYS) if s < DAYS * 86_400]
    return laid_out.history(rows, days=DAYS)


@cache
def _snapshots() -> Snapshots:
    return Snapshots(Features(history()))


@cache
def trial(task: Task) -> Trial:
    """Return the trial of a task."""
    tests = test_days(task, DAYS)
    own = _snapshots().cases(
        task, train_days(task, ahead_days=label_days(task, DAYS), closed_by=tests[0])
    )
    test = _snapshots().cases(task, tests)
    return Trial([own], own, test, fitted_here=False, seed=0)


def shuffled(of: Trial) -> Trial:
    """Return the trial with labels of training that say nothing."""
    rng = np.random.default_rng(1)
    train = [replace(one, labels=rng.permutation(one.labels)) for one in of.train]
    return replace(of, train=train)
