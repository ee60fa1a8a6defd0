from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from comity.evaluate.isotonic import isotonic

LABELLED = st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=40)


def test_isotonic_by_hand() -> None:
    steps = isotonic(np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.0, 1.0, 0.0, 1.0]))
    asked = np.array([0.0, 1.0, 2.0, 2.5, 4.0, 9.0])
    assert steps(asked).tolist() == [0.25, 0.25, 0.5, 0.5, 0.75, 0.75]


def test_a_small_step_at_the_end_does_not_fall_below_the_one_before() -> None:
    scores = np.array([1.0] * 100 + [2.0])
    chances = isotonic(scores, np.array([1.0] * 95 + [0.0] * 5 + [1.0]))(np.array([1.0, 2.0]))
    assert 0.9 < chances[0] <= chances[1] < 1


def test_isotonic_agrees_with_scikit_learn() -> None:
    from sklearn.isotonic import IsotonicRegression

    rng = np.random.default_rng(0)
    scores = rng.normal(size=20_000).round(1)
    labels = (rng.random(20_000) < 1 / (1 + np.exp(-scores))).astype(np.float64)
    other = IsotonicRegression(out_of_bounds="clip").fit(scores, labels)
    asked = rng.uniform(-2, 2, 200)
    np.testing.assert_allclose(isotonic(scores, labels)(asked), other.predict(asked), atol=5e-3)


@given(LABELLED)
def test_chances_rise_with_the_score_and_are_never_certain(found: list[tuple[int, bool]]) -> None:
    scores, labels = (np.array(column, np.float64) for column in zip(*found, strict=True))
    chances = isotonic(scores, labels)(np.arange(-1.0, 11.0))
    assert (np.diff(chances) >= -1e-12).all()
    assert ((chances > 0) & (chances < 1)).all()


def test_without_cases_nothing_is_known() -> None:
    assert isotonic(np.array([]), np.array([]))(np.array([3.0])).tolist() == [0.5]
