from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st

from comity.evaluate.own_book.cases import TARGETS, Cases
from comity.evaluate.own_book.figures import bins, figures
from comity.operations.document import as_json

ACTIVE = TARGETS[0]
LABELLED = st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=60)


def invented(*, people: int = 40, windows: int = 4, seed: int = 3) -> Cases:
    """Return cases whose forecast is exactly as good as its word."""
    rng = np.random.default_rng(seed)
    forecast = rng.uniform(0.02, 0.98, people * windows)
    return Cases(
        person=np.tile(np.arange(people), windows),
        window=np.repeat(np.arange(windows), people),
        from_us=tuple(range(windows)),
        forecast=forecast,
        recency=-rng.uniform(0, 300, people * windows),
        overdue=-rng.uniform(0, 9, people * windows),
        came_true=(rng.random(people * windows) < forecast).astype(np.float64),
    )


def test_a_true_forecast_is_told_from_noise() -> None:
    told = figures(invented(), ACTIVE, seed=1)
    assert told.enough
    assert told.n == 120, "the oldest window only teaches the rules of thumb"
    assert told.windows == 3
    methods: dict[str, Any] = as_json(told.methods)
    assert methods["forecast"]["auc"]["low"] > methods["recency"]["auc"]["high"]
    assert methods["forecast"]["brier"]["value"] < methods["overdue"]["brier"]["value"]
    for one in methods.values():
        for figure in one.values():
            assert figure["low"] <= figure["value"] <= figure["high"] or figure is one["ece"]


def test_the_same_seed_says_the_same() -> None:
    cases = invented()
    assert figures(cases, ACTIVE, seed=1) == figures(cases, ACTIVE, seed=1)
    assert figures(cases, ACTIVE, seed=1).methods != figures(cases, ACTIVE, seed=2).methods


@pytest.mark.parametrize(("people", "true"), [(10, 15), (40, 5), (40, 118)])
def test_too_little_is_said_to_be(people: int, true: int) -> None:
    cases = invented(people=people)
    came_true = np.zeros(len(cases.person))
    came_true[people : people + true] = 1
    told = figures(replace(cases, came_true=came_true), ACTIVE, seed=1)
    assert not told.enough
    assert told.methods == {}
    assert sum(one.came_true for one in told.bins) == min(true, 3 * people)


def test_one_window_alone_orders_but_calibrates_nothing() -> None:
    told = figures(invented(people=120, windows=1), ACTIVE, seed=1)
    assert told.n == 120
    assert set(told.methods["recency"]) == {"auc", "ap"}
    assert "brier" in told.methods["forecast"]


def test_a_tenth_holds_its_lower_bound() -> None:
    found = bins(np.array([1.0, 0.0, 1.0]), np.array([0.7, 0.79, 1.0]))
    assert [(one.n, one.came_true) for one in found if one.n] == [(2, 1), (1, 1)]
    assert found[7].mean_forecast == pytest.approx(0.745)
    assert found[9].n == 1
    assert found[0].mean_forecast is None
