from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from comity.models.asks import DAY_US, Asks, Mails, timeline, within_days

if TYPE_CHECKING:
    from comity.models.asks import Floats, Integers

WAITS = st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=30)


def days(*values: float) -> Floats:
    return np.array(values, np.float64)


def at(*values: float) -> Integers:
    return (days(*values) * DAY_US).astype(np.int64)


def test_a_timeline_knows_what_comes_next_in_its_group() -> None:
    line = timeline(np.array([0, 1, 0]), at(1, 2, 5))
    found = line.next(np.array([0, 0, 0, 1, 1]), at(1, 2, 5.5, 0, 3)) / DAY_US
    assert found.tolist()[:2] == [1, 5]
    assert np.isnan(found[2])
    assert found[3] == 2
    assert np.isnan(found[4])


def test_a_timeline_of_nothing_says_nothing() -> None:
    none = np.zeros(0, np.int64)
    assert np.isnan(timeline(none, none).next(np.array([0]), at(1))).all()


def test_a_wait_ends_with_their_next_mail_or_goes_on() -> None:
    sent = np.array([True, False, True, True])
    mails = Mails(np.array([0]), np.zeros(4, np.int64), at(1, 2, 5, 8), sent)
    found, ended = Asks(mails, np.zeros(3, np.int64), at(1, 5, 8)).waits(int(at(10)[0]))
    assert found.tolist() == [1, 5, 2]
    assert ended.tolist() == [True, False, False]


def test_a_share_of_waits_by_hand() -> None:
    ended = np.array([True, False, True, True, False])
    # of 5, 4/5 last longer than 1 day; of the 3 known to last 3 days, 2/3 last longer: 8/15
    found = [within_days(share, days(1, 2, 3, 4, 5), ended) for share in (0.2, 0.4, 0.5, 0.8)]
    assert found == [1, 3, 4, None]
    assert within_days(0.5, days(3, 3), np.array([False, False])) is None


@settings(deadline=None)  # the first example waits for scipy to load
@given(WAITS, st.sampled_from([0.25, 0.5, 0.8]))
def test_it_is_the_estimate_of_scipy(waits: list[tuple[int, bool]], share: float) -> None:
    lasted, ended = days(*(one for one, _ in waits)), np.array([is_over for _, is_over in waits])
    known = ecdf(CensoredData(uncensored=lasted[ended], right=lasted[~ended])).sf
    reached = known.quantiles[known.probabilities <= 1 - share + 1e-9]
    found = within_days(share, lasted, ended)
    assert found == (pytest.approx(reached[0]) if len(reached) else None)
