from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.rounds.demand import Impossible
from comity.rounds.outcome import repeats, resting, times_met, value
from comity.rounds.repair import repaired
from comity.rounds.seat import seated
from tests.rounds.invented import anybody, awkward, broken

if TYPE_CHECKING:
    from comity.rounds.demand import Demand, Seating


def _gone(demand: Demand, from_round: int, *rows: int) -> Demand:
    present = demand.present.copy()
    present[from_round:, rows] = False
    return replace(demand, present=present)


def _moved(before: Seating, after: Seating) -> int:
    """Return how many seats are of people whose company changed."""
    return sum(
        sum(len(table) for table in now if table not in was)
        for was, now in zip(before, after, strict=True)
    )


def test_a_tenth_missing_moves_nobody_but_the_widowed() -> None:
    demand = anybody(200, 8, seed=2)
    before = seated(demand, give_up=0).seating
    rows = np.random.default_rng(2).choice(200, 20, replace=False).tolist()
    after_that = _gone(demand, 3, *rows)
    after = repaired(after_that, before, from_round=3).seating
    assert after[:3] == before[:3]
    widowed = sum(len(set(t) - set(rows)) == 1 for tables in before[3:] for t in tables)
    assert _moved(before, after) == widowed > 50
    assert repeats(200, after) == 0
    assert not any(resting(after_that, after)[3:])
    met = times_met(200, before[:3]) > 0
    rest = replace(demand, present=after_that.present[3:], forbidden=met)
    best = value(rest, seated(rest, give_up=0).seating)
    assert value(rest, after[3:]) >= 0.98 * best


def test_where_nobody_left_moves_nobody() -> None:
    demand = anybody(20, 5)
    before = seated(demand).seating
    assert repaired(demand, before, from_round=2).seating == before


def test_when_one_leaves_one_rests_a_round_in_turn() -> None:
    demand = anybody(20, 6)
    before = seated(demand).seating
    gone = _gone(demand, 1, 4)
    after = repaired(gone, before, from_round=1).seating
    idle = [one for round_ in resting(gone, after)[1:] for one in round_]
    assert len(idle) == len(set(idle)) == 5
    assert list(broken(gone, after)) == []


def test_when_one_leaves_three_meet_where_nobody_is_to_rest() -> None:
    demand = anybody(20, 5, uneven="larger")
    before = seated(demand).seating
    gone = _gone(demand, 1, 4)
    after = repaired(gone, before, from_round=1).seating
    assert not any(resting(gone, after)[1:])
    assert all(max(map(len, tables)) == 3 for tables in after[1:])
    assert repeats(20, after) == 0


def test_somebody_late_meets_whoever_would_have_rested() -> None:
    late = anybody(12, 4)
    absent = late.present.copy()
    absent[:2, 7] = False
    late = replace(late, present=absent)
    before = seated(replace(late, present=_gone(late, 0, 7).present)).seating
    after = repaired(late, before, from_round=2).seating
    assert not any(resting(late, after)[2:])
    assert all(7 in sum(tables, ()) for tables in after[2:])
    assert _moved(before, after) <= 8


def test_tables_keep_their_places_and_hosts_theirs() -> None:
    demand = replace(anybody(16, 4, seed=3), hosts=(2, 5))
    before = seated(demand).seating
    gone = _gone(demand, 2, 2, 9)
    after = repaired(gone, before, from_round=2).seating
    assert list(broken(gone, after)) == []
    for was, now in zip(before[2:], after[2:], strict=True):
        for place, table in enumerate(was):
            if not {2, 9} & set(table) and table in now:
                assert now[place] == table
        assert 5 in now[1]


def test_who_must_meet_and_lost_their_round_is_given_another() -> None:
    demand = replace(anybody(12, 5, seed=1), required=((0, 1),))
    before = seated(demand).seating
    at = next(n for n, tables in enumerate(before) if (0, 1) in tables)
    present = demand.present.copy()
    present[at, 0] = False
    after = repaired(replace(demand, present=present), before, from_round=0).seating
    assert sum((0, 1) in tables for tables in after) == 1


@settings(max_examples=60)
@given(st.integers(0, 100_000))
def test_no_repair_breaks_a_rule(seed: int) -> None:
    demand = awkward(seed)
    try:
        before = seated(demand, seed=seed).seating
    except Impossible:
        return
    rng = np.random.default_rng(seed)
    first = int(rng.integers(demand.rounds + 1))
    present = demand.present.copy()
    present[first:] ^= rng.random(present[first:].shape) < 0.2
    asked = replace(demand, present=present)
    after = repaired(asked, before, from_round=first).seating
    assert after[:first] == before[:first]
    without_wishes = replace(asked, required=())
    assert list(broken(without_wishes, after)) == []


@pytest.mark.parametrize("seed", range(4))
def test_nobody_is_idle_who_could_be_seated(seed: int) -> None:
    demand = anybody(10, 4, seed=seed)
    before = seated(demand).seating
    gone = _gone(demand, 1, 3, 8)
    after = repaired(gone, before, from_round=1).seating
    assert not any(resting(gone, after)[1:])
