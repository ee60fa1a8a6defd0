"""Who sits with whom, by guests' keys: who met, who would meet again, who sits where."""

from __future__ import annotations

from itertools import combinations, count
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Table: TypeAlias = "tuple[str, ...]"
Tables: TypeAlias = "tuple[Table, ...]"
Keys: TypeAlias = "tuple[Tables, ...]"
"""Round by round, its tables; a table is the keys of the guests at it."""


def meetings(seating: Sequence[Tables]) -> Iterator[frozenset[str]]:
    """Yield each two who sit at one table, once a round."""
    for tables in seating:
        for table in tables:
            yield from map(frozenset, combinations(table, 2))


def met(seating: Sequence[Tables]) -> frozenset[frozenset[str]]:
    """Return each two who sat at one table."""
    return frozenset(meetings(seating))


def repeated(seating: Sequence[Tables]) -> bool:
    """Tell whether some two meet twice, or somebody sits at two tables in one round."""
    pairs = list(meetings(seating))
    twice = any(
        len({key for table in tables for key in table}) < sum(map(len, tables))
        for tables in seating
    )
    return twice or len(set(pairs)) < len(pairs)


def numbered(hosts: Iterable[int], places: int) -> dict[int, int]:
    """Return the number of each of so many places: hosts' tables first, others fill the gaps.

    ``hosts``: the numbers that were said of hosts' tables; of two that are the same, one stands.
    """
    asked = sorted(hosts)
    free = (number for number in count(1) if number not in asked)
    said = [None if number in asked[:at] else number for at, number in enumerate(asked)]
    wanted = [*said, *[None] * places][:places]
    return {place: number or next(free) for place, number in enumerate(wanted, 1)}


def table_of(tables: Tables, key: str) -> int:
    """Return the table, from 1, at which a guest sits; 0 where at none."""
    return next((at for at, table in enumerate(tables, 1) if key in table), 0)


def swapped(tables: Tables, one: str, other: str) -> Tables:
    """Return the tables with the seats of two guests exchanged."""
    to = {one: other, other: one}
    return tuple(tuple(to.get(key, key) for key in table) for table in tables)


def placed(tables: Tables, key: str, at: int) -> Tables:
    """Return the tables with a guest at one of them, from 1, or at a new one after the last."""
    without = tuple(tuple(one for one in table if one != key) for table in tables)
    grown = (*without, ()) if at > len(tables) else without
    return tuple((*table, key) if n == at else table for n, table in enumerate(grown, 1))


def met_before(seating: Sequence[Tables], tables: Tables) -> list[tuple[str, str]]:
    """Return each two at one of these tables who met in the seating already, by key."""
    known = met(seating)
    return sorted((min(pair), max(pair)) for pair in set(meetings([tables])) if pair in known)
