from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    assert MODEL.fitted_on
    assert MODEL.date
    assert "ln(1 + feature)" in MODEL.formula


def test_the_published_number_for_someone_written_to_once_today() -> None:
    today = {
        **NOTHING,
        **dict.fromkeys(("days_365d", "sent", "owner_hl30d", "owner_people_365d"), 1.0),
        **{name: 1.0 for name in COLUMNS if name.startswith("sent_hl")},
    }
    weights = 0.450 + 0.124 - 0.505 + 1.763 - 1.608 + 0.799 + 0.426 + 0.313 - 0.364
    expected = 1 / (1 + exp(2.856 - log(2) * weights))
    assert activity.score(today, activity.CONTACT_7D) == pytest.approx(expected, abs=1e-12)


def test_calibration_is_laid_over_the_logit() -> None:
    plain = activity.score(NOTHING, activity.ACTIVE_90D)
    moved = activity.score(NOTHING, activity.ACTIVE_90D, calibration=(1.0, 2.0))
    assert log(moved / (1 - moved)) == pytest.approx(1 + 2 * log(plain / (1 - plain)))


def test_reasons_are_groups_and_the_largest_comes_first() -> None:
    long_silent = {**NOTHING, "silent_days": 300.0, "days_365d": 1.0}
    groups, parts = zip(*activity.reasons(long_silent, activity.CONTACT_7D), strict=True)
    assert groups[:2] == ("recency", "rhythm")
    assert parts[:2] == pytest.approx((-0.287 * log(301), 0.450 * log(2)))
    assert set(groups) == {"recency", "rhythm", "volume", "direction", "context"}


@given(VALUES)
def test_reasons_add_up_to_the_score(features: Mapping[str, float]) -> None:
    parts = sum(part for _, part in activity.reasons(features, activity.ACTIVE_90D))
    logit = MODEL.targets[activity.ACTIVE_90D].intercept + parts
    score = activity.score(features, activity.ACTIVE_90D)
    assert score == pytest.approx(1 / (1 + exp(-logit)), abs=1e-12)


def test_the_expression_gives_the_scorer_s_number() -> None:
    connection = duckdb_engine.connect()
    rows = [{name: float((7.3 * i + j) % 41) for j, name in enumerate(COLUMNS)} for i in range(50)]
    connection.register("ties", pa.Table.from_pylist(rows))
    ties = duckdb_engine.unbound("ties", dict.fromkeys(COLUMNS, "float64"))
    sql = duckdb_engine.compile_sql(activity.forecast(ties))
    result = connection.execute(sql)
    names = [column[0] for column in result.description or ()]
    for found in result.fetchall():
        row = dict(zip(names, found, strict=True))
        for target in MODEL.targets:
            expected = activity.score(row, target) if row["days_365d"] > 0 else None
            assert row[target] == pytest.approx(expected, abs=1e-12)
    connection.close()
