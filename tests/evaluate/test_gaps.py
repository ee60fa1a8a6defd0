from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from comity.evaluate import gaps
from comity.evaluate.baselines import WAITING, waiting
from comity.evaluate.trial import GapTrial
from tests.evaluate import laid_out
from tests.evaluate.baselines.trials import DAYS, history

if TYPE_CHECKING:
    from comity.evaluate.metrics import Floats


# Active days 1, 4, 5, 15 of 0 and 1.
ROWS = [(0, 1, 1.2), (1, 0, 1.9), (0, 1, 4), (1, 0, 5), (0, 1, 15.5)]


def test_gaps_by_hand() -> None:
    found = gaps.gaps(laid_out.history(ROWS, days=30), from_day=0, until_day=30)
    mine = found.owner == 0
    assert found.days[mine].tolist() == [3, 1, 10, 14]
    assert found.closed[mine].tolist() == [True, True, True, False]  # day 29 is the last
    assert found.columns["gaps"][mine].tolist() == [0, 1, 2, 3]
    assert found.columns["gap_days"][mine].tolist() == [0, 3, 4, 14]
    assert found.columns["log_gaps"][mine][2] == pytest.approx(math.log(3))
    last = found.columns["last_gap_days"][mine]
    assert np.isnan(last[0])
    assert last[1:].tolist() == [3, 1, 10]


def test_what_comes_after_the_training_is_not_seen() -> None:
    made = laid_out.history(ROWS, days=30)
    found = gaps.gaps(made, from_day=0, until_day=12)
    assert found.days.max() == 6
    assert found.closed[found.days == 6].tolist() == [False, False]
    test = gaps.gaps(made, from_day=5, until_day=30)
    assert sorted(set(test.day.tolist())) == [5, 15]


def _trial() -> GapTrial:
    train = gaps.gaps(history(), from_day=0, until_day=180)
    test = gaps.gaps(history(), from_day=180, until_day=DAYS)
    return GapTrial([train], train, test, fitted_here=False, seed=0)


def test_a_law_is_judged_by_the_mass_of_what_came() -> None:
    found = gaps.gaps(laid_out.history(ROWS, days=30), from_day=0, until_day=30)

    def half_each_day(days: Floats) -> Floats:
        return 1 - 0.5**days

    mine = found.owner == 0
    logs = gaps.log_likelihoods(found, half_each_day)[mine] / math.log(0.5)
    assert logs.tolist() == pytest.approx([3, 1, 10, 14])  # the last: more than 14 days
    assert gaps.medians(found, half_each_day).tolist() == [1.0] * 8
    assert gaps.median_error_days(found, half_each_day) == pytest.approx((2 + 0 + 9) / 3)


def test_a_true_law_spreads_evenly_and_a_false_one_does_not() -> None:
    rows = []
    rng = np.random.default_rng(3)
    for one in range(1, 60):
        at = float(rng.integers(5))
        while at < 500:
            rows.append((0, one, at + 0.5))
            at += rng.geometric(0.1)
    found = gaps.gaps(laid_out.history(rows, days=500), from_day=0, until_day=500)
    assert gaps.pit_error(found, lambda days: 1 - 0.9**days) < 0.05
    assert gaps.pit_error(found, lambda days: 1 - 0.8**days) > 0.3


@pytest.mark.parametrize("name", WAITING)
def test_a_law_is_one(name: str) -> None:
    one = _trial()
    chance = WAITING[name](one)
    size = len(one.test)
    before = np.zeros(size)
    assert (chance(before) == 0).all()
    for days in (1, 2, 7, 30, 365, 3_000):
        now = chance(np.full(size, float(days)))
        assert (now >= before).all()
        assert (now <= 1).all()
        before = now
    assert gaps.log_likelihoods(one.test, chance).mean() > -6


def test_kaplan_meier_by_hand() -> None:
    one = _trial()
    made = laid_out.history(ROWS, days=30)
    train = gaps.gaps(made, from_day=0, until_day=12)  # 3, 1 closed; 6 cut short; each twice
    chance = waiting.kaplan_meier(GapTrial([train], train, one.test, fitted_here=False, seed=0))
    size = len(one.test)
    reached = [float(chance(np.full(size, days))[0]) for days in (1.0, 2.0, 3.0)]
    assert reached == pytest.approx([1 / 3, 1 / 3, 2 / 3])


def test_the_tie_s_own_gaps_beat_one_law_for_all() -> None:
    one = _trial()
    logs = {name: gaps.log_likelihoods(one.test, law(one)).mean() for name, law in WAITING.items()}
    assert logs["log_normal"] > logs["exponential"]
    assert logs["log_normal"] > logs["kaplan_meier"]
