"""Rounds of pairs mended: whoever lost their partner is matched anew, everybody else stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.rounds.demand import Seated
from comity.rounds.pair_bound import quick_bound
from comity.rounds.pairs import Rounds, least_rested

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.rounds.demand import Demand, Seating
    from comity.rounds.pairs import Table, Tables

_STAY = 50.0  # times the dearest meeting: what it is worth that two stay where they are told


def repaired_pairs(demand: Demand, seating: Seating, *, from_round: int) -> Seated:
    """Return a seating that stands until a round, and then seats whoever is there.

    It raises nothing: whom nobody is left for rests. Two who must meet and no longer would are
    given the first round in which both are there.
    """
    rounds = Rounds.of(demand, [() for _ in range(demand.rounds)])
    for at, tables in enumerate(seating):
        rounds.take(at, tables if at < from_round else tuple(_whole(rounds, at, tables)))
    _settle_required(rounds, from_round)
    for at in range(from_round, demand.rounds):
        rounds.take(at, _mended(rounds, at))
    places = (_in_place(demand, was, now) for was, now in zip(seating, rounds.tables, strict=True))
    return Seated(
        tuple(
            was if at < from_round else now
            for at, (was, now) in enumerate(zip(seating, places, strict=True))
        ),
        quick_bound(demand),
    )


def _whole(rounds: Rounds, at: int, tables: Tables) -> Iterator[Table]:
    """Yield the tables of a round that can stay: their people there, allowed and not yet met."""
    demand = rounds.demand
    shut = rounds.barred | (rounds.met > 0)
    odd = int(demand.present[at].sum()) % 2 == 1
    for table in tables:
        there = tuple(sorted(one for one in table if demand.present[at, one]))
        trio = len(there) > demand.size
        fits = len(there) == demand.size or (trio and odd and demand.uneven == "larger")
        if fits and not shut[np.ix_(there, there)][~np.eye(len(there), dtype=bool)].any():
            yield there
            odd &= not trio


def _settle_required(rounds: Rounds, from_round: int) -> None:
    """Give those who must meet and will not a round in which that moves fewest others."""
    demand = rounds.demand
    for one, other in demand.required:
        if rounds.met[one, other] or rounds.barred[one, other]:
            continue
        free = [
            (sum(bool({one, other} & set(table)) for table in rounds.tables[at]), at)
            for at in range(from_round, demand.rounds)
            if demand.present[at, [one, other]].all()
            and not any({one, other} & set(table) for table in rounds.fixed[at])
        ]
        if free:
            at = min(free)[1]
            pair = (min(one, other), max(one, other))
            stay = (t for t in rounds.leave(at) if not {one, other} & set(t))
            rounds.fixed[at] = (*rounds.fixed[at], pair)
            rounds.take(at, (*stay, pair))


def _mended(rounds: Rounds, at: int) -> Tables:
    """Return a round with its widowed matched: among themselves, or so that fewest others move."""
    demand, required = rounds.demand, rounds.fixed[at]
    kept = tuple(_whole(rounds, at, rounds.leave(at)))
    must_rest = int(demand.present[at].sum()) % 2 if demand.uneven == "smaller" else 0
    rounds.fixed[at] = kept
    ways = [rounds.anew(at, demand.worth, least_rested(rounds, at))]
    rounds.fixed[at] = required
    if _idle(rounds, at, ways[0]) <= must_rest and _in_turn(rounds, at, ways[0]):
        return ways[0]
    gain = demand.worth.copy()
    for table in kept:
        gain[np.ix_(table, table)] += _STAY * max(float(demand.worth.max()), 1e-9)
    ways.append(rounds.anew(at, gain, least_rested(rounds, at)))
    if _idle(rounds, at, ways[-1]) > must_rest:
        later = [(after, rounds.leave(after)) for after in range(at + 1, demand.rounds)]
        ways.append(rounds.anew(at, gain, least_rested(rounds, at)))
        for after, tables in later:
            rounds.take(after, tables)
    return min(ways, key=lambda way: (_idle(rounds, at, way), not _in_turn(rounds, at, way)))


def _idle(rounds: Rounds, at: int, tables: Tables) -> int:
    return int(rounds.idle(at, tables).sum())


def _in_turn(rounds: Rounds, at: int, tables: Tables) -> bool:
    """Return whether nobody rests who rested more than others who are there."""
    rests = rounds.rests[rounds.idle(at, tables)]
    least = rounds.rests[rounds.demand.present[at]].min(initial=rounds.demand.rounds)
    return not (rests > least).any()


def _in_place(demand: Demand, was: Tables, now: Tables) -> Tables:
    """Return tables where they stood; new ones where one of theirs sat, or where there is room."""
    found: list[Table] = [()] * max(len(was), len(demand.hosts))
    sat = {one: at for at, table in enumerate(was) for one in table}
    sat |= {host: at for at, host in enumerate(demand.hosts)}
    for table in sorted(filter(None, now), key=lambda one: not set(one) & set(demand.hosts)):
        hosts = [one for one in table if one in demand.hosts]
        wanted = [sat[one] for one in (*hosts, *table) if one in sat]
        wanted += range(len(demand.hosts), len(found))
        place = next((at for at in wanted if not found[at]), None)
        if place is None or (not hosts and place < len(demand.hosts)):
            place = len(found)
            found.append(())
        found[place] = table
    while found and not found[-1]:
        found.pop()
    return tuple(found)
