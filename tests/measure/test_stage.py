"""Each stage on both sides of each of its thresholds, as rows of one small table."""

from __future__ import annotations

from functools import cache
from typing import get_args

import ibis
import pytest

from comity.measure import stage as stages
from comity.measure.stage import stage
from comity.operations.person.overlay import Stage
from comity.store import duckdb_engine

FEATURES = {
    "two_way_days": "int64",
    "silent_days": "float64",
    "known_days": "float64",
    "gap_ratio": "float64",
    "p_active_90d": "float64",
    "evidence_days": "int64",
}
LISTED = (0, None, None, None, None, 0)  # no word in either direction
PLANTED = (0, 90.0, 90.0, None, 0.5, 1)
SPROUTING = (2, 365.0, 400.0, None, 0.1, 3)
GROWING = (3, 180.0, 359.0, 7.9, 0.5, 9)
ESTABLISHED = (12, 20.0, 200.0, 7.9, 0.5, 30)
RESTING = (3, 9.0, 99.0, 9.0, 0.1, 9)
BRIEF = (3, 9.0, 39.0, 9.0, 0.1, 9)


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        (LISTED, "listed"),
        ((0, 90.1, 90.1, None, 0.5, 1), "listed"),
        ((0, 10.0, 10.0, None, 0.5, 0), "listed"),  # clicks alone
        (PLANTED, "planted"),
        ((1, 365.0, 400.0, None, 0.1, 2), "sprouting"),
        (SPROUTING, "sprouting"),
        ((2, 365.1, 400.0, None, 0.1, 3), "listed"),
        (GROWING, "growing"),
        ((11, 20.0, 200.0, 7.9, 0.5, 30), "growing"),  # one day both ways too few
        (ESTABLISHED, "established"),
        ((12, 20.0, 199.9, 7.9, 0.5, 30), "growing"),  # 179.9 days from first to last
        ((12, 100.0, 200.0, 7.9, 0.5, 30), "growing"),  # known for long, of which silent for half
        ((3, 20.0, 200.0, 8.0, 0.9, 9), "resting"),
        ((3, 20.0, 80.0, 8.0, 0.9, 9), "brief"),  # 60 days from first to last, and quiet
        ((3, 20.0, 80.1, 8.0, 0.9, 9), "resting"),
        ((3, 20.0, 80.0, 7.9, 0.9, 9), "growing"),  # not quiet yet
        ((11, 200.0, 250.0, 2.0, 0.1, 30), "brief"),
        ((12, 200.0, 250.0, 2.0, 0.1, 30), "resting"),  # as many days as make one established
        ((2, 20.0, 80.0, 8.0, 0.9, 9), "sprouting"),
        ((2, 20.0, 200.0, 8.0, 0.9, 9), "sprouting"),  # two days make no rhythm
        ((3, 180.1, 400.0, 2.0, 0.49, 9), "resting"),
        ((3, 180.0, 400.0, 2.0, 0.49, 9), "growing"),
        ((3, 180.1, 400.0, 2.0, 0.5, 9), "growing"),
        ((3, 180.1, 400.0, 2.0, None, 9), "resting"),  # a chance nobody can tell is none
        ((12, 180.1, 400.0, 2.0, 0.49, 30), "resting"),  # established once
    ],
)
def test_each_stage_begins_and_ends_where_it_is_said_to(
    features: tuple[float | None, ...], expected: str
) -> None:
    assert _stage_of(features) == expected


def test_the_thresholds_are_those_tried_here() -> None:
    assert (stages.GROWING_TWO_WAY_DAYS, stages.ESTABLISHED_TWO_WAY_DAYS) == (3, 12)
    assert (stages.ESTABLISHED_SPAN_DAYS, stages.RESTING_SILENT_DAYS) == (180, 180)
    assert (stages.RESTING_GAPS, stages.RESTING_P_ACTIVE) == (8, 0.5)
    assert stages.BRIEF_SPAN_DAYS == 60
    assert (stages.SPROUTING_SILENT_DAYS, stages.PLANTED_SILENT_DAYS) == (365, 90)


def test_every_stage_that_is_derived_is_tried() -> None:
    tried = {
        _stage_of(one) for one in (LISTED, PLANTED, SPROUTING, GROWING, ESTABLISHED, BRIEF, RESTING)
    }
    assert tried == {*get_args(Stage)} - {"let_go", "died"}


def _stage_of(features: tuple[float | None, ...]) -> str:
    values = ", ".join(
        f"CAST({'NULL' if value is None else value} AS {duckdb_engine.SQL_TYPES[kind]}) AS {name}"
        for value, (name, kind) in zip(features, FEATURES.items(), strict=True)
    )
    with duckdb_engine.connect() as connection:
        connection.execute(f"CREATE TABLE tie AS SELECT {values}")
        (found,) = connection.execute(_compiled()).fetchone() or ("",)
    return str(found)


@cache
def _compiled() -> str:
    ties = ibis.table(FEATURES, name="tie")
    return duckdb_engine.compile_sql(ties.select(stage=stage(ties)))
