"""The fitted baselines: their formulas by other ways, what they find, and that they do not peep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from comity.evaluate.baselines import REPLIES, TIES, bg_nbd, fitting, hawkes, trees
from comity.evaluate.metrics import auc
from tests.evaluate.baselines.trials import shuffled, trial

if TYPE_CHECKING:
    from comity.evaluate.metrics import Floats


def _summed_over_ties(numbers: Floats, x: int, last: float, age: float) -> float:
    """Return BG/NBD's log-likelihood by drawing rates and chances to end, not by its formula."""
    r, alpha, a, b = numbers
    rng = np.random.default_rng(0)
    rate = rng.gamma(r, 1 / alpha, 400_000)
    ends = rng.beta(a, b, 400_000)
    lived = (1 - ends) ** x * rate**x * np.exp(-rate * age)
    left = ends * (1 - ends) ** (x - 1) * rate**x * np.exp(-rate * last) if x else 0.0
    return float(np.log(np.mean(lived + left)))


@pytest.mark.parametrize(("x", "last", "age"), [(0, 0.0, 20.0), (2, 8.0, 20.0), (1, 3.0, 5.0)])
def test_bg_nbd_likelihood_is_the_model_summed_over_ties(x: int, last: float, age: float) -> None:
    numbers = np.array([1.5, 10.0, 2.0, 3.0])
    one = (np.array([float(x)]), np.array([last]), np.array([age]))
    found = bg_nbd.log_likelihood(*one, numbers)[0]
    assert found == pytest.approx(_summed_over_ties(numbers, x, last, age), abs=0.02)


def test_who_was_in_touch_on_one_day_alone_is_called_alive() -> None:
    x, last, age = np.array([0.0, 3.0, 3.0]), np.array([0.0, 10, 95]), np.array([90.0, 100, 100])
    alive = bg_nbd.p_alive(x, last, age, np.array([1.0, 10.0, 1.0, 2.0]))
    assert alive[0] == 1.0
    assert alive[1] < 0.1 < alive[2] < 1.0


def test_bg_nbd_finds_the_numbers_it_was_drawn_from() -> None:
    rng = np.random.default_rng(5)
    r, alpha, a, b, age = 1.2, 15.0, 1.0, 4.0, 400.0
    known = []
    for rate, ends in zip(rng.gamma(r, 1 / alpha, 4_000), rng.beta(a, b, 4_000), strict=True):
        at, last, repeats = 0.0, 0.0, 0
        while (at := at + rng.exponential(1 / rate)) < age:
            last, repeats = at, repeats + 1
            if rng.random() < ends:
                break
        known.append((repeats, last, age))
    x, tx, t = np.array(known, dtype=np.float64).T
    found = fitting.fit_positive(
        lambda numbers: -float(bg_nbd.log_likelihood(x, tx, t, numbers).mean()),
        np.array([1.0, 30.0, 1.0, 2.0]),
    )
    assert found[0] / found[1] == pytest.approx(r / alpha, rel=0.1)
    assert found[2] / (found[2] + found[3]) == pytest.approx(a / (a + b), rel=0.1)


def test_hawkes_is_its_closed_form() -> None:
    cases = trial("T1").test
    terms = hawkes._terms(cases, 30.0)
    found = hawkes._expected(terms, np.array([0.5, 0.2, 10.0, 0.4]))
    days, age = cases.columns["evidence_days"][3], cases.columns["known_days"][3]
    excited = terms[3][3] / (1 - 2 ** (-60 / 30))
    expected = (0.5 + 0.2 * days) / (10 + age) * 60 + 0.4 * excited * (1 - 2**-2)
    assert found[3] == pytest.approx(expected)


@pytest.mark.parametrize("name", sorted(TIES))
def test_a_baseline_knows_something_and_gives_chances(name: str) -> None:
    if TIES[name].absent:
        pytest.skip(TIES[name].absent)
    found = TIES[name].guess(trial("T1"))
    assert ((found.chances >= 0) & (found.chances <= 1)).all()
    labels = trial("T1").test.labels
    assert found.chances.mean() == pytest.approx(labels.mean(), abs=0.25)
    if name == "random":
        assert auc(labels, found.scores) == pytest.approx(0.5, abs=0.06)
    elif name not in {"bg_nbd_p_alive", "overdue"}:  # known not to
        assert auc(labels, found.scores) > 0.6


def test_where_the_end_is_asked_for_scores_are_turned() -> None:
    one = trial("T2")
    found = TIES["recency"].guess(one)
    np.testing.assert_array_equal(found.scores, one.test.columns["silent_days"])
    assert auc(one.test.labels, found.chances) > 0.55
    assert auc(one.test.labels, TIES["hawkes"].guess(one).scores) > 0.55


def test_what_learns_from_labels_that_say_nothing_knows_nothing() -> None:
    pytest.importorskip("lightgbm")
    one = shuffled(trial("T1"))
    found = trees.lightgbm(one)
    assert auc(one.test.labels, found.scores) == pytest.approx(0.5, abs=0.12)
    blind, seeing = (TIES["decayed_60d"].guess(each).chances for each in (one, trial("T1")))
    assert blind.std() < 0.7 * seeing.std()


def test_hindsight_knows_more_than_anybody_could() -> None:
    pytest.importorskip("lightgbm")
    one = trial("T1")
    told, untold = (
        auc(one.test.labels, guess(one).scores) for guess in (trees.hindsight, trees.lightgbm)
    )
    assert told > untold + 0.01


def test_trees_read_neither_the_calendar_nor_the_forecast() -> None:
    cases = trial("T1").test
    read = trees._matrix(cases).shape[1]
    left_out = [n for n in cases.columns if n.endswith("_us") or n.startswith("p_")]
    assert read == len(cases.columns) - len(left_out)
    assert {"first_at_us", "last_at_us", "p_active_90d", "p_contact_7d"} <= set(left_out)


def test_an_absent_library_is_said_and_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.evaluate.baselines.find_spec", lambda _: None)
    assert "comity[science]" in TIES["lightgbm"].absent
    assert "comity[science]" in REPLIES["lightgbm"].absent
    assert not TIES["hawkes"].absent
