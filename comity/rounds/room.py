"""A round as the search sees it: every table full, of people and of empty chairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.rounds.demand import Demand, Seating


@dataclass(frozen=True, slots=True)
class Room:
    """One round: who sits on which chair, and who keeps the first chair of a table.

    ``seats``: (tables, chairs) of rows; a row past the last person is an empty chair.
    ``pinned``: (tables,): 1 where the host of a table is there and stays on its first chair.
    """

    seats: NDArray[np.intp]
    pinned: NDArray[np.intp]


def tables_and_chairs(demand: Demand, there: NDArray[np.bool_]) -> tuple[int, int]:
    """Return how many tables seat those who are there, and how many chairs the fullest has.

    Every host who is there has their table. ``larger`` puts one more to some tables where that
    seats everybody; else tables are smaller.
    """
    people, size = int(there.sum()), demand.size
    least = max((1 + table for table, host in enumerate(demand.hosts) if there[host]), default=0)
    fewer, over = divmod(people, size)
    if demand.uneven == "larger" and 0 < over <= fewer and least <= fewer:
        return fewer, size + 1
    return max(least, -(-people // size)), size


def rooms(demand: Demand, rng: np.random.Generator) -> list[Room]:
    """Return a room for every round, people and empty chairs put anyhow, hosts at their tables."""
    return [_room(demand, there, rng) for there in demand.present]


def _room(demand: Demand, there: NDArray[np.bool_], rng: np.random.Generator) -> Room:
    hosts = [(table, host) for table, host in enumerate(demand.hosts) if there[host]]
    people = int(there.sum())
    tables, chairs = tables_and_chairs(demand, there)
    seats = np.full((tables, chairs), -1, np.intp)
    pinned = np.zeros(tables, np.intp)
    guests = there.copy()
    for table, host in hosts:
        seats[table, 0], pinned[table], guests[host] = host, 1, False
    empty = demand.people + np.arange(tables * chairs - people)
    seats[seats < 0] = np.concatenate([rng.permutation(np.flatnonzero(guests)), empty])
    return Room(seats, pinned)


def empty_chairs(found: list[Room], people: int) -> int:
    """Return how many empty chairs any round has at most."""
    return max((int((room.seats >= people).sum()) for room in found), default=0)


def unevenness(room: Room, people: int) -> int:
    """Return by how many more pairs of empty chairs share a table than where all are even."""
    empty = (room.seats >= people).sum(axis=1)
    each, over = divmod(int(empty.sum()), max(len(empty), 1))
    even = len(empty) * each * (each - 1) // 2 + over * each
    return int((empty * (empty - 1)).sum()) // 2 - even


def seating_of(found: list[Room], demand: Demand) -> Seating:
    """Return the seating: tables in their order where hosts name them; one alone rests."""
    return tuple(_tables(room, demand) for room in found)


def _tables(room: Room, demand: Demand) -> tuple[tuple[int, ...], ...]:
    people = demand.people
    found = (_parted([int(one) for one in row if one < people], demand) for row in room.seats)
    tables = [tuple(sorted(table)) if len(table) > 1 else () for table in found]
    return tuple(tables) if demand.hosts else tuple(sorted(filter(None, tables)))


def _parted(table: list[int], demand: Demand) -> list[int]:
    """Let rest whom most at the table may not sit with, until all may sit together."""
    while len(table) > 1:
        against = demand.forbidden[np.ix_(table, table)].sum(axis=1)
        if not against.any():
            break
        stays = np.isin(table, demand.hosts)
        table.pop(int((against - len(table) * stays).argmax()))
    return table
