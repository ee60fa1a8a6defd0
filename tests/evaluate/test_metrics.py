from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.evaluate import metrics

CASES = st.lists(
    st.tuples(st.sampled_from([0.0, 1.0]), st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.9, 1.0])),
    min_size=2,
    max_size=40,
)


def columns(cases: list[tuple[float, float]]) -> tuple[metrics.Floats, metrics.Floats]:
    return np.array([label for label, _ in cases]), np.array([score for _, score in cases])


def pairwise(labels: metrics.Floats, scores: metrics.Floats) -> float:
    """AUC as it is defined: over all pairs of a 1 and a 0."""
    wins = [
        1.0 if one > zero else 0.5 if one == zero else 0.0
        for one in scores[labels == 1]
        for zero in scores[labels == 0]
    ]
    return sum(wins) / len(wins) if wins else math.nan


def by_threshold(labels: metrics.Floats, scores: metrics.Floats) -> float:
    """AP as it is defined: precision times the recall gained, threshold by threshold."""
    ones, gained, total = labels.sum(), 0.0, 0.0
    for threshold in sorted(set(scores.tolist()), reverse=True):
        above = labels[scores >= threshold]
        total += (above.sum() - gained) * above.mean()
        gained = above.sum()
    return float(total / ones) if ones else math.nan


@given(CASES)
def test_auc_and_ap_are_what_they_are_defined_as(cases: list[tuple[float, float]]) -> None:
    labels, scores = columns(cases)
    assert metrics.auc(labels, scores) == pytest.approx(pairwise(labels, scores), nan_ok=True)
    assert metrics.ap(labels, scores) == pytest.approx(by_threshold(labels, scores), nan_ok=True)


@given(CASES, st.lists(st.integers(0, 3), min_size=40, max_size=40))
def test_a_weight_is_that_many_copies(cases: list[tuple[float, float]], many: list[int]) -> None:
    labels, scores = columns(cases)
    weights = np.array(many[: len(cases)])
    ordering = metrics.Ordering(labels, scores)
    copies = metrics.Ordering(np.repeat(labels, weights), np.repeat(scores, weights))
    floats = weights.astype(np.float64)
    assert ordering.auc(floats) == pytest.approx(copies.auc(), nan_ok=True)
    assert ordering.ap(floats) == pytest.approx(copies.ap(), nan_ok=True)


def test_equal_scores_favour_nobody() -> None:
    labels = np.array([1.0, 1.0, 0.0, 0.0, 0.0])
    assert metrics.auc(labels, np.zeros(5)) == 0.5
    assert metrics.ap(labels, np.zeros(5)) == pytest.approx(0.4)
    assert metrics.auc(labels[::-1].copy(), np.zeros(5)) == 0.5


def test_figures_agree_with_scikit_learn() -> None:
    judge = pytest.importorskip("sklearn.metrics")
    rng = np.random.default_rng(3)
    chances = np.round(rng.random(5_000), 2)
    labels = (rng.random(5_000) < chances).astype(np.float64)
    assert metrics.auc(labels, chances) == pytest.approx(judge.roc_auc_score(labels, chances))
    assert metrics.ap(labels, chances) == pytest.approx(
        judge.average_precision_score(labels, chances)
    )
    assert metrics.brier(labels, chances) == pytest.approx(judge.brier_score_loss(labels, chances))
    inside = np.clip(chances, metrics.LEAST_CHANCE, 1 - metrics.LEAST_CHANCE)
    assert metrics.log_loss(labels, chances) == pytest.approx(judge.log_loss(labels, inside))


def test_calibration_error_by_hand() -> None:
    labels = np.array([1.0, 0.0, 1.0, 1.0])
    chances = np.array([0.51, 0.52, 1.0, 0.99])
    # bin 7: chances 1.03 in all, 1 true; bin 14: 1.99 in all, 2 true
    assert metrics.ece(labels, chances) == pytest.approx((0.03 + 0.01) / 4)


def test_a_sure_guess_that_fails_costs_a_finite_loss() -> None:
    assert metrics.log_loss(np.array([0.0]), np.array([1.0])) == pytest.approx(-math.log(1e-6))


def test_lists_by_hand() -> None:
    labels = np.array([1.0, 0.0, 1.0, 0.0, 0.0, 1.0])
    scores = np.array([0.9, 0.8, 0.7, 0.1, 0.2, 0.3])
    lists = np.array([0, 0, 0, 1, 1, 2])
    found = metrics.ranked(labels, scores, lists=lists, rng=np.random.default_rng(0), least=2)
    assert found.case.tolist() == [0]  # list 1 has no 1, list 2 too few
    assert found.mean() == {
        "map": pytest.approx((1 + 2 / 3) / 2),
        "mrr": 1.0,
        "p_at_10": 0.2,
        "p_at_10_best": 0.2,
    }


@settings(max_examples=50)
@given(st.integers(0, 2**32))
def test_lists_agree_with_counting(seed: int) -> None:
    rng = np.random.default_rng(seed)
    lists = rng.integers(0, 5, 60)
    labels, scores = (rng.random(60) < 0.3).astype(np.float64), rng.random(60)
    found = metrics.ranked(labels, scores, lists=lists, rng=rng, least=8)
    for at, case in enumerate(found.case):
        mine = lists == lists[case]
        hits = labels[mine][np.argsort(-scores[mine])]
        ranks = np.flatnonzero(hits) + 1
        assert found.figures["mrr"][at] == pytest.approx(1 / ranks[0])
        precision = np.mean([n / rank for n, rank in enumerate(ranks, 1)])
        assert found.figures["map"][at] == pytest.approx(precision)
        assert found.figures["p_at_10"][at] == pytest.approx(hits[:10].sum() / 10)
        assert found.figures["p_at_10_best"][at] == min(hits.sum(), 10) / 10
    long_enough = [n for n in range(5) if (lists == n).sum() >= 8 and labels[lists == n].any()]
    assert len(found.case) == len(long_enough)


def test_lists_break_equal_scores_by_lot_and_not_by_place() -> None:
    labels = np.tile(np.repeat([1.0, 0.0], 50), 40)
    lists = np.repeat(np.arange(40), 100)
    found = metrics.ranked(labels, np.zeros(4_000), lists=lists, rng=np.random.default_rng(1))
    assert found.mean()["p_at_10"] == pytest.approx(0.5, abs=0.08)


@pytest.mark.filterwarnings("error")
def test_nothing_to_measure_is_nan_and_no_trouble() -> None:
    none = np.zeros(0)
    lists = metrics.ranked(none, none, lists=np.zeros(0, np.int64), rng=np.random.default_rng(0))
    figures = [metrics.auc(none, none), metrics.ap(none, none), metrics.ece(none, none)]
    figures += [metrics.brier(none, none), metrics.log_loss(none, none), *lists.mean().values()]
    assert all(math.isnan(figure) for figure in figures)
    assert math.isnan(metrics.auc(np.ones(3), np.arange(3.0)))
    assert math.isnan(metrics.ap(np.zeros(3), np.arange(3.0)))
