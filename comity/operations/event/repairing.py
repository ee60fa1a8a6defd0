"""Seats mended when somebody is missing, comes late or leaves: shown first, then taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.errors import BadInput
from comity.operations.event.calling import alphabetical, short_names
from comity.operations.event.course import REPAIRED, settled
from comity.operations.event.demanding import demand_of
from comity.operations.event.seats import repeated, table_of
from comity.operations.words import listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comity.operations.event.evening import Evening, Said
    from comity.operations.event.seats import Keys, Tables

_TOLD_MAX = 6


@dataclass(frozen=True, slots=True)
class Move:
    """A guest whose table changes in a round; table 0 is none."""

    round: int
    guest: str
    table: int
    to: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Seats from a round on, and who moves by them."""

    from_round: int
    rounds: Keys
    moves: tuple[Move, ...]

    @property
    def act(self) -> Said:
        """What is said when it is taken."""
        return REPAIRED, {"from_round": self.from_round, "rounds": self.rounds}


def proposal(evening: Evening) -> Proposal | None:
    """Return the seats that would do for those who are there; None where no round is left."""
    from comity.rounds.repair import repaired

    first = evening.seated_until + 1
    if first > len(evening.seating):
        return None
    row = {one.key: n for n, one in enumerate(evening.guests)}
    stands = settled(evening, len(evening.seating))
    rows = tuple(
        tuple(tuple(sorted(row[key] for key in table if key in row)) for table in tables)
        for tables in stands
    )
    found = repaired(demand_of(evening), rows, from_round=first - 1, seed=evening.seed)
    keys = [one.key for one in evening.guests]
    anew = tuple(
        tuple(tuple(keys[n] for n in table) for table in tables)
        for tables in found.seating[first - 1 :]
    )
    hosts = any(one.table for one in evening.guests)
    rounds = tuple(
        tables if hosts else kept_in_place(evening.tables(at), tables)
        for at, tables in enumerate(anew, first)
    )
    if repeated((*evening.played, *rounds)):
        raise BadInput(
            "no seats are left in which nobody meets again", hint="end the evening, or swap by hand"
        )
    return Proposal(first, rounds, _moves(evening, first, rounds))


def kept_in_place(before: Tables, after: Tables) -> Tables:
    """Return tables in the order in which most people stay where they would have sat."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    places = max(len(before), len(after))
    same = np.zeros((places, places))
    at = {key: n for n, table in enumerate(before) for key in table}
    for n, table in enumerate(after):
        for key in table:
            if key in at:
                same[n, at[key]] += 1
        same[n, : len(before)] += 1e-3 * bool(table)  # a table that stood before one further off
    _, place = linear_sum_assignment(-same)
    found: list[tuple[str, ...]] = [()] * places
    for n, table in enumerate(after):
        found[place[n]] = table
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def _moves(evening: Evening, first: int, rounds: Keys) -> tuple[Move, ...]:
    found = []
    for at, tables in enumerate(rounds, first):
        was, there = evening.tables(at), evening.there(at)
        for guest in evening.guests:
            table, to = table_of(was, guest.key), table_of(tables, guest.key)
            if guest.key in there and table != to:
                found.append(Move(at, guest.key, table, to))
    return tuple(found)


def in_words(evening: Evening, found: Proposal) -> str:
    """Return a proposal in plain words: the next round to the name, later ones in number."""
    if not found.moves:
        return "Nobody has to move."
    names = short_names(evening.guests)
    many = len(found.moves)
    soon = [one for one in found.moves if one.round == found.from_round]
    told = [_told(evening, one, found, names) for one in soon]
    told.sort(key=alphabetical)
    shown = told[:_TOLD_MAX]
    if len(told) > _TOLD_MAX:
        shown.append(f"and {len(told) - _TOLD_MAX} more")
    words = f"{many} {'seat changes' if many == 1 else 'seats change'}: "
    parts = [f"in round {found.from_round} {', '.join(shown)}"] if shown else []
    if later := many - len(soon):
        parts.append(f"{later} in later rounds")
    return words + "; ".join(parts) + ". Nobody meets anybody again."


def _told(evening: Evening, one: Move, found: Proposal, names: Mapping[str, str]) -> str:
    if not one.to:
        return f"{names[one.guest]} rests"
    table = found.rounds[one.round - found.from_round][one.to - 1]
    others = [names[key] for key in table if key != one.guest]
    shown = evening.number(one.to)
    return f"{names[one.guest]} to table {shown} with {listed(others)}"


def alone(evening: Evening) -> Sequence[str]:
    """Return who of those there sits with nobody in the round at hand, or at no table."""
    at = max(evening.round, 1)
    tables = evening.tables(at)
    seated = {key for table in tables if len(table) > 1 for key in table}
    return [one.key for one in evening.guests if one.key in evening.there(at) - seated]
