from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from comity.rounds import outcome
from comity.rounds.constructed import constructed
from comity.rounds.tables import tables
from tests.rounds.demands import demand

if TYPE_CHECKING:
    from comity.rounds.demand import Demand


@pytest.mark.parametrize(
    ("people", "size", "rounds"),
    [(28, 4, 9), (32, 4, 7), (32, 4, 8), (32, 4, 10), (40, 4, 13), (50, 5, 9), (90, 5, 10)],
)
def test_great_schedules_are_free_of_repeats(people: int, size: int, rounds: int) -> None:
    seating = tables(demand(people, rounds, size), seed=2)
    assert outcome.repeats(people, seating) == 0
    assert all(len(seats) * size == people for seats in seating)


@pytest.mark.parametrize(("people", "size", "rounds"), [(31, 4, 8), (27, 4, 5), (30, 4, 8)])
def test_places_that_stay_empty_leave_tables_as_even_as_can_be(
    people: int, size: int, rounds: int
) -> None:
    found = constructed(demand(people, rounds, size), spread=1.0, seed=0)
    assert found is not None
    tables_, short = -(-people // size), -people % size
    for seats in found[1]:
        assert sorted(one for table in seats for one in table) == list(range(people))
        assert sorted(map(len, seats)) == [size - 1] * short + [size] * (tables_ - short)
    assert outcome.repeats(people, found[1]) == 0


def test_larger_tables_come_of_a_schedule_of_larger_ones() -> None:
    """Thirty-seven in fives: two tables of six, every round others."""
    asked = demand(37, 6, 5, uneven="larger")
    found = constructed(asked, spread=1.0, seed=0)
    assert found is not None
    assert outcome.repeats(37, found[1]) == 0
    assert all(sorted(map(len, seats)) == [5, 5, 5, 5, 5, 6, 6] for seats in found[1])


def test_people_take_places_by_worth_and_a_prohibition_is_kept() -> None:
    rng = np.random.default_rng(0)
    worth = np.triu(rng.integers(0, 5, (32, 32)).astype(float), 1)
    forbidden = np.zeros((32, 32), bool)
    forbidden[[0, 1, 5, 9], [1, 0, 9, 5]] = True
    asked = demand(32, 7, 4, worth=worth + worth.T, forbidden=forbidden, required=((2, 3),))
    found = constructed(asked, spread=1.4, seed=0)
    assert found is not None
    assert found[0].met
    assert -found[0].lost == outcome.value(asked, found[1])
    assert -found[0].lost > 1.12 * worth.sum() * 7 * 3 / 31  # what places drawn by lot give


@pytest.mark.parametrize("field", ["hosts", "present", "rounds", "size"])
def test_where_no_schedule_fits_there_is_none(field: str) -> None:
    present = np.ones((7, 32), bool)
    present[0, 0] = False
    other: dict[str, Demand] = {
        "hosts": demand(32, 7, 4, hosts=(3,)),
        "present": demand(32, 7, 4, present=present),
        "rounds": demand(32, 11, 4),
        "size": demand(41, 7, 4, uneven="larger"),
    }
    assert constructed(demand(32, 7, 4), spread=1.0, seed=0) is not None
    assert constructed(other[field], spread=1.0, seed=0) is None
