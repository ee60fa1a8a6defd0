"""Cases of one log and of the other in; what a group of features would add to the models, out.

Fitted on one company's log with and without the group, judged on the other's.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from comity.evaluate.baselines.formulas import over_history
from comity.evaluate.judging import judge, measured
from comity.evaluate.logs import DAY_US
from comity.evaluate.protocol import TASKS
from comity.evaluate.resampling import draw_owners
from comity.evaluate.trial import Guess
from comity.models import activity, logistic, reply
from comity.operations.document import as_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from comity.evaluate.cases import Cases
    from comity.evaluate.history import History
    from comity.evaluate.judging import Measured
    from comity.evaluate.metrics import Floats

    Candidate = Callable[[Cases], list[Floats]]

_HALF_LIFE_DAYS = 30
_TARGETS = {"T1": activity.ACTIVE_90D, "T3": activity.CONTACT_7D}


def tried(train: Cases, test: Cases, *, draws: int) -> dict[str, Any]:
    """Return, for each group, the figures with and without it and the paired difference."""
    rng = np.random.default_rng(0)
    drawn = draw_owners(test.history.owners, draws=draws, rng=rng)
    headline = TASKS[test.task].headline
    known = REPLIES if test.task == "T4" else TIES
    without, found = _measured(train, test, None, drawn), {}
    for name, candidate in known.items():
        with_it = partial(_measured, train, test, candidate, drawn)
        told = judge(headline, with_it, {"without": lambda: without}, progress=_quiet)
        found[name] = {
            "with": told.model,
            "without": told.baselines["without"],
            "paired": as_json(told.paired["without"]),
        }
    return {"task": test.task, "figure": headline, "candidates": found}


def _measured(train: Cases, test: Cases, candidate: Candidate | None, drawn: Floats) -> Measured:
    ridge = reply.RIDGE if test.task == "T4" else activity.RIDGE[_TARGETS[test.task]]
    line = logistic.fit(_matrix(train, candidate), train.labels, ridge=ridge)
    logits = line.intercept + _matrix(test, candidate) @ np.array(line.weights)
    chances = logistic.sigmoid(logits)
    return measured(test, Guess(chances, chances), drawn)


def _matrix(cases: Cases, candidate: Candidate | None) -> Floats:
    added = candidate(cases) if candidate else []
    return np.column_stack([*_shipped(cases), *added])


def _shipped(cases: Cases) -> list[Floats]:
    """Return what the model weighs that ships."""
    columns: Mapping[str, Floats] = cases.columns
    if cases.task == "T4":
        return list(reply.terms(columns).values())
    return [
        np.log1p(sum(np.nan_to_num(columns[name]) for name in feature.sum_of))
        for feature in activity.load().features
    ]


def turn(cases: Cases) -> list[Floats]:
    """Return whether theirs was the last word, and how long ago."""
    sent, received = (np.nan_to_num(cases.columns[f"last_{way}_us"]) for way in _WAYS)
    mine = (received > sent).astype(np.float64)
    return [mine, mine * np.log1p(cases.columns["silent_days"])]


def begins(cases: Cases) -> list[Floats]:
    """Return how often each of the two wrote first after a week's silence."""
    return [np.log1p(cases.columns[f"initiated_by_{who}"]) for who in ("me", "them")]


def group_size(cases: Cases) -> list[Floats]:
    """Return decayed counts of what went to one person alone, each way."""

    def summed(history: History, seen: slice, at_us: int, *, sent: bool) -> Floats:
        age_days = (at_us - history.at_us[seen]) / DAY_US
        alone = (history.recipients[seen] == 1) & (history.sent[seen] == sent)
        return np.asarray(np.where(alone, np.exp2(-age_days / _HALF_LIFE_DAYS), 0.0), np.float64)

    return [np.log1p(over_history(cases, partial(summed, sent=way))) for way in (True, False)]


def weekday(cases: Cases) -> list[Floats]:
    """Return which day of the log's week it is."""
    return [(cases.day % 7 == one) * 1.0 for one in range(6)]


def hour(cases: Cases) -> list[Floats]:
    """Return the day of the log's week and the quarter of its day."""
    quarter = cases.columns["hour"] // 6
    return [*weekday(cases), *((quarter == one) * 1.0 for one in range(3))]


def group_of_year(cases: Cases) -> list[Floats]:
    """Return what was sent to them and came from them in a year."""
    return [np.log1p(cases.columns[f"{way}_365d"]) for way in _WAYS]


def _quiet(text: str) -> None:
    del text


_WAYS = ("sent", "received")
TIES: dict[str, Candidate] = {
    "turn": turn,
    "begins": begins,
    "group_size": group_size,
    "weekday": weekday,
}
REPLIES: dict[str, Candidate] = {"hour": hour, "volume": group_of_year}
