"""The worst-off evening lifted: seats changed for those who get the least of their own best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from comity.rounds.outcome import own_best

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from comity.rounds.room import Room
    from comity.rounds.search import Search

_GIVE_UP: Final = 0.006  # of the value, at most
_STEEP: Final = 40.0  # a share counts e times as much as one higher by 1/40
_TABLES: Final = 32  # that change people in a step, at most
_LOWEST: Final = 8  # of whom a step takes one up
STEPS_A_PERSON: Final = 20
_WEIGHED: Final = 50  # steps from one weighing of all to the next
_NOISE: Final = 0.15  # of the spread of worth
_HEAVIEST: Final = 6.0  # times what others' worth counts


def lift(search: Search, progress: Iterable[object], *, spread: float) -> None:
    """Change seats where that lifts the lowest shares, as long as there is progress.

    A step that lifts nobody is taken back, as is one that breaks what was kept.
    """
    rooms = [room for room in search.rooms if len(room.seats) > 1]
    best = own_best(search.demand)
    if not rooms or not best.any():
        return
    lifting = _Lifting(search, best)
    for step, _ in enumerate(progress):
        if step % _WEIGHED == 0:
            search.weigh(lifting.weights())
        lifting.step(rooms[int(search.rng.integers(len(rooms)))], spread * _NOISE)
    search.weigh(np.ones(len(best)))


class _Lifting:
    def __init__(self, search: Search, best: NDArray[np.float64]) -> None:
        self.search = search
        self.best = np.where(best > 0, best, np.inf)
        self.got = search.got(np.arange(len(best)))
        self.spare = _GIVE_UP * float(self.got.sum())
        self.kept = search.score().kept

    def weights(self) -> NDArray[np.float64]:
        """Return how much each one's worth counts: the more, the lower their share."""
        shares = self._shares()
        return np.clip(np.exp(-_STEEP * (shares - np.median(shares))), 1.0, _HEAVIEST)

    def step(self, room: Room, temperature: float) -> None:
        """Let people sit down anew at the table of one of the lowest and some others."""
        search, rng, seats = self.search, self.search.rng, room.seats
        lowest = np.argsort(self._shares(), kind="stable")[:_LOWEST]
        home = np.flatnonzero((seats == rng.choice(lowest)).any(axis=1))
        rows = np.union1d(home, rng.permutation(len(seats))[:_TABLES])
        pinned = room.pinned[rows]
        chosen = pinned + (rng.random(len(rows)) * (seats.shape[1] - pinned)).astype(np.intp)
        people = seats[rows][seats[rows] < len(self.best)]
        up = seats[rows, chosen]
        search.sit_anew(room, rows, chosen, temperature)
        if not self._taken(people, search.got(people)):
            search.sit_back(room, rows, up)

    def _taken(self, people: NDArray[np.intp], now: NDArray[np.float64]) -> bool:
        was, best = self.got[people], self.best[people]
        fell = float((was - now).sum())
        lifts = np.exp(-_STEEP * now / best).sum() < np.exp(-_STEEP * was / best).sum()
        if not lifts or fell > self.spare or self.search.score().kept > self.kept:
            return False
        self.got[people] = now
        self.spare -= fell
        return True

    def _shares(self) -> NDArray[np.float64]:
        return np.asarray(np.where(np.isinf(self.best), 1.0, self.got / self.best))
