from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.models import gap


def history(*days: float) -> dict[str, gap.Floats]:
    logs = np.log(np.array(days)) if days else np.array([])
    known = {"gaps": float(len(days)), "log_gaps": logs.sum(), "log_gaps_squared": (logs**2).sum()}
    known["last_gap_days"] = days[-1] if days else np.nan
    return {name: np.array([value], np.float64) for name, value in known.items()}


def at_most(days: float, *earlier: float) -> float:
    return float(gap.chance(history(*earlier), np.array([days]))[0])


def test_provenance_ships() -> None:
    assert [one["days"] for one in gap.load().fitted_on] == [523, 272]


def test_nothing_lasts_no_day_and_little_lasts_for_ever() -> None:
    assert at_most(0) == 0.0
    assert at_most(100_000, 3.0, 4.0) > 0.99


@given(st.lists(st.integers(1, 400), max_size=8), st.integers(1, 500))
def test_chances_grow_with_the_days(earlier: list[int], days: int) -> None:
    assert 0 <= at_most(days, *earlier) <= at_most(days + 1, *earlier) <= 1


def test_who_met_weekly_is_expected_before_who_met_yearly() -> None:
    assert at_most(10, *[7.0] * 10) > at_most(10, *[200.0] * 10) + 0.3


def test_fitting_finds_the_law_that_made_the_gaps() -> None:
    rng = np.random.default_rng(0)
    count = 4000
    own = rng.normal(2.0, 1.0, count)  # the mean logarithm of a tie
    columns = {
        "gaps": np.full(count, 30.0),
        "log_gaps": 30 * own,
        "log_gaps_squared": 30 * (own**2 + 0.25),
        "last_gap_days": np.exp(own),
    }
    drawn = np.ceil(np.exp(own + 0.5 * rng.normal(size=count)))
    closed = drawn <= 60
    fitted = gap.fit(columns, np.minimum(drawn, 60.0), closed)
    for days in (3.0, 10.0, 30.0):
        share = float((drawn <= days).mean())
        found = float(gap.chance(columns, np.full(count, days), model=fitted).mean())
        assert found == pytest.approx(share, abs=0.03)
