from __future__ import annotations

import time
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from comity.rounds import outcome
from comity.rounds.repair import repaired
from comity.rounds.tables import tables
from tests.rounds.demands import demand, drawn
from tests.rounds.test_tables import broken


def moved(before: tuple[tuple[int, ...], ...], after: tuple[tuple[int, ...], ...]) -> int:
    """Return how many sit after with nobody they would have sat with."""
    company = {one: set(table) - {one} for table in before for one in table}
    return sum(not company.get(one, set()) & set(table) for table in after for one in table)


def test_no_repair_of_hundreds_breaks_what_is_asked() -> None:
    rng = np.random.default_rng(0)
    for seed in range(500):
        asked = drawn(rng)
        before = tables(asked, seed=seed, seconds=0.001)
        from_round = int(rng.integers(asked.rounds))
        present = asked.present.copy()
        present[from_round:] ^= rng.random(present[from_round:].shape) < rng.choice([0.1, 0.4])
        changed = replace(asked, present=present)
        after = repaired(changed, before, from_round=from_round).seating
        assert after[:from_round] == before[:from_round]
        wrong = broken(replace(changed, uneven="larger"), after)
        assert [one for one in wrong if int(one[0]) >= from_round] == []
        later = outcome.times_met(asked.people, after[from_round:]) > 0
        assert outcome.times_met(asked.people, after)[later].max(initial=0) <= 1
        met = outcome.times_met(asked.people, (*before, *after)) > 0
        for seats, resting in zip(
            after[from_round:], outcome.resting(changed, after)[from_round:], strict=True
        ):
            for one in set(resting) - set(asked.hosts):
                free = [list(seat) for seat in seats if 1 < len(seat) <= asked.size]
                assert all((met | asked.forbidden)[one, seat].any() for seat in free)


def test_a_plan_that_could_not_keep_all_from_meeting_twice_is_mended_too() -> None:
    asked = demand(12, 2, 3, uneven="larger")
    before = (
        ((0, 1, 2), (3, 4, 5), (6, 7, 8), (9, 10, 11)),
        ((0, 1, 3), (2, 4, 6), (5, 7, 9), (8, 10)),  # 0 and 1 again; 11 comes late
    )
    after = repaired(asked, before, from_round=1).seating
    assert outcome.repeats(12, after) == 0
    assert not any(outcome.resting(asked, after))


def test_two_left_alone_sit_together_and_nobody_else_gets_up() -> None:
    asked = demand(12, 1, 3)
    before = (((0, 1, 2), (3, 4, 5), (6, 7, 8), (9, 10, 11)),)
    asked.present[0, [1, 2, 4, 5]] = False
    after = repaired(asked, before, from_round=0).seating
    assert after == (((0, 3), (6, 7, 8), (9, 10, 11)),)


def test_a_latecomer_sits_with_who_is_alone() -> None:
    asked = demand(9, 1, 3)
    before = (((0, 1, 2), (3, 4, 5)),)  # 6, 7 and 8 were to come later
    asked.present[0, [1, 2, 7, 8]] = False
    assert repaired(asked, before, from_round=0).seating == (((0, 6), (3, 4, 5)),)


@pytest.mark.parametrize(("uneven", "sizes"), [("smaller", [2, 2, 3]), ("larger", [3, 4])])
def test_where_no_chair_is_free_one_is_drawn_or_one_more_put(uneven: str, sizes: list[int]) -> None:
    asked = demand(7, 1, 3, uneven=uneven)
    after = repaired(asked, (((0, 1, 2), (3, 4, 5)),), from_round=0).seating
    assert sorted(map(len, after[0])) == sizes


def test_who_may_join_nobody_free_takes_the_place_of_one_who_may_go_on() -> None:
    forbidden = np.zeros((9, 9), bool)
    forbidden[8, [3, 4]] = forbidden[[3, 4], 8] = True
    asked = demand(9, 1, 3, forbidden=forbidden)
    asked.present[0, [5, 6, 7]] = False
    after = repaired(asked, (((0, 1, 2), (3, 4, 5)),), from_round=0).seating
    assert sorted(map(len, after[0])) == [3, 3]
    assert not broken(asked, after)


def test_a_host_stays_and_one_who_comes_back_sends_away_whom_they_met() -> None:
    asked = demand(8, 2, 4, hosts=(0, 1))
    before = (((0, 2, 3), (1, 4, 5)), ((2, 4, 6), (1, 3, 7)))
    after = repaired(asked, before, from_round=1).seating
    assert after[0] == before[0]
    assert 0 in after[1][0]
    assert 2 not in after[1][0]
    assert 1 in after[1][1]
    assert outcome.repeats(8, after) == 0


def test_a_tenth_of_two_hundred_are_missing() -> None:
    """Nobody who has company gets up, nobody rests, and it takes a moment."""
    firm = np.arange(200) // 3
    apart = (firm[:, None] == firm) & ~np.eye(200, dtype=bool)
    asked = demand(200, 8, 4, forbidden=apart)
    before = tables(asked, seed=0)
    assert outcome.repeats(200, before) == 0
    rng = np.random.default_rng(4)
    asked.present[3:, rng.permutation(200)[:20]] = False
    start = time.process_time()
    after = repaired(asked, before, from_round=3).seating
    assert time.process_time() - start < 0.2
    assert outcome.repeats(200, after) == 0
    assert not any(outcome.resting(asked, after))
    assert not any(
        asked.forbidden[pair] for seats in after for t in seats for pair in combinations(t, 2)
    )
    for there, was, now in zip(asked.present, before, after, strict=True):
        left = [[one for one in table if there[one]] for table in was]
        assert moved(tuple(map(tuple, left)), now) <= sum(len(table) == 1 for table in left)
