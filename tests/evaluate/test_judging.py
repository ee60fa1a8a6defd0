from __future__ import annotations

import numpy as np
import pytest

from comity.evaluate.baselines import TIES
from comity.evaluate.documents import Absent, Paired
from comity.evaluate.judging import Measured, judge, measured
from comity.evaluate.metrics import auc
from comity.evaluate.resampling import draw_owners
from tests.evaluate.baselines.trials import trial


def _said(value: float, drawn: list[float]) -> Measured:
    return Measured({"auc": value}, np.array(drawn))


def test_differences_are_paired_draw_by_draw() -> None:
    found = judge(
        "auc",
        lambda: _said(0.8, [0.9, 0.5, 0.7]),
        {"other": lambda: _said(0.7, [0.8, 0.4, 0.6]), "absent": "needs more"},
        progress=lambda _: None,
    )
    assert found.model == {"auc": 0.8}
    assert found.baselines == {"other": {"auc": 0.7}, "absent": Absent("needs more")}
    assert found.paired == {"other": Paired("auc", 0.1, (0.1, 0.1))}


def test_what_cannot_be_measured_is_null() -> None:
    nothing = _said(float("nan"), [float("nan")])
    found = judge("auc", lambda: nothing, {"same": lambda: nothing}, progress=lambda _: None)
    assert found.model == {"auc": None}
    assert found.paired["same"].interval == (None, None)


def test_a_guess_s_figures_and_draws() -> None:
    one = trial("T1")
    guess = TIES["recency"].guess(one)
    drawn = draw_owners(one.test.history.owners, draws=50, rng=np.random.default_rng(0))
    found = measured(one.test, guess, drawn)
    assert found.figures["auc"] == auc(one.test.labels, guess.scores)
    assert found.drawn.mean() == pytest.approx(found.figures["auc"], abs=0.02)
    assert 0 < found.drawn.std() < 0.1
    assert found.figures["p_at_10"] <= found.figures["p_at_10_best"]
