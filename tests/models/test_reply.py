from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from comity.models import reply

NAMES = (
    "pair_rate",
    "turn_rate",
    "my_turn",
    "since_received_days",
    "received_7d",
    "received_30d",
    "streak",
    "waking_share",
)


def message(**known: float) -> dict[str, reply.Floats]:
    usual = dict.fromkeys(NAMES, 0.0) | {"pair_rate": 0.5, "turn_rate": 0.5, "waking_share": 1.0}
    return {name: np.array([value]) for name, value in (usual | known).items()}


def chance(**known: float) -> float:
    return float(expit(reply.logits(message(**known)))[0])


def test_numbers_and_provenance_ship() -> None:
    model = reply.load()
    assert set(model.weights) == set(reply.terms(message()))
    assert [one["days"] for one in model.fitted_on] == [523, 272]


def test_the_number_by_hand() -> None:
    model = reply.load()
    weights = model.weights
    found = float(reply.logits(message(received_30d=3.0, streak=1.0, pair_rate=0.8))[0])
    expected = model.intercept + weights["received_30d"] * np.log(4) + weights["streak"] * np.log(2)
    expected += weights["pair_rate"] * np.log(4)
    assert found == pytest.approx(expected)


def test_what_makes_an_answer_likelier() -> None:
    assert chance(turn_rate=0.9) > chance(turn_rate=0.2)
    assert chance(received_30d=10.0) > chance()
    assert chance(streak=6.0) < chance()
    assert chance(waking_share=0.3) < chance()  # before a weekend


def test_someone_never_heard_from_has_no_time_since() -> None:
    found = reply.terms(message(since_received_days=float("nan")))
    assert found["never_received"].tolist() == [1.0]
    assert np.isfinite(reply.logits(message(since_received_days=float("nan")))).all()


def test_rates_of_0_and_1_stay_finite() -> None:
    assert 0 < chance(pair_rate=0.0, turn_rate=0.0) < chance(pair_rate=1.0, turn_rate=1.0) < 1


def test_fitting_finds_the_numbers_that_made_the_labels() -> None:
    rng = np.random.default_rng(0)
    columns = {name: rng.random(5000) + 0.05 for name in NAMES}
    columns["my_turn"] = np.round(columns["my_turn"] - 0.05)
    chances = expit(reply.logits(columns))
    labels = (rng.random(5000) < chances).astype(np.float64)
    fitted = reply.fit(columns, labels)
    assert np.abs(expit(reply.logits(columns, model=fitted)) - chances).mean() < 0.05
