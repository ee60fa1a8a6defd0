"""What users of other group schedulers asked for in vain, or found broken."""

from __future__ import annotations

import numpy as np
import pytest

from comity.rounds import outcome
from comity.rounds.repair import repaired
from comity.rounds.seat import seated
from tests.rounds.demands import demand
from tests.rounds.test_tables import broken


@pytest.mark.parametrize("size", [3, 4, 5, 8])
def test_tables_differ_by_one_at_most_whatever_the_number_of_people(size: int) -> None:
    """Rooms of two beside rooms of ten, a table of one, a table above its size."""
    for people in range(2, 34):
        (seats,) = seated(demand(people, 1, size)).seating
        sizes = [len(table) for table in seats]
        assert sum(sizes) == people
        assert max(sizes) - min(sizes) <= 1 or size < people < size + 2
        assert 2 <= min(sizes) <= max(sizes) <= size


def test_eighteen_in_fours_never_leave_a_table_of_two() -> None:
    for seats in seated(demand(18, 4, 4)).seating:
        assert sorted(map(len, seats)) == [3, 3, 4, 4, 4]


def test_short_tables_fall_to_others_each_round() -> None:
    """Thirty in fours: nobody is at a short table every time, nobody sits out."""
    asked = demand(30, 5, 4)
    seating = seated(asked, seed=3).seating
    short = np.zeros(30, int)
    for seats in seating:
        for table in seats:
            short[list(table)] += len(table) < 4
    assert not any(outcome.resting(asked, seating))
    assert outcome.repeats(30, seating) == 0
    assert short.max() < 5


def test_a_web_of_people_who_avoid_each_other_is_kept() -> None:
    rng = np.random.default_rng(0)
    web = np.triu(rng.random((24, 24)) < 0.25, 1)
    asked = demand(24, 3, 4, forbidden=web | web.T)
    seating = seated(asked).seating
    assert not broken(asked, seating)
    assert outcome.repeats(24, seating) == 0
    assert not any(outcome.resting(asked, seating))


def test_twelve_in_threes_meet_nobody_twice_in_four_rounds() -> None:
    assert outcome.repeats(12, seated(demand(12, 4, 3)).seating) == 0


def test_a_round_more_than_planned_brings_new_people_together() -> None:
    first = seated(demand(20, 3, 4)).seating
    asked = demand(20, 1, 4, forbidden=outcome.times_met(20, first) > 0)
    more = seated(asked).seating
    assert outcome.repeats(20, (*first, *more)) == 0


def test_all_but_two_leave() -> None:
    asked = demand(12, 3, 4)
    before = seated(asked).seating
    asked.present[1:, 2:] = False
    after = repaired(asked, before, from_round=1).seating
    assert outcome.repeats(12, after) == 0
    assert sum(len(seats) for seats in after[1:]) == (outcome.times_met(12, before[:1])[0, 1] == 0)
