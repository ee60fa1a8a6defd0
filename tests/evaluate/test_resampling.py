from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.evaluate import metrics, resampling


def test_every_draw_has_as_many_owners_as_there_are() -> None:
    drawn = resampling.draw_owners(7, draws=50, rng=np.random.default_rng(0))
    assert drawn.shape == (50, 7)
    assert (drawn.sum(axis=1) == 7).all()
    assert drawn.std() > 0


def test_a_mean_of_each_draw_is_that_of_its_owners_cases() -> None:
    values, owner = np.array([1.0, 2.0, 6.0, 8.0]), np.array([0, 0, 1, 2])
    drawn = np.array([[2.0, 1.0, 0.0], [0.0, 0.0, 3.0]])
    assert resampling.resampled_mean(values, owner, drawn).tolist() == [12 / 5, 8.0]


def test_a_figure_of_each_draw_is_that_of_its_owners_copies() -> None:
    rng = np.random.default_rng(4)
    owner = rng.integers(0, 6, 200)
    labels, scores = (rng.random(200) < 0.4).astype(np.float64), rng.random(200).round(1)
    drawn = resampling.draw_owners(6, draws=5, rng=rng)
    found = resampling.resampled(metrics.Ordering(labels, scores).auc, owner, drawn)
    for at, counts in enumerate(drawn):
        rows = np.concatenate(
            [np.flatnonzero(owner == one) for one in range(6) for _ in range(int(counts[one]))]
        )
        assert found[at] == pytest.approx(metrics.auc(labels[rows], scores[rows]))


@pytest.mark.filterwarnings("error")
@given(st.integers(0, 2**32), st.integers(1, 120))
def test_curves_of_all_draws_at_once_are_those_of_each(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    owner = rng.integers(0, 6, size)
    labels, scores = (rng.random(size) < 0.3).astype(np.float64), rng.random(size).round(1)
    drawn = resampling.draw_owners(6, draws=60, rng=rng)
    ordering = metrics.Ordering(labels, scores)
    found = resampling.resampled_curve(ordering, "auc", owner, drawn)
    np.testing.assert_allclose(found, resampling.resampled(ordering.auc, owner, drawn), atol=1e-12)
    found = resampling.resampled_curve(ordering, "ap", owner, drawn)
    np.testing.assert_allclose(found, resampling.resampled(ordering.ap, owner, drawn), atol=1e-12)


def test_the_interval_of_means_is_as_wide_as_theory_says() -> None:
    rng = np.random.default_rng(5)
    owner = np.repeat(np.arange(400), 10)
    values = np.repeat(rng.normal(size=400), 10)  # cases of one owner are all alike
    drawn = resampling.draw_owners(400, draws=2_000, rng=rng)
    low, high = resampling.interval(resampling.resampled_mean(values, owner, drawn))
    assert high - low == pytest.approx(2 * 1.96 / math.sqrt(400), rel=0.15)
    assert low < values.mean() < high


def test_an_interval_leaves_out_draws_that_measure_nothing() -> None:
    assert resampling.interval(np.array([math.nan, 1.0, 1.0])) == (1.0, 1.0)
    assert all(math.isnan(bound) for bound in resampling.interval(np.array([math.nan])))
