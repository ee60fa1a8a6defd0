from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from comity import schema
from comity.models import activity
from comity.store import duckdb_engine

if TYPE_CHECKING:
    from collections.abc import Mapping

MODEL = activity.load()
COLUMNS = tuple(dict.fromkeys(name for f in MODEL.features for name in f.sum_of))
NOTHING = dict.fromkeys(COLUMNS, 0.0)
VALUES = st.fixed_dictionaries({name: st.floats(0, 1e6) for name in COLUMNS})


def test_both_targets_weigh_every_feature() -> None:
    names = {feature.name for feature in MODEL.features}
    assert set(MODEL.targets) == {activity.CONTACT_7D, activity.ACTIVE_90D}
    assert all(set(numbers.weights) == names for numbers in MODEL.targets.values())
    assert set(COLUMNS) <= set(schema.RELATIONSHIP)


def test_provenance_is_told() -> None:
    assert [one["days"] for one in MODEL.fitted_on] == [523, 272]
    assert MODEL.date


def test_the_number_of_someone_written_to_once_today() -> None:
    today = dict.fromkeys(("days_365d", "sent_365d", "owner_people_365d"), 1.0)
    decayed = {name: 1.0 for name in COLUMNS if name.startswith(("sent_", "days_", "weeks_"))}
    features = {**NOTHING, **today, **decayed, "owner_sent_days_hl7d": 1.0}
    numbers = MODEL.targets[activity.CONTACT_7D]
    ones = "weeks_90 weeks_365 days_7 days_30 year sent_7 sent_days_30 sent_days_365 my_week "
    logit = numbers.intercept + log(2) * sum(
        numbers.weights[name] for name in [*ones.split(), "my_people"]
    )
    expected = 1 / (1 + exp(-logit))
    assert activity.score(features, activity.CONTACT_7D) == pytest.approx(expected, abs=1e-12)


def test_a_gap_not_yet_known_counts_as_none() -> None:
    unknown: dict[str, float | None] = {**NOTHING, "usual_gap_days": None}
    plain = activity.score(NOTHING, activity.ACTIVE_90D)
    assert activity.score(unknown, activity.ACTIVE_90D) == plain
    columns = {name: np.array([0.0]) for name in COLUMNS} | {"usual_gap_days": np.array([np.nan])}
    assert expit(activity.logits(columns, activity.ACTIVE_90D)) == pytest.approx(plain, abs=1e-12)


def test_the_longer_the_silence_the_less_likely_anything() -> None:
    for target in activity.HORIZON_DAYS:
        found = [activity.score({**NOTHING, "silent_days": days}, target) for days in (0, 9, 99)]
        assert found == sorted(found, reverse=True)


def test_fitting_finds_the_numbers_that_made_the_labels() -> None:
    rng = np.random.default_rng(0)
    columns = {name: rng.exponential(20, 4000) for name in COLUMNS}
    chances = expit(activity.logits(columns, activity.ACTIVE_90D))
    labels = (rng.random(4000) < chances).astype(np.float64)
    fitted = activity.fit(columns, labels, activity.ACTIVE_90D)
    found = expit(activity.logits(columns, activity.ACTIVE_90D, model=fitted))
    assert np.abs(found - chances).mean() < 0.05
    assert fitted.targets[activity.CONTACT_7D] is MODEL.targets[activity.CONTACT_7D]
    assert fitted.targets[activity.ACTIVE_90D].cases == 4000


def test_a_model_is_moved_to_what_came_of_the_newest_cases() -> None:
    rng = np.random.default_rng(0)
    columns = {name: rng.exponential(5, 4000) for name in COLUMNS}
    chances = expit(activity.logits(columns, activity.ACTIVE_90D) - 0.7)
    labels = (rng.random(4000) < chances).astype(np.float64)
    moved = activity.shifted(MODEL, columns, labels, activity.ACTIVE_90D)
    found = expit(activity.logits(columns, activity.ACTIVE_90D, model=moved))
    assert found.mean() == pytest.approx(labels.mean(), abs=1e-3)
    before, after = MODEL.targets[activity.ACTIVE_90D], moved.targets[activity.ACTIVE_90D]
    assert after.weights == before.weights
    assert moved.targets[activity.CONTACT_7D] is MODEL.targets[activity.CONTACT_7D]


@given(st.lists(st.floats(-800, 800), min_size=1, max_size=20))
def test_within_fewer_days_less_happens_and_in_the_same_order(values: list[float]) -> None:
    logits = np.sort(np.array(values))
    bounded = np.clip(logits, -30, 30)
    same = activity.within(logits, activity.ACTIVE_90D, days=90)
    assert same == pytest.approx(bounded, abs=1e-6)
    fewer = activity.within(logits, activity.ACTIVE_90D, days=60)
    assert (fewer < bounded).all()
    assert (np.diff(fewer) >= -1e-9).all()
    twice = activity.within(np.zeros(1), activity.ACTIVE_90D, days=90 * 2**1.5)
    assert expit(twice) == pytest.approx([0.75], abs=1e-9)  # nothing in twice the hazard: 1/2 ** 2


def test_calibration_is_laid_over_the_logit() -> None:
    plain = activity.score(NOTHING, activity.ACTIVE_90D)
    moved = activity.score(NOTHING, activity.ACTIVE_90D, calibration=(1.0, 2.0))
    assert log(moved / (1 - moved)) == pytest.approx(1 + 2 * log(plain / (1 - plain)))


def test_reasons_are_groups_and_the_largest_comes_first() -> None:
    long_silent = {**NOTHING, "silent_days": 300.0, "days_365d": 1.0}
    groups, parts = zip(*activity.reasons(long_silent, activity.CONTACT_7D), strict=True)
    silence = MODEL.targets[activity.CONTACT_7D].weights["silence"] * log(301)
    assert (groups[0], parts[0]) == ("recency", pytest.approx(silence))
    assert [abs(part) for part in parts] == sorted(map(abs, parts), reverse=True)
    assert set(groups) == {"recency", "rhythm", "volume", "direction", "context"}


@given(VALUES)
def test_reasons_add_up_to_the_score(features: Mapping[str, float]) -> None:
    parts = sum(part for _, part in activity.reasons(features, activity.ACTIVE_90D))
    logit = MODEL.targets[activity.ACTIVE_90D].intercept + parts
    score = activity.score(features, activity.ACTIVE_90D)
    assert score == pytest.approx(1 / (1 + exp(-logit)), abs=1e-12)


def test_the_expression_gives_the_scorer_s_number() -> None:
    connection = duckdb_engine.connect()
    names = (*COLUMNS, "days_365d")
    rows = [{name: float((7.3 * i + j) % 41) for j, name in enumerate(names)} for i in range(1, 50)]
    connection.register("ties", pa.Table.from_pylist(rows))
    ties = duckdb_engine.unbound("ties", dict.fromkeys(names, "float64"))
    sql = duckdb_engine.compile_sql(activity.forecast(ties))
    result = connection.execute(sql)
    shown = [column[0] for column in result.description or ()]
    for found in result.fetchall():
        row = dict(zip(shown, found, strict=True))
        for target in MODEL.targets:
            expected = activity.score(row, target) if row["days_365d"] > 0 else None
            assert row[target] == pytest.approx(expected, abs=1e-12)
    connection.close()
