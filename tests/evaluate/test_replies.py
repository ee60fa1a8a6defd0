from __future__ import annotations

import numpy as np
import pytest

from comity.evaluate.logs import DAY_US
from comity.evaluate.replies import lone, replies, split_us
from tests.evaluate import laid_out
from tests.evaluate.baselines.trials import history

# 0 asks 1 on days 1 (answered after 1 day), 5 (after 3 days), 9 (at once), 12 (never); a mail to
# two on day 10 asks nobody; 1's own mails to 0 alone are questions of 1's.
ROWS = [
    (0, 1, 1), (1, 0, 2), (0, 1, 5), (1, 0, 8), (0, 1, 9), (1, 0, 9.01),
    (0, 1, 10), (0, 2, 10), (0, 1, 12), (0, 2, 15),
]  # fmt: skip


def test_who_writes_back_by_hand() -> None:
    made = laid_out.history(ROWS, days=30)
    found = replies(made, from_us=0, until_us=30 * DAY_US)
    mine = found.pair == laid_out.pair(made, 0, 1)
    assert found.day[mine].tolist() == [1, 5, 9, 12]
    assert found.labels[mine].tolist() == [1.0, 0.0, 1.0, 0.0]
    columns = {name: values[mine].tolist() for name, values in found.columns.items()}
    # on day 9 those of days 1 and 5 are over, on day 12 that of day 9 as well
    assert columns["asked"] == [0, 1, 2, 3]
    assert columns["owner_rate"] == [1 / 2, 2 / 3, 2 / 4, 3 / 5]
    assert columns["pair_rate"] == pytest.approx(
        [1 / 2, (1 + 2) / 4, (1 + 1.5) / 5, (2 + 3 * 3 / 5) / 6]
    )
    assert columns["my_turn"] == [0, 1, 1, 0]
    assert columns["since_received_days"][1:] == pytest.approx([3, 1, 2.99])
    assert np.isnan(columns["since_sent_days"][0])
    assert columns["sent_7d"] == [0, 1, 1, 3]
    assert columns["received_7d"] == [0, 1, 2, 2]  # on day 9, those of days 2 and 8


def test_a_mail_whose_window_is_open_is_no_case() -> None:
    made = laid_out.history(ROWS, days=30)
    found = replies(made, from_us=5 * DAY_US, until_us=14 * DAY_US)
    assert sorted({int(day) for day in found.day}) == [5, 8, 9, 12]
    assert 9 not in replies(made, from_us=0, until_us=11 * DAY_US - 1).day


def test_three_fifths_of_the_mails_come_before_the_split() -> None:
    made = history()
    sent_us = made.at_us[lone(made)]
    assert np.mean(sent_us < split_us(made)) == pytest.approx(0.6, abs=0.01)


def test_columns_agree_with_counting() -> None:
    made = history()
    found = replies(made, from_us=split_us(made), until_us=made.days * DAY_US)
    alone = lone(made)
    rng = np.random.default_rng(0)
    at_us = made.at_us[alone][made.at_us[alone] >= split_us(made)][: len(found)]
    for case in rng.choice(len(found), 60, replace=False):
        now, pair = at_us[case], found.pair[case]
        theirs = made.at_us[(made.pair == pair) & ~made.sent]
        window = 2 * DAY_US
        assert found.labels[case] == ((theirs > now) & (theirs <= now + window)).any()
        asked = made.at_us[(made.pair == pair) & alone & (made.at_us < now - window)]
        back = [((theirs > one) & (theirs <= one + window)).any() for one in asked]
        assert found.columns["asked"][case] == len(asked)
        rate = found.columns["owner_rate"][case]
        assert found.columns["pair_rate"][case] == pytest.approx(
            (sum(back) + 3 * rate) / (len(asked) + 3)
        )
        week = (theirs >= now - 7 * DAY_US) & (theirs < now)
        assert found.columns["received_7d"][case] == week.sum()


def test_the_future_changes_no_column() -> None:
    rows = [*ROWS, (1, 0, 20), (0, 1, 21), (2, 0, 22), (1, 0, 22.5)]
    kept = replies(laid_out.history(ROWS, days=30), from_us=0, until_us=16 * DAY_US)
    more = replies(laid_out.history(rows, days=30), from_us=0, until_us=16 * DAY_US)
    assert len(kept) == len(more) > 4
    for name, values in kept.columns.items():
        np.testing.assert_array_equal(values, more.columns[name], err_msg=name)
