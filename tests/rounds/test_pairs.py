from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.rounds.demand import Impossible
from comity.rounds.outcome import repeats, resting, value, worst_share
from comity.rounds.seat import seated
from tests.rounds.invented import anybody, awkward, broken, by_force, rest_in_turn


@settings(max_examples=60)
@given(st.integers(0, 100_000))
def test_whatever_is_asked_no_rule_is_broken_or_it_is_said_why(seed: int) -> None:
    demand = awkward(seed)
    try:
        found = seated(demand, seed=seed)
    except Impossible as error:
        _it_is_said(error)
        return
    assert list(broken(demand, found.seating)) == []
    assert value(demand, found.seating) <= found.bound + 1e-9
    for there, idle in zip(demand.present, resting(demand, found.seating), strict=True):
        assert len(idle) <= there.sum() % 2


def test_where_no_meeting_is_worth_anything_all_still_meet() -> None:
    demand = replace(anybody(6, 3), worth=np.zeros((6, 6)))
    found = seated(demand)
    assert found.bound == 0
    assert sum(map(len, found.seating)) == 9


@pytest.mark.parametrize("seed", range(6))
def test_small_evenings_come_near_the_best_there_is(seed: int) -> None:
    demand = anybody(6, 2, seed=seed)
    best = by_force(demand)
    found = seated(demand, give_up=0)
    assert best <= found.bound
    assert 0.98 * best <= value(demand, found.seating) <= best + 1e-9


@pytest.mark.parametrize("people", range(2, 14))
def test_everybody_meets_everybody_in_as_many_rounds_as_there_are(people: int) -> None:
    rounds = people - 1 + people % 2
    demand = anybody(people, rounds)
    found = seated(demand).seating
    assert list(broken(demand, found)) == []
    assert sum(map(len, resting(demand, found))) == people % 2 * rounds
    assert value(demand, found) == pytest.approx(demand.worth.sum() / 2)
    with pytest.raises(Impossible, match="at most") as told:
        seated(anybody(people, rounds + 1))
    assert told.value.rounds == rounds


def test_hosts_stay_at_their_tables_though_every_pair_was_asked_for() -> None:
    demand = replace(anybody(4, 2), hosts=(2, 0), required=((0, 1), (1, 2), (0, 3)))
    assert list(broken(demand, seated(demand).seating)) == []


def test_two_hundred_come_within_a_thousandth_of_the_bound() -> None:
    demand = anybody(200, 8)
    found = seated(demand)
    assert value(demand, found.seating) >= 0.999 * found.bound
    assert repeats(200, found.seating) == 0
    assert not any(resting(demand, found.seating))
    assert found == seated(demand)


def test_whole_steps_of_worth_are_no_worse_though_many_are_equal() -> None:
    rng = np.random.default_rng(7)
    asks, offers, likes = (rng.random((200, 40)).argsort(axis=1) < many for many in (2, 3, 4))
    helps = asks.astype(float) @ offers.T
    worth = 0.2 + 3 * (helps + helps.T) + likes.astype(float) @ likes.T
    np.fill_diagonal(worth, 0.0)
    firm = np.arange(200) // 3
    together = firm[:, None] == firm[None, :]
    demand = replace(anybody(200, 8), worth=worth, forbidden=together & ~np.eye(200, dtype=bool))
    found = seated(demand)
    assert list(broken(demand, found.seating)) == []
    assert value(demand, found.seating) >= 0.999 * found.bound


@pytest.mark.parametrize(("people", "rounds"), [(7, 6), (9, 8), (11, 9), (21, 8)])
def test_of_an_odd_number_all_rest_in_turn(people: int, rounds: int) -> None:
    demand = anybody(people, rounds)
    found = seated(demand).seating
    assert [len(idle) for idle in resting(demand, found)] == [1] * rounds
    assert rest_in_turn(demand, found)


def test_of_an_odd_number_three_meet_where_nobody_is_to_rest() -> None:
    demand = anybody(21, 5, uneven="larger")
    found = seated(demand).seating
    assert not any(resting(demand, found))
    assert [sorted(map(len, tables))[-2:] for tables in found] == [[2, 3]] * 5


def test_the_worst_off_gain_what_the_room_gives_up() -> None:
    rng = np.random.default_rng(1)
    liked = rng.gamma(2.0, size=60)
    worth = liked[:, None] * liked[None, :] * rng.random((60, 60))
    worth += worth.T
    np.fill_diagonal(worth, 0.0)
    demand = replace(anybody(60, 6), worth=worth)
    plain, fair = (seated(demand, give_up=share).seating for share in (0.0, 0.02))
    assert value(demand, fair) >= 0.98 * value(demand, plain)
    before, after = worst_share(demand, plain), worst_share(demand, fair)
    assert before is not None
    assert after is not None
    assert after > before + 0.05
    assert not any(resting(demand, fair))


def _it_is_said(error: Impossible) -> None:
    assert str(error).endswith(".")
    assert error.possible.endswith(".")
    assert "{" not in str(error)
