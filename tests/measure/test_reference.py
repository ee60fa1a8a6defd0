"""Expressions against the plain-Python reference, on random worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from comity import schema
from comity.operations.person.overlay import Stage
from tests.measure import generated, reference
from tests.measure.tables import moment, run, ties

if TYPE_CHECKING:
    from tests.measure.tables import Row


def assert_equal(found: list[Row], expected: list[Row]) -> None:
    assert [(row["owner"], row["person"]) for row in found] == [
        (row["owner"], row["person"]) for row in expected
    ]
    for one, other in zip(found, expected, strict=True):
        assert one.keys() == other.keys() == schema.RELATIONSHIP.keys()
        for name, value in one.items():
            where = f"{name} of {one['owner']} and {one['person']}"
            if isinstance(value, float):
                assert value == pytest.approx(other[name], abs=1e-9, rel=1e-9), where
            else:
                assert value == other[name], where


@pytest.mark.parametrize("seed", range(12))
def test_relationships_equal_the_reference(seed: int) -> None:
    met = generated.contacts(seed, count=40 * (seed + 1))
    asked = generated.questions(seed, met)
    now = moment(150.3 + 70 * seed)
    found = run(ties(), contact=met, exchange=asked, moment=now)
    expected = reference.relationships(met, asked, now[0])
    assert expected
    assert_equal(found, sorted(expected, key=lambda row: (row["owner"], row["person"])))


def test_every_stage_is_met_in_the_random_worlds() -> None:
    stages = set()
    for seed in range(12):
        met = generated.contacts(seed, count=40 * (seed + 1))
        found = run(ties(), contact=met, exchange=[], moment=moment(150.3 + 70 * seed))
        stages |= {row["stage"] for row in found}
    assert stages == {*get_args(Stage)} - {"let_go", "died"}  # which is the user's word
