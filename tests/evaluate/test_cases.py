"""Histories, features, cases: what is known on a day, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from comity.evaluate.cases import Snapshots
from comity.evaluate.features import COLUMNS, Features
from comity.evaluate.logs import DAY_US
from tests.evaluate import invented_log, laid_out

if TYPE_CHECKING:
    from comity.evaluate.cases import Cases
    from comity.evaluate.protocol import Task

# 0 and 1 write to each other; 2 only writes to 0; 3 was heard of once. Test day 100, horizon 60.
ROWS = [
    (0, 1, 10), (1, 0, 10.5), (0, 1, 40), (1, 0, 95),
    (2, 0, 20), (2, 0, 99.5), (0, 3, 50),
    (0, 1, 103), (2, 0, 100.5), (3, 0, 165),
]  # fmt: skip


def cases(task: Task, day: int = 100) -> Cases:
    return Snapshots(Features(laid_out.history(ROWS, days=300))).cases(task, [day])


def labels(task: Task, owner: int, day: int = 100) -> dict[int, float]:
    found = cases(task, day)
    mine = found.owner == owner
    persons = found.history.pair_person[found.pair]
    return dict(zip(persons[mine].tolist(), found.labels[mine].tolist(), strict=True))


def test_still_in_touch_counts_either_way_within_the_horizon() -> None:
    assert labels("T1", 0) == {1: 1.0, 2: 1.0, 3: 0.0}  # 3 writes on day 165, the horizon is 160
    assert labels("T1", 0, 106) == {1: 0.0, 2: 0.0, 3: 1.0}
    assert labels("T1", 2) == {0: 1.0}


def test_next_week_counts_what_the_owner_writes() -> None:
    assert labels("T3", 0) == {1: 1.0, 2: 0.0, 3: 0.0}
    assert labels("T3", 1) == {0: 0.0}
    assert labels("T3", 0, 95) == {1: 0.0, 2: 0.0, 3: 0.0}  # 103 is 8 days ahead
    assert labels("T3", 0, 96) == {1: 1.0, 2: 0.0, 3: 0.0}  # and here 7


def test_a_lapse_is_asked_only_of_real_ties() -> None:
    assert labels("T2", 0) == {1: 0.0}
    assert labels("T2", 0, 104) == {1: 1.0}
    assert labels("T2", 0, 164) == {}  # last in touch on day 103, longer ago than the horizon


def test_a_tie_is_forgotten_after_a_year_and_unknown_before_it_begins() -> None:
    found = Snapshots(Features(laid_out.history(ROWS, days=800)))
    assert {len(found.cases("T1", [day])) for day in (600,)} == {0}
    assert len(found.cases("T1", [5])) == 0
    assert len(found.cases("T1", [15])) == 2  # each is the other's


def test_features_by_hand() -> None:
    found = cases("T1")
    at = int(np.flatnonzero(found.pair == laid_out.pair(found.history, 0, 1))[0])
    one = {name: values[at] for name, values in found.columns.items()}
    assert (one["sent"], one["received"]) == (2, 2)
    assert one["silent_days"] == pytest.approx(5)
    assert one["known_days"] == pytest.approx(90)
    assert one["evidence_days"] == 3
    assert one["usual_gap_days"] == pytest.approx(85 / 2)
    assert one["sent_hl30d"] == pytest.approx(2**-3 + 2**-2)
    assert (one["initiated_by_me"], one["initiated_by_them"]) == (2, 1)  # after 7 days of silence
    assert one["owner_people_365d"] == 3
    assert set(COLUMNS) == set(found.columns)


def test_a_mail_to_several_weighs_less() -> None:
    rows = [(0, 1, 1.0), (0, 2, 1.0), (0, 3, 2.0)]
    made = laid_out.history(rows, days=300)
    assert made.recipients.tolist() == [2, 2, 2, 2, 1, 1]
    found = Snapshots(Features(made)).cases("T1", [10])
    person = found.history.pair_person[found.pair]
    strength = dict(zip(person[found.owner == 0], found.columns["strength"], strict=False))
    assert strength[3] > strength[1] == strength[2]


def test_the_future_changes_no_feature() -> None:
    rows = [(a, b, s / 86_400) for a, b, s in invented_log.rows(people=12, days=200)]
    past = [row for row in rows if row[2] <= 100]
    rng = np.random.default_rng(0)
    shuffled = [(int(rng.integers(12)), 12, float(rng.uniform(100.01, 199))) for _ in range(500)]
    known = Features(laid_out.history(rows, days=200))
    other = Features(laid_out.history([*past, *shuffled], days=200))
    left, right = known.as_of(100), other.as_of(100)
    whose = []
    for features, found in ((known, left), (other, right)):
        pairs = found["pair"].astype(np.int64)
        history = features.history
        whose.append(np.stack([history.pair_owner[pairs], history.pair_person[pairs]]))
    assert len(left["pair"]) > 50
    assert (whose[0] == whose[1]).all()
    for name in COLUMNS:
        np.testing.assert_allclose(left[name], right[name], rtol=1e-12, err_msg=name)


def test_a_mail_on_the_very_instant_is_known_and_not_guessed() -> None:
    found = Snapshots(Features(laid_out.history([(0, 1, 1), (0, 1, 100)], days=300)))
    at = found.cases("T3", [100])
    assert at.columns["sent"].max() == 2
    assert at.labels.tolist() == [0.0, 0.0]


def test_lists_are_of_one_owner_and_one_day() -> None:
    found = Snapshots(Features(laid_out.history(ROWS, days=300))).cases("T1", [100, 106])
    codes = {(o, d) for o, d in zip(found.owner.tolist(), found.day.tolist(), strict=True)}
    assert len(np.unique(found.lists)) == len(codes)
    some = found.take(np.flatnonzero(found.day == 106))
    assert (some.day == 106).all()
    assert some.columns["silent_days"].max() < 106


def test_a_history_counts_spans_open_below_and_closed_above() -> None:
    made = laid_out.history([(0, 1, 1), (0, 1, 2), (1, 0, 3)], days=10)
    mine = laid_out.pair(made, 0, 1)
    span = made.between(1 * DAY_US, 3 * DAY_US)
    assert made.counted(span)[mine] == 2
    assert made.counted(span, sent_only=True)[mine] == 1
