"""Tables of three and more: the best seating that a search finds in so many steps."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import numpy as np

from comity.rounds.constructed import constructed
from comity.rounds.lift import STEPS_A_PERSON, lift
from comity.rounds.room import rooms, seating_of
from comity.rounds.search import Search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.rounds.demand import Demand, Seating
    from comity.rounds.search import Score

_NOISE: Final = (0.6, 0.13)  # of the spread of worth, at the start and at the end
_NOISE_FLAT: Final = (1.0, 0.4)  # where all meetings are worth the same: a quarter of a repeat
_NOISE_TIGHT: Final = (2.0, 0.3)  # where a search left people who meet twice: as far as a repeat
_STEPS: Final = 40_000  # about five seconds for 200 people
_STEPS_A_SEAT: Final = 30  # a small room needs fewer: so many for everybody's every round
_TRIES: Final = 3  # where what must be is not met, each with
_MORE: Final = 3  # times the steps of the one before
_LOOK: Final = 32  # steps between two looks whether nothing is left to gain
_LIFTING: Final = 0.15  # of the seconds given
_SETTLING: Final = 8  # the last steps for every chair of a round, without noise


def tables(demand: Demand, *, seed: int, seconds: float | None = None) -> Seating:
    """Return the best seating found: the same for the same seed, unless ``seconds`` bound it.

    It never seats together whom it may not: where no way is found, somebody rests. Whom it could
    not keep from meeting twice, or not bring together though required, the outcome tells.
    """
    spread, steps = spread_of(demand), min(_STEPS_A_SEAT * int(demand.present.sum()), _STEPS)
    known = constructed(demand, spread=spread or 1.0, seed=seed)
    if known and known[0].met and not spread:
        return known[1]
    found = [known] if known and not known[0].forbidden else []
    if seconds is not None:
        return min([*found, _searched(demand, seed, *_by_the_clock(seconds))])[1]
    for attempt in range(_TRIES):
        noise = _NOISE_TIGHT if attempt else _NOISE
        progress = _in_steps(steps, demand.people)
        found.append(_searched(demand, seed + attempt, *progress, noise=noise))
        if min(found)[0].met or _crowded(demand) or (attempt and steps == _STEPS):
            break
        steps = min(_MORE * steps, _STEPS)
    return min(found)[1]


def spread_of(demand: Demand) -> float:
    """Return how far worths of meetings that may be differ: their standard deviation, or 0."""
    allowed = ~demand.forbidden
    np.fill_diagonal(allowed, val=False)
    worth = demand.worth[allowed]
    return float(worth.std()) if worth.size and np.ptp(worth) else 0.0


def _searched(
    demand: Demand,
    seed: int,
    progress: Iterator[float],
    lifting: Iterator[float],
    *,
    noise: tuple[float, float] = _NOISE,
) -> tuple[Score, Seating]:
    spread = spread_of(demand)
    flat = not spread
    warm, cool = _NOISE_FLAT if flat else noise
    spread = spread or 1.0
    room_of = rooms(demand, np.random.default_rng(seed))
    search = Search(demand, room_of, spread=spread, seed=seed)
    moving = [room for room in room_of if len(room.seats) > 1]
    best = search.score(), seating_of(room_of, demand)
    for step, part in enumerate(progress if moving else ()):
        search.step(moving[step % len(moving)], spread * (warm + (cool - warm) * part))
        if flat and step % _LOOK == 0 and (now := search.score()) < best[0]:
            best = now, seating_of(room_of, demand)
            if now.met:
                return best
    for step in range(_SETTLING * demand.size * len(moving)):
        search.step(moving[step % len(moving)], 0.0)
    if not flat:
        lift(search, lifting, spread=spread)
    return min(best, (search.score(), seating_of(room_of, demand)))


def _in_steps(steps: int, people: int) -> tuple[Iterator[float], Iterator[float]]:
    return _counted(steps), _counted(min(STEPS_A_PERSON * people, steps // 10))


def _counted(steps: int) -> Iterator[float]:
    return (step / steps for step in range(steps))


def _by_the_clock(seconds: float) -> tuple[Iterator[float], Iterator[float]]:
    return _until(seconds * (1 - _LIFTING)), _until(seconds * _LIFTING)


def _until(seconds: float) -> Iterator[float]:
    start = time.monotonic()
    while (part := (time.monotonic() - start) / seconds) < 1:
        yield part


def _crowded(demand: Demand) -> bool:
    """Tell whether somebody is there for more seats beside others than they may meet others."""
    there = demand.present.any(axis=0)
    others = (~demand.forbidden & there).sum(axis=1) - 1
    return bool(np.any(demand.present.sum(axis=0) * (demand.size - 1) > np.where(there, others, 0)))
