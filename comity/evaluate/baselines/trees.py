"""Every column in, chances out: boosted trees (Ke et al., LightGBM, NeurIPS 2017).

They stand for what a larger learner finds in the same columns; told the future, for what nobody
could find.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.evaluate.logs import DAY_US
from comity.evaluate.trial import Guess

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.evaluate.cases import Cases
    from comity.evaluate.metrics import Floats
    from comity.evaluate.trial import Trial


def lightgbm(trial: Trial) -> Guess:
    """Return the chances of boosted trees over all the relationship's columns."""
    return _trees(trial, _matrix)


def hindsight(trial: Trial) -> Guess:
    """Return the chances of the same trees when told how much followed after the window.

    No forecast can know that: it is a ceiling, and a soft one.
    """
    return _trees(trial, lambda cases: np.column_stack([_matrix(cases), _following(cases)]))


def _trees(trial: Trial, matrix: Callable[[Cases], Floats]) -> Guess:
    from lightgbm import Dataset, train

    said = Dataset(np.concatenate([matrix(one) for one in trial.train]), trial.labels())
    grown = train(
        {
            "objective": "binary",
            "learning_rate": 0.05,
            "num_leaves": 31,
            "min_data_in_leaf": 50,
            "num_threads": 1,  # the same trees every time, also where the processor is shared
            "deterministic": True,
            "force_col_wise": True,
            "seed": trial.seed,
            "verbosity": -1,
        },
        said,
        num_boost_round=200,
    )
    chances = np.asarray(grown.predict(matrix(trial.test)), np.float64)
    return Guess(chances, chances)


def _matrix(cases: Cases) -> Floats:
    """Return the columns that tell of a tie and not of the calendar, nor what was forecast."""
    names = [one for one in cases.columns if not one.endswith("_us") and not one.startswith("p_")]
    return np.column_stack([cases.columns[name] for name in names])


def _following(cases: Cases) -> Floats:
    found = np.zeros(len(cases))
    for day in cases.days:
        after, until = (day + times * cases.ahead_days for times in (1, 2))
        span = cases.history.between(after * DAY_US, until * DAY_US)
        mine = cases.day == day
        found[mine] = cases.history.counted(span)[cases.pair[mine]]
    return found
