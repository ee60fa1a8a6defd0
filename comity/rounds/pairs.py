"""Rounds of pairs: one best matching after another, each then made anew among the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from comity.rounds.impossible import barred
from comity.rounds.matching import matched
from comity.rounds.outcome import times_met

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.rounds.demand import Demand, Seating

Table = tuple[int, ...]
Tables = tuple[Table, ...]


@dataclass(slots=True)
class Rounds:
    """Rounds of pairs under way: the tables of each, who has met, who has rested how often.

    ``closed`` is who never meets by choice: those ``barred``, and those whose round is fixed.
    """

    demand: Demand
    tables: list[Tables]
    fixed: list[Tables]
    barred: NDArray[np.bool_]
    closed: NDArray[np.bool_]
    met: NDArray[np.int64]
    rests: NDArray[np.int64]

    @classmethod
    def of(cls, demand: Demand, fixed: list[Tables]) -> Rounds:
        """Return rounds in which nobody sits yet, but for pairs whose round is fixed already."""
        n = demand.people
        rounds = cls(
            demand,
            [() for _ in range(demand.rounds)],
            fixed,
            barred(demand),
            barred(demand),
            np.zeros((n, n), np.int64),
            np.zeros(n, np.int64),
        )
        for one, other in demand.required:
            rounds.closed[one, other] = rounds.closed[other, one] = True
        return rounds

    @property
    def seating(self) -> Seating:
        """The seating as it stands."""
        return tuple(self.tables)

    @property
    def value(self) -> float:
        """What the meetings so far are worth together."""
        return float(self.demand.worth[self.met > 0].sum() / 2)

    def take(self, at: int, tables: Tables, times: int = 1) -> None:
        """Let a round have these tables; or, with times -1, have them no more."""
        self.met += times * times_met(self.demand.people, (tables,))
        self.rests[self.idle(at, tables)] += times
        self.tables[at] = tables if times > 0 else ()

    def leave(self, at: int) -> Tables:
        """Empty a round, and return the tables it had."""
        tables = self.tables[at]
        self.take(at, tables, -1)
        return tables

    def idle(self, at: int, tables: Tables) -> NDArray[np.bool_]:
        """Return who is there in a round and would sit at none of these tables."""
        idle = self.demand.present[at].copy()
        idle[[one for table in tables for one in table]] = False
        return np.asarray(idle)

    def anew(self, at: int, gain: NDArray[np.float64], resting: NDArray[np.bool_]) -> Tables:
        """Return the best tables of a round beside all others; one of these rests, if one must."""
        held = self.fixed[at]
        free = self.demand.present[at].copy()
        free[[one for table in held for one in table]] = False
        rows = np.flatnonzero(free)
        if not len(rows):
            return self._at_their_places(list(held))
        open_to = ~(self.closed | (self.met > 0))[np.ix_(rows, rows)]
        odd = len(rows) % 2 == 1
        mate = matched(gain[np.ix_(rows, rows)], open_to, resting[rows] if odd else None)
        pairs = [(int(rows[n]), int(rows[m])) for n, m in enumerate(mate.tolist()) if n < m]
        tables = [*held, *pairs]
        if odd and self.demand.uneven == "larger":
            self._join(tables, rows[mate < 0].tolist())
        return self._at_their_places(sorted(tuple(sorted(table)) for table in tables))

    def _at_their_places(self, tables: list[Table]) -> Tables:
        """Return tables with each host's at the host's place, and that empty if they rest."""
        hosts = self.demand.hosts
        with_host = {one: table for table in tables for one in table if one in hosts}
        others = [table for table in tables if not set(table) & set(hosts)]
        return (*(with_host.get(host, ()) for host in hosts), *others)

    def _join(self, tables: list[Table], left: list[int]) -> None:
        """Let one who is left over make a pair a trio, of all the ways there are the dearest."""
        shut, worth = self.closed | (self.met > 0), self.demand.worth
        ways = [
            (float(worth[one, list(pair)].sum()), n, one)
            for n, pair in enumerate(tables)
            for one in left
            if not shut[one, list(pair)].any()
        ]
        if ways:
            _, n, one = max(ways)
            tables[n] = (*tables[n], one)


def filled(rounds: Rounds, gain: NDArray[np.float64]) -> None:
    """Seat every round that is empty, in order; who has rested least may rest."""
    for at, tables in enumerate(rounds.tables):
        if not tables:
            rounds.take(at, rounds.anew(at, gain, least_rested(rounds, at)))


def least_rested(rounds: Rounds, at: int) -> NDArray[np.bool_]:
    """Return who may rest in a round: of those there who rested least, and hosts only last."""
    may = rounds.demand.present[at].copy()
    may[[one for table in rounds.fixed[at] for one in table]] = False
    guests = may.copy()
    guests[list(rounds.demand.hosts)] = False
    may = guests if guests.any() else may
    least = rounds.rests[may].min() if may.any() else 0
    return np.asarray(may & (rounds.rests == least))


def again(rounds: Rounds, at: int, gain: NDArray[np.float64]) -> None:
    """Make one round anew beside the others; never with more at rest than before."""
    rested = rounds.idle(at, rounds.tables[at])
    before = rounds.leave(at)
    after = rounds.anew(at, gain, _may_rest(rounds, at, rested))
    fewer = rounds.idle(at, after).sum() <= rested.sum()
    rounds.take(at, after if fewer else before)


def _may_rest(rounds: Rounds, at: int, rested: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return who may rest in a round made anew, so that rests stay fair in all of them."""
    if rounds.demand.uneven == "larger" or (rounds.rests + rested).max() <= 1:
        return np.asarray(least_rested(rounds, at) | rested)
    return rested
