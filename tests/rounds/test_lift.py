from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.rounds import outcome
from comity.rounds.lift import lift
from comity.rounds.room import rooms, seating_of
from comity.rounds.search import Search
from comity.rounds.tables import spread_of
from tests.rounds.demands import demand

if TYPE_CHECKING:
    from numpy.typing import NDArray


def lowest(shares: NDArray[np.float64]) -> float:
    """Return what the five lowest get of their own best, on average."""
    return float(np.sort(shares)[:5].mean())


def test_the_worst_off_rise_for_little_and_nothing_kept_is_broken() -> None:
    rng = np.random.default_rng(1)
    worth = np.triu(rng.choice([0.2, 1.2, 3.2, 6.2], (60, 60), p=[0.5, 0.25, 0.2, 0.05]), 1)
    firm = np.arange(60) // 3
    apart = (firm[:, None] == firm) & ~np.eye(60, dtype=bool)
    asked = demand(60, 5, 4, worth=worth + worth.T, forbidden=apart, required=((0, 40),))
    room_of, spread = rooms(asked, np.random.default_rng(0)), spread_of(asked)
    search = Search(asked, room_of, spread=spread, seed=0)
    for step in range(4000):
        search.step(room_of[step % 5], spread * (0.6 - 0.47 * step / 4000))
    before, was = search.score(), lowest(outcome.shares(asked, seating_of(room_of, asked)))
    lift(search, range(1200), spread=spread)
    after, now = search.score(), lowest(outcome.shares(asked, seating_of(room_of, asked)))
    assert before.met
    assert after.kept == before.kept
    assert now > was + 0.015
    assert before.lost <= after.lost <= before.lost * 0.993
    assert -after.lost == round(outcome.value(asked, seating_of(room_of, asked)), 9)


def test_where_nobody_is_worth_meeting_nothing_changes() -> None:
    asked = demand(12, 2, 3, worth=np.zeros((12, 12)))
    search = Search(asked, rooms(asked, np.random.default_rng(0)), spread=1.0, seed=0)
    before = seating_of(search.rooms, asked)
    lift(search, range(10), spread=1.0)
    assert seating_of(search.rooms, asked) == before
