from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from comity.rounds import outcome
from comity.rounds.demand import Impossible
from comity.rounds.impossible_tables import explained_tables
from comity.rounds.seat import seated
from comity.rounds.tables import tables
from tests.rounds.demands import demand, drawn

if TYPE_CHECKING:
    from comity.rounds.demand import Demand


def firms(people: int, of_one: int) -> Demand:
    """Return a demand of tables of four in which the first so many are of one firm."""
    forbidden = np.zeros((people, people), bool)
    forbidden[:of_one, :of_one] = ~np.eye(of_one, dtype=bool)
    return demand(people, 1, 4, forbidden=forbidden)


def late(people: int, rounds: int) -> Demand:
    """Return a demand in which the first leaves after a round and the second comes then."""
    asked = demand(people, rounds, 4, required=((0, 1),))
    asked.present[1:, 0] = asked.present[0, 1] = False
    return asked


@pytest.mark.parametrize(
    ("asked", "reason", "says", "possible"),
    [
        (demand(9, 5, 3), "too_many_rounds", "at most 4 rounds at tables of 3", "Hold 4 rounds"),
        (demand(16, 6, 4), "too_many_rounds", "16 people can meet in at most 5", "Hold 5 rounds"),
        (firms(16, 5), "too_many_of_one_kind", "There are only 4 tables", "tables of 3"),
        (late(12, 3), "never_there", "never there in the same round", "Change when"),
        (demand(12, 1, 4, hosts=tuple(range(7))), "hosts", "a host would sit alone", "6 hosts"),
        (
            demand(16, 2, 4, required=tuple((0, one) for one in range(1, 8))),
            "too_many_wishes",
            "must meet 7 people",
            "Hold 3 rounds or more, or take 1",
        ),
        (demand(12, 2, 4, hosts=(0, 1), required=((0, 1),)), "contradiction", "must meet", "Take"),
    ],
)
def test_what_cannot_be_is_told_with_what_could(
    asked: Demand, reason: str, says: str, possible: str
) -> None:
    with pytest.raises(Impossible, match=says) as told:
        seated(asked)
    assert told.value.reason == reason
    assert possible in told.value.possible


@pytest.mark.parametrize(
    "asked",
    [
        demand(9, 4, 3),
        demand(16, 5, 4),
        firms(16, 4),
        demand(12, 1, 4, hosts=tuple(range(6))),
        demand(16, 2, 4, required=tuple((0, one) for one in range(1, 7))),
        demand(5, 1, 4),
        demand(1, 3, 4),
        demand(0, 3, 4),
        demand(4, 0, 4),
    ],
)
def test_the_neighbour_that_can_be_is_seated(asked: Demand) -> None:
    seating = seated(asked).seating
    assert outcome.repeats(asked.people, seating) == 0
    assert not any(outcome.resting(asked, seating)) or asked.people == 1


def test_what_a_seating_meets_is_never_called_impossible() -> None:
    """The demand that a seating found meets in all: full, nobody twice, nobody idle."""
    rng, met = np.random.default_rng(2), 0
    for seed in range(200):
        asked = drawn(rng)
        seating = tables(asked, seed=seed, seconds=0.002)
        wishes = outcome.times_met(asked.people, seating)
        if (
            outcome.repeats(asked.people, seating)
            or any(outcome.resting(asked, seating))
            or not all(wishes[pair] for pair in asked.required)
        ):
            continue
        met += 1
        explained_tables(asked)
    assert met > 20
