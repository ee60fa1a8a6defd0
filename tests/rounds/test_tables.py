from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest

from benchmarks.greedy import greedy
from comity.rounds import outcome
from comity.rounds.seat import seated
from comity.rounds.tables import tables
from tests.rounds.demands import demand, drawn

if TYPE_CHECKING:
    from comity.rounds.demand import Demand, Seating


def broken(asked: Demand, seating: Seating) -> list[str]:
    """Return every promise that a seating breaks, whatever may be impossible."""
    found = []
    for round_, (there, seats) in enumerate(zip(asked.present, seating, strict=True)):
        everybody = [one for table in seats for one in table]
        if len(everybody) != len(set(everybody)):
            found.append(f"{round_}: somebody sits twice")
        if not all(there[one] for one in everybody):
            found.append(f"{round_}: somebody sits who is not there")
        for place, table in enumerate(seats):
            if len(table) == 1 or len(table) > asked.size + (asked.uneven == "larger"):
                found.append(f"{round_}: a table of {len(table)}")
            if list(table) != sorted(table):
                found.append(f"{round_}: a table out of order")
            found += [
                f"{round_}: {host} hosts {home}, sits at {place}"
                for home, host in enumerate(asked.hosts)
                if host in table and home != place
            ]
            found += [
                f"{round_}: {pair} is forbidden"
                for pair in combinations(table, 2)
                if asked.forbidden[pair]
            ]
    return found


def test_no_seating_of_hundreds_breaks_what_is_asked() -> None:
    rng = np.random.default_rng(0)
    for seed in range(800):
        asked = drawn(rng)
        assert not broken(asked, tables(asked, seed=seed, seconds=0.001))


def test_a_search_to_its_end_breaks_nothing_that_is_asked() -> None:
    rng = np.random.default_rng(1)
    for seed in range(10):
        asked = drawn(rng)
        assert not broken(asked, tables(asked, seed=seed))


@pytest.mark.parametrize(
    ("people", "size", "uneven", "sizes"),
    [
        (12, 4, "smaller", [4, 4, 4]),
        (13, 4, "smaller", [4, 3, 3, 3]),
        (13, 4, "larger", [5, 4, 4]),
        (5, 4, "smaller", [3, 2]),
        (5, 4, "larger", [5]),
        (7, 4, "larger", [4, 3]),  # no table takes two more than its size
        (3, 4, "smaller", [3]),
        (2, 3, "larger", [2]),
        (1, 3, "smaller", []),
        (0, 3, "smaller", []),
    ],
)
def test_tables_are_as_even_as_the_people_allow(
    people: int, size: int, uneven: str, sizes: list[int]
) -> None:
    (seats,) = tables(demand(people, 1, size, uneven=uneven), seed=0)
    assert sorted(map(len, seats), reverse=True) == sizes


@pytest.mark.parametrize(
    ("groups", "size", "rounds"), [(3, 3, 4), (4, 4, 4), (5, 3, 6), (5, 4, 4), (8, 4, 6)]
)
def test_nobody_meets_twice_where_the_rounds_allow(groups: int, size: int, rounds: int) -> None:
    people = groups * size
    seating = seated(demand(people, rounds, size), seed=1).seating
    assert outcome.repeats(people, seating) == 0
    assert not any(outcome.resting(demand(people, rounds, size), seating))


def test_a_round_too_many_brings_no_more_repeats_than_it_must() -> None:
    """Nine in threes have met everybody after four rounds: a fifth is all repeats."""
    assert outcome.repeats(9, tables(demand(9, 5, 3), seed=0)) == 9


def test_firms_are_kept_apart_and_the_value_is_far_above_the_plain_way() -> None:
    rng = np.random.default_rng(3)
    worth = rng.integers(0, 4, (48, 48)).astype(float)
    firm = np.arange(48) // 3
    asked = demand(
        48,
        5,
        4,
        worth=np.triu(worth, 1) + np.triu(worth, 1).T,
        forbidden=(firm[:, None] == firm) & ~np.eye(48, dtype=bool),
    )
    seating = tables(asked, seed=0)
    assert not broken(asked, seating)
    assert outcome.repeats(48, seating) == 0
    assert not any(outcome.resting(asked, seating))
    assert outcome.value(asked, seating) > 1.02 * outcome.value(asked, greedy(asked, seed=0))


def test_the_same_seed_seats_the_same() -> None:
    asked = drawn(np.random.default_rng(5))
    assert tables(asked, seed=4) == tables(asked, seed=4)


def test_a_required_pair_meets_though_it_is_worth_nothing() -> None:
    asked = demand(16, 3, 4, required=((0, 11), (3, 7)))
    asked.worth[[0, 11, 3, 7], [11, 0, 7, 3]] = 0.0
    met = outcome.times_met(16, tables(asked, seed=0))
    assert met[0, 11] == met[3, 7] == 1


def test_hosts_keep_their_tables_and_their_guests_change() -> None:
    asked = demand(16, 4, 4, hosts=(9, 2, 14, 5))
    seating = tables(asked, seed=0)
    assert not broken(asked, seating)
    assert all(host in seats[place] for seats in seating for place, host in enumerate(asked.hosts))
    assert outcome.repeats(16, seating) == 0


def test_a_host_who_comes_late_finds_the_table_held() -> None:
    present = np.ones((3, 9), bool)
    present[0, 4] = False
    asked = demand(9, 3, 3, hosts=(7, 4), present=present)
    first, *others = tables(asked, seed=0)
    assert len(first[1]) in {2, 3}
    assert all(4 in seats[1] for seats in others)


def test_whom_everybody_avoids_rests_rather_than_break_a_prohibition() -> None:
    forbidden = np.zeros((9, 9), bool)
    forbidden[0, 1:] = forbidden[1:, 0] = True
    asked = demand(9, 2, 3, forbidden=forbidden)
    seating = tables(asked, seed=0)
    assert not broken(asked, seating)
    assert outcome.resting(asked, seating) == ((0,), (0,))


def test_seconds_bound_the_search() -> None:
    asked = demand(9, 5, 3)  # cannot be met, so that a search by steps would go on
    assert outcome.repeats(9, tables(asked, seed=0, seconds=0.05)) == 9
