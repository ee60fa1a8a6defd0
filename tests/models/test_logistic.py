from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from comity.models import logistic


def drawn(count: int, *, seed: int = 0) -> tuple[logistic.Floats, logistic.Floats]:
    rng = np.random.default_rng(seed)
    columns = rng.normal(size=(count, 3)) * np.array([1.0, 10.0, 0.1]) + np.array([0.0, 5.0, 0.0])
    logits = 0.5 + columns @ np.array([1.0, -0.2, 3.0])
    return columns, (rng.random(count) < expit(logits)).astype(np.float64)


def test_without_a_penalty_the_fit_is_the_likeliest() -> None:
    from sklearn.linear_model import LogisticRegression

    columns, labels = drawn(2000)
    found = logistic.fit(columns, labels, ridge=0.0)
    peer = LogisticRegression(C=np.inf, tol=1e-10, max_iter=5000).fit(columns, labels)
    assert found.intercept == pytest.approx(peer.intercept_[0], abs=1e-3)
    assert found.weights == pytest.approx(tuple(peer.coef_[0]), abs=1e-3)


def test_the_penalty_is_on_columns_of_one_spread_and_grows_with_the_cases() -> None:
    from sklearn.linear_model import LogisticRegression

    columns, labels = drawn(500)
    scale = columns.std(axis=0)
    peer = LogisticRegression(C=1 / (0.1 * 500), tol=1e-10, max_iter=5000)
    peer.fit((columns - columns.mean(axis=0)) / scale, labels)
    found = logistic.fit(columns, labels, ridge=0.1)
    assert np.array(found.weights) * scale == pytest.approx(peer.coef_[0], abs=1e-4)


def test_units_change_nothing() -> None:
    columns, labels = drawn(300)
    plain = logistic.fit(columns, labels, ridge=0.01)
    scaled = logistic.fit(columns * 1000, labels, ridge=0.01)
    assert np.array(scaled.weights) * 1000 == pytest.approx(plain.weights, rel=1e-6)
    assert scaled.intercept == pytest.approx(plain.intercept, abs=1e-6)


def test_a_column_that_never_varies_weighs_nothing_and_separable_cases_end() -> None:
    columns = np.column_stack([np.ones(20), np.arange(20.0)])
    found = logistic.fit(columns, (columns[:, 1] > 9).astype(np.float64), ridge=1e-6)
    assert found.weights[0] == 0.0
    assert np.isfinite(found.weights[1])
    assert found.weights[1] > 0


def test_an_owner_whose_base_rate_is_another_is_refitted() -> None:
    rng = np.random.default_rng(0)
    logits = rng.normal(size=200)
    labels = (rng.random(200) < expit(logits - 1.5)).astype(np.float64)
    numbers = logistic.refit(logits, labels)
    assert numbers is not None
    assert -1.5 < numbers[0] < -0.7  # drawn towards 0
    assert logistic.log_loss(numbers[0] + numbers[1] * logits, labels) < logistic.log_loss(
        logits, labels
    )


def test_few_cases_move_an_owner_s_numbers_little_and_many_nearly_all_the_way() -> None:
    moved = []
    for count in (10, 100, 10_000):
        rng = np.random.default_rng(1)
        logits = rng.normal(size=count)
        labels = (rng.random(count) < expit(logits - 1)).astype(np.float64)
        moved.append((logistic.refit(logits, labels) or (0.0, 1.0))[0])
    assert 0 >= moved[0] > moved[1] > moved[2]
    assert moved[0] > -0.2
    assert moved[2] == pytest.approx(-1, abs=0.1)


def test_after_a_shift_as_many_come_true_as_is_forecast() -> None:
    logits = np.random.default_rng(0).normal(size=5000)
    labels = (np.random.default_rng(1).random(5000) < expit(logits - 0.5)).astype(np.float64)
    moved = logistic.shift(logits, labels)
    assert moved == pytest.approx(-0.5, abs=0.1)
    assert expit(logits + moved).mean() == pytest.approx(labels.mean(), abs=1e-3)
    assert np.isfinite(logistic.shift(logits, np.ones(5000)))


def test_an_owner_like_everyone_is_mostly_left_alone() -> None:
    kept = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        logits = rng.normal(size=60)
        labels = (rng.random(60) < expit(logits)).astype(np.float64)
        kept += logistic.refit(logits, labels) is None
    assert kept > 20


def test_with_one_case_there_is_nothing_to_learn() -> None:
    assert logistic.refit(np.array([0.3]), np.array([1.0])) is None
    assert logistic.refit(np.array([]), np.array([])) is None


@given(st.lists(st.floats(-800, 800), min_size=1, max_size=20))
def test_probabilities_stay_between_0_and_1(values: list[float]) -> None:
    found = logistic.sigmoid(np.array(values))
    assert ((found > 0) & (found < 1)).all()
    assert found == pytest.approx(expit(np.array(values)), abs=1e-12)


def test_log_loss_by_hand() -> None:
    loss = logistic.log_loss(np.array([0.0, np.log(3)]), np.array([1.0, 0.0]))
    assert loss == pytest.approx(np.log(2) + np.log(4))
