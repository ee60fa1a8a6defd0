"""The best rounds of pairs found: by prices first, then at their worth, from several starts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from comity.rounds.demand import Seated
from comity.rounds.fairness import lifted
from comity.rounds.impossible import explained, not_found
from comity.rounds.pair_bound import priced
from comity.rounds.pairs import Rounds, again, filled
from comity.rounds.required import placed
from comity.rounds.round_robin import is_plain, round_robin

if TYPE_CHECKING:
    from comity.rounds.demand import Demand
    from comity.rounds.pair_bound import Priced

_CAPS = (0.15, 0.2, 0.1, 0.03, 0.25, 0.06, 1.0)
"""Up to which of the pairs worth more than their price more is not looked at.

Capped so, the first rounds leave good pairs to the later ones, and no round is left with poor
ones; each start falls on another side of the same optimum.
"""
_ENOUGH = 0.9997  # of the bound
_STARTS_MAX = 40
_STARTS_WORK = 800  # people times starts
_SEATING_MAX = 60  # starts, while somebody is left without a seat they could have
_SEATING_WORK = 3000


def seated_pairs(demand: Demand, *, seed: int, give_up: float) -> Seated:
    """Return the best rounds of pairs found, of which some of the value goes to the worst-off.

    Where the trios asked for leave too few people to meet, one rests instead.
    """
    explained(demand)
    prices = priced(demand)
    rounds = _best_start(demand, prices, seed)
    if demand.uneven == "larger" and idle_in_vain(rounds):
        rounds = _best_start(replace(demand, uneven="smaller"), prices, seed)
    if idle_in_vain(rounds):
        raise not_found(rounds)
    seating = lifted(rounds, give_up=give_up) if give_up else rounds.seating
    return Seated(seating, prices.bound)


def _best_start(demand: Demand, prices: Priced, seed: int) -> Rounds:
    starts = min(max(_STARTS_WORK // max(demand.people, 1), 1), _STARTS_MAX)
    seating = max(starts, min(_SEATING_MAX, _SEATING_WORK // max(demand.people, 1)))
    rng = np.random.default_rng(seed)
    found = _start(demand, prices, rng, 0)
    for start in range(1, seating):
        good = _rank(found)[:2] == (0, 0)
        if good and (start >= starts or found.value >= _ENOUGH * prices.bound):
            break
        rounds = _start(demand, prices, rng, start)
        if _rank(rounds) > _rank(found):
            found = rounds
    return found


def _rank(rounds: Rounds) -> tuple[int, int, float]:
    return -idle_in_vain(rounds), -out_of_turn(rounds), rounds.value


def _start(demand: Demand, prices: Priced, rng: np.random.Generator, start: int) -> Rounds:
    """Return rounds filled by capped prices and then made anew at their worth."""
    rounds = Rounds.of(demand, placed(demand, rng))
    above = prices.above
    good = above[above > 0]
    cap = float(np.quantile(good, _CAPS[start % len(_CAPS)])) if len(good) else 0.0
    gain = np.minimum(above, cap)
    if start >= len(_CAPS):
        noise = rng.normal(scale=max(cap, 1e-9), size=gain.shape)
        gain = gain + noise + noise.T
    if start >= len(_CAPS) and start % 2 and is_plain(demand):
        for at, tables in enumerate(round_robin(demand, rng)):
            rounds.take(at, tables)
    filled(rounds, gain)
    for at in range(demand.rounds):
        again(rounds, at, demand.worth)
    return rounds


def idle_in_vain(rounds: Rounds) -> int:
    """Return how many seats stay empty beyond those that odd numbers leave empty."""
    total = 0
    for at, tables in enumerate(rounds.tables):
        odd = int(rounds.demand.present[at].sum()) % 2
        total += max(int(rounds.idle(at, tables).sum()) - odd, 0)
    missing = len(set(rounds.demand.required)) - sum(map(len, rounds.fixed))
    return total + missing


def out_of_turn(rounds: Rounds) -> int:
    """Return how often somebody rests who rested more than others who are there."""
    rests = np.zeros(rounds.demand.people, int)
    found = 0
    for at, tables in enumerate(rounds.tables):
        idle = rounds.idle(at, tables)
        least = rests[rounds.demand.present[at]].min(initial=rounds.demand.rounds)
        found += int((rests[idle] > least).sum())
        rests += idle
    return found
