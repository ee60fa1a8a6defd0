from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from comity.evaluate import protocol

if TYPE_CHECKING:
    from comity.evaluate.protocol import Task

TIES: tuple[Task, ...] = ("T1", "T2", "T3")


def test_the_days_of_a_long_and_of_a_short_log() -> None:
    assert protocol.horizon_days(523) == 90
    assert protocol.test_days("T1", 523) == [300, 345]
    assert protocol.train_days("T1", ahead_days=90, closed_by=300) == [120, 165, 210]
    assert protocol.horizon_days(272) == 60
    assert protocol.test_days("T2", 272) == [150, 180]
    assert protocol.train_days("T2", ahead_days=60, closed_by=150) == [90]
    assert protocol.test_days("T3", 523) == list(range(345, 514, 12))
    assert protocol.train_days("T3", ahead_days=7, closed_by=345) == list(range(98, 339, 12))


@given(st.sampled_from(TIES), st.integers(1, 3_000))
def test_no_label_of_training_reaches_the_test_and_none_of_the_test_the_end(
    task: Task, days: int
) -> None:
    ahead = protocol.label_days(task, days)
    tests = protocol.test_days(task, days)
    if tests:
        train = protocol.train_days(task, ahead_days=ahead, closed_by=tests[0])
        assert all(day + ahead <= tests[0] for day in train)
    assert all(day + ahead <= days for day in tests)
    assert all(day >= protocol.FIRST_TEST_SHARE * days for day in tests)


def test_a_short_log_teaches_from_its_newest_day_alone() -> None:
    assert protocol.train_days("T1", ahead_days=60, closed_by=120) == [60]
    assert protocol.train_days("T1", ahead_days=60, closed_by=119) == []


def test_a_log_too_short_has_no_days() -> None:
    assert protocol.test_days("T1", 100) == []
    assert protocol.train_days("T3", ahead_days=7, closed_by=60) == []
