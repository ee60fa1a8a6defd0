"""One round of tables mended: whoever lost their company, or came late, finds some again.

Nobody else gets up unless somebody would be left to rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.rounds.demand import Demand

_COMPANY = 2  # so many are a table
_LONELY = 1e9  # to sit with one who is alone helps two at once
_FULLER = 1e6  # the emptier a table, the rather it is joined


def resettled(
    demand: Demand,
    tables: tuple[tuple[int, ...], ...],
    there: NDArray[np.bool_],
    closed: NDArray[np.bool_],
) -> tuple[tuple[int, ...], ...]:
    """Return a round's tables for those who are there.

    ``closed``: who may not meet in this round, for they are not to or do so in another.

    ``tables`` holds who stays, at their places; with hosts, tables keep their places. Tried in
    this order: free chairs; tables of those who have none; where tables may be larger, one more
    chair; one who moves to a further table and leaves the place; one drawn from a table of three
    and more; a whole table that goes to a host without guests; one more chair after all.
    """
    room = _Room(demand, closed, *_begun(demand, tables, there, closed))
    larger = demand.size + 1
    room.take_chairs(demand.size)
    room.stand_up_alone()
    room.take_chairs(demand.size)
    room.begin_tables()
    if demand.uneven == "larger":
        room.take_chairs(larger)
    room.make_room()
    room.draw()
    room.come_to_hosts()
    room.take_chairs(larger)
    found = [tuple(sorted(table)) if len(table) >= _COMPANY else () for table in room.tables]
    return tuple(found) if demand.hosts else tuple(filter(None, found))


def _begun(
    demand: Demand,
    tables: tuple[tuple[int, ...], ...],
    there: NDArray[np.bool_],
    closed: NDArray[np.bool_],
) -> tuple[list[list[int]], list[int]]:
    """Return the tables, every host who is there at theirs, and who sits nowhere.

    Who would sit with somebody they may not, or meet elsewhere, gets up: hosts stay.
    """
    hosts = {host: at for at, host in enumerate(demand.hosts) if there[host]}
    begun = [[one for one in table if one not in hosts] for table in tables]
    begun += [[] for _ in range(max(hosts.values(), default=-1) + 1 - len(begun))]
    for host, at in hosts.items():
        begun[at].insert(0, host)
    for table in begun:
        for one in tuple(table):
            if closed[one, table[: table.index(one)]].any():
                table.remove(one)
    seated = {one for table in begun for one in table}
    return begun, [int(one) for one in np.flatnonzero(there) if one not in seated]


@dataclass(slots=True)
class _Room:
    demand: Demand
    closed: NDArray[np.bool_]
    tables: list[list[int]]
    loose: list[int]

    def take_chairs(self, chairs: int) -> None:
        """Seat the loose at tables of fewer than so many, whoever has least choice first."""
        while self.loose:
            fits = self._fits(self.loose, chairs)
            choice = fits.sum(axis=1)
            if not choice.any():
                return
            one = int(np.where(choice, choice, len(self.tables) + 1).argmin())
            gains = np.where(fits[one], self._gains(self.loose[one]), -np.inf)
            self.tables[int(gains.argmax())].append(self.loose.pop(one))

    def stand_up_alone(self) -> None:
        """Let who sits alone, and is no host, look for company; two of them find each other."""
        for table in self.tables:
            if len(table) == 1 and table[0] not in self.demand.hosts:
                self.loose.append(table.pop())
                self.take_chairs(self.demand.size)

    def begin_tables(self) -> None:
        """Let the loose make tables of their own."""
        for first in tuple(self.loose):
            table = [first]
            for one in self.loose:
                if len(table) < self.demand.size and not self.closed[one, table].any():
                    table.append(one)
            if first in self.loose and len(table) >= _COMPANY:
                self.loose = [one for one in self.loose if one not in table]
                self._place(table)

    def make_room(self) -> None:
        """Give the loose the place of one who may sit at a further table as well."""
        for one in tuple(self.loose):
            for table, leaves in self._movable(least=_COMPANY):
                others = [other for other in table if other != leaves]
                if self.closed[one, others].any():
                    continue
                fits = self._fits([leaves], self.demand.size)[0]
                fits[[at for at, other in enumerate(self.tables) if other is table]] = False
                if fits.any():
                    gains = np.where(fits, self._gains(leaves), -np.inf)
                    table[:] = [*others, one]
                    self.tables[int(gains.argmax())].append(leaves)
                    self.loose.remove(one)
                    break

    def draw(self) -> None:
        """Draw one from a table of three and more to each who is loose, or a host alone."""
        alone = [table for table in self.tables if len(table) == 1]
        for table in [*alone, *([one] for one in self.loose)]:
            (one,) = table
            drawn = [
                (float(self.demand.worth[one, other]), at, other)
                for at, (_, other) in enumerate(self._movable(least=_COMPANY + 1))
                if not self.closed[one, other]
            ]
            if drawn:
                other = max(drawn)[2]
                next(found for found in self.tables if other in found).remove(other)
                table.append(other)
                if one in self.loose:
                    self.loose.remove(one)
                    self._place(table)

    def come_to_hosts(self) -> None:
        """Let a whole table go to a host who has no guests, where it has none of its own."""
        hosts = self.demand.hosts
        for table in (one for one in self.tables if len(one) == 1):
            for other in self.tables:
                fits = _COMPANY <= len(other) < self.demand.size
                if fits and not self.closed[table[0], other].any() and not {*other} & {*hosts}:
                    table.extend(other)
                    other.clear()
                    break

    def _movable(self, least: int) -> list[tuple[list[int], int]]:
        """Return everybody but hosts at tables of at least so many."""
        return [
            (table, one)
            for table in self.tables
            if len(table) >= least
            for one in table
            if one not in self.demand.hosts
        ]

    def _fits(self, people: list[int], chairs: int) -> NDArray[np.bool_]:
        """Return (people, tables): who may sit at which table that has a chair left."""
        count = np.array([len(table) for table in self.tables], np.intp)
        open_ = (count > 0) & (count < chairs)
        return np.asarray(open_ & (self.closed[people].astype(np.float64) @ self._at() == 0))

    def _gains(self, one: int) -> NDArray[np.float64]:
        count = np.array([len(table) for table in self.tables], np.float64)
        return np.asarray(
            self.demand.worth[one] @ self._at() + _LONELY * (count == 1) - _FULLER * count
        )

    def _at(self) -> NDArray[np.float64]:
        """Return (people, tables): 1 where somebody sits."""
        at = np.zeros((self.demand.people, len(self.tables)))
        for place, table in enumerate(self.tables):
            at[table, place] = 1.0
        return at

    def _place(self, table: list[int]) -> None:
        """Put a table where none is: in the place of one that broke up, else after the last."""
        empty = next((found for found in self.tables if not found), None)
        if empty is None:
            self.tables.append(table)
        else:
            empty.extend(table)
