"""Search for a seating at tables: again and again one from every table sits down anew.

With all others staying, who of those that stand up goes to which table is an assignment problem
with one best answer, so a step chooses among all their orders at once (a large neighbourhood).
Noise on the gains, fading step by step, leads out of poor corners (simulated annealing).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from comity.rounds.room import empty_chairs, unevenness

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from comity.rounds.demand import Demand
    from comity.rounds.room import Room

_FEW = 400  # people
_AT_ONCE = 64  # tables whose people a step seats anew: an assignment costs their number cubed
_NOISE = 1 << 16  # so much is drawn once, and every step takes a stretch of it


@dataclass(frozen=True, slots=True)
class Costs:
    """What breaks a demand, in units of worth: each far above what a meeting may bring."""

    repeat: float
    required: float
    uneven: float
    forbidden: float


@dataclass(frozen=True, order=True, slots=True)
class Score:
    """How well a demand is met, the least best: first what must be, then worth."""

    forbidden: int
    required: int
    uneven: int
    repeats: int
    lost: float  # minus the worth

    @property
    def met(self) -> bool:
        """Whether all that must be is."""
        return not any(self.kept)

    @property
    def kept(self) -> tuple[int, int, int, int]:
        """What must be and is not, the worst first."""
        return self.forbidden, self.required, self.uneven, self.repeats


class Search:
    """A seating on its way. All are (n, n) over people and empty chairs.

    ``first``: what the first meeting of two is worth.
    ``again``: by how much less each further meeting is; an empty chair is met at no cost.
    ``gain``: what one more meeting is worth now.
    """

    def __init__(self, demand: Demand, rooms: list[Room], *, spread: float, seed: int) -> None:
        self.demand, self.rooms = demand, rooms
        self.costs = _costs(spread, float(demand.worth.max(initial=0.0)))
        self.rng = np.random.default_rng(seed)
        self.noise = self.rng.standard_normal(_NOISE)
        everybody = demand.people + empty_chairs(rooms, demand.people)
        self.first = _first(demand, everybody, self.costs, demand.worth)
        self.again = _again(demand, everybody, self.costs)
        self.gain = self.first.copy()
        for seats in (room.seats for room in rooms):
            for chair in range(1, seats.shape[1]):
                self._meet(seats[:, chair], seats[:, :chair], -1.0)

    def step(self, room: Room, temperature: float) -> None:
        """Let one from every table (of many: from some) sit down anew where that brings most."""
        rows = self._rows(len(room.seats))
        pinned, chairs = room.pinned[rows], room.seats.shape[1]
        chosen = pinned + (self.rng.random(len(rows)) * (chairs - pinned)).astype(np.intp)
        self.sit_anew(room, rows, chosen, temperature)

    def sit_anew(
        self,
        room: Room,
        rows: NDArray[np.intp],
        chosen: NDArray[np.intp],
        temperature: float,
    ) -> None:
        """Let those on the chosen chairs of some tables sit down anew, with noise on the gains."""
        seats = room.seats
        up = seats[rows, chosen]
        seats[rows, chosen] = seats[rows, -1]
        stay = seats[rows, :-1]
        self._meet(up, stay, 1.0)
        seats[rows, -1] = up = up[self._assigned(up, stay, temperature)]
        self._meet(up, stay, -1.0)

    def sit_back(self, room: Room, rows: NDArray[np.intp], before: NDArray[np.intp]) -> None:
        """Undo: the last chairs of some tables are again of those who had them ``before``."""
        stay = room.seats[rows, :-1]
        self._meet(room.seats[rows, -1], stay, 1.0)
        room.seats[rows, -1] = before
        self._meet(before, stay, -1.0)

    def got(self, people: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return what each of some people gets of all they meet."""
        n = self.demand.people
        met = self.gain[people, :n] < self.first[people, :n] - self.costs.repeat / 2
        return np.asarray((self.demand.worth[people] * met).sum(axis=1))

    def score(self) -> Score:
        """Return how well the seating meets the demand."""
        demand, people = self.demand, self.demand.people
        met = self.times_met()
        once = met > 0
        missed = [(a, b) for a, b in demand.required if not once[a, b]]
        return Score(
            int((once & demand.forbidden).sum() // 2),
            len(missed),
            sum(unevenness(room, people) for room in self.rooms),
            int(np.maximum(met - 1, 0).sum() // 2),
            -round(float(demand.worth[once].sum() / 2), 9),
        )

    def times_met(self) -> NDArray[np.int64]:
        """Return how often each two sit at one table: (n, n)."""
        n = self.demand.people
        met = (self.first[:n, :n] - self.gain[:n, :n]) / self.again[:n, :n]
        return np.asarray(np.rint(met), np.int64)

    def weigh(self, weight: NDArray[np.float64]) -> None:
        """Let each one's part of what a meeting is worth count by their own weight, (n,)."""
        heavier = self.demand.worth * (weight[:, None] + weight[None, :]) / 2
        now = _first(self.demand, len(self.first), self.costs, heavier)
        self.gain += now - self.first
        self.first = now

    def _rows(self, tables: int) -> NDArray[np.intp]:
        if tables <= _AT_ONCE:
            return np.arange(tables)
        return self.rng.permutation(tables)[:_AT_ONCE]

    def _assigned(
        self, up: NDArray[np.intp], stay: NDArray[np.intp], temperature: float
    ) -> NDArray[np.intp]:
        size = len(up)
        start = int(self.rng.integers(_NOISE - size * size))
        gains = self.noise[start : start + size * size].reshape(size, size) * temperature
        few = len(self.gain) <= _FEW  # for many, to take whole columns is slower than to pick
        each = self.gain.take(up, axis=1) if few else self.gain
        for chair in range(stay.shape[1]):
            gains += each[stay[:, chair]] if few else each[stay[:, chair, None], up]
        return _assignment()(gains)

    def _meet(self, up: NDArray[np.intp], stay: NDArray[np.intp], change: float) -> None:
        """Let each of (tables,) meet those of (tables, others), or leave them."""
        everybody = len(self.gain)
        gain, again = self.gain.reshape(-1), self.again.reshape(-1)
        pairs = up[:, None] * everybody + stay
        costs = again[pairs] * change
        gain[pairs] += costs
        gain[stay * everybody + up[:, None]] += costs


def _costs(spread: float, highest: float) -> Costs:
    return Costs(4 * spread + highest, 10 * spread, 10 * spread, 50 * spread + 5 * highest)


def _first(
    demand: Demand, everybody: int, costs: Costs, worth: NDArray[np.float64]
) -> NDArray[np.float64]:
    n = demand.people
    first = np.zeros((everybody, everybody))
    first[:n, :n] = worth - costs.forbidden * demand.forbidden
    first[n:, n:] = -costs.uneven
    return first + costs.required * _required(demand, everybody)


def _again(demand: Demand, everybody: int, costs: Costs) -> NDArray[np.float64]:
    again = np.zeros((everybody, everybody))
    again[: demand.people, : demand.people] = costs.repeat
    return again + costs.required * _required(demand, everybody)


def _required(demand: Demand, everybody: int) -> NDArray[np.bool_]:
    asked = np.zeros((everybody, everybody), bool)
    for one, other in demand.required:
        asked[one, other] = asked[other, one] = True
    return asked


@cache
def _assignment() -> Callable[[NDArray[np.float64]], NDArray[np.intp]]:
    from scipy.optimize import linear_sum_assignment

    def best(gains: NDArray[np.float64]) -> NDArray[np.intp]:
        return np.asarray(linear_sum_assignment(gains, maximize=True)[1], np.intp)

    return best
