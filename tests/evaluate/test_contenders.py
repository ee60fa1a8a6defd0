"""The program's own guess of T1, between everyone's numbers and the owner's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from comity.evaluate import contenders
from comity.evaluate.bench import Bed, Bench
from comity.evaluate.logs import read_log
from comity.models import activity, logistic
from tests.evaluate.invented_log import rows, write

if TYPE_CHECKING:
    from pathlib import Path

    from comity.evaluate.trial import Trial

BENCH = Bench(seed=0, draws=0, notify=lambda _words: None)


@pytest.fixture(scope="module")
def beds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Bed, Bed]:
    folder: Path = tmp_path_factory.mktemp("logs")
    one, other = rows(people=20), rows(people=15, seed=8)
    return (
        Bed(read_log(write(folder / "one.txt", one))),
        Bed(read_log(write(folder / "other.txt", other))),
    )


def forecast_of_newest(trial: Trial) -> float:
    """Return how many of the newest closed cases everyone's numbers expect to come true."""
    assert trial.newest is not None
    model = contenders._numbers(trial)
    found = activity.logits(trial.newest.columns, activity.ACTIVE_90D, model=model)
    return float(logistic.sigmoid(found).mean())


def test_a_log_s_own_drift_is_followed_and_a_stranger_s_is_not(beds: tuple[Bed, Bed]) -> None:
    one, other = beds
    own = BENCH.trial(one, [other, one], "T1")
    assert own.newest is not None
    assert own.newest.day.max() + own.newest.ahead_days == own.test.day.min()
    assert forecast_of_newest(own) == pytest.approx(own.newest.labels.mean(), abs=5e-3)
    assert BENCH.trial(one, [other], "T1").newest is None
    assert BENCH.trial(one, [], "T1").newest is None
    assert BENCH.trial(one, [one], "T3").newest is None


def test_what_ships_speaks_of_a_quarter_and_is_asked_for_60_days(beds: tuple[Bed, Bed]) -> None:
    trial = BENCH.trial(beds[0], [], "T1")
    assert trial.test.ahead_days == 60
    plain = logistic.sigmoid(activity.logits(trial.test.columns, activity.ACTIVE_90D))
    found = contenders.without_refit(trial).chances
    assert (found < plain).all()
    assert (np.argsort(found, kind="stable") == np.argsort(plain, kind="stable")).all()


def test_owners_without_a_closed_window_keep_everyone_s_numbers(beds: tuple[Bed, Bed]) -> None:
    trial = BENCH.trial(beds[0], [beds[1]], "T1")
    with_own, without = contenders.with_refit(trial), contenders.without_refit(trial)
    closed = {day: set(cases.owner.tolist()) for day, cases in trial.closed.items()}
    new = np.array(
        [
            owner not in closed[day]
            for owner, day in zip(trial.test.owner.tolist(), trial.test.day.tolist(), strict=True)
        ]
    )
    assert with_own.chances[new] == pytest.approx(without.chances[new])
    assert (with_own.chances[~new] != without.chances[~new]).any()
