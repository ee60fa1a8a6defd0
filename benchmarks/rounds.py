"""How good rounds are, and how fast: ``python -m benchmarks.rounds`` (``--quick`` without 1,000).

People are invented from a seed: some seek and offer topics of which few are in demand, all are of
organisations of three. Every row is of one run and its processor time; the bound is the proven
most (``comity.rounds.pair_bound``), never what any search found.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.greedy import greedy
from benchmarks.table_programme import most
from comity.rounds.demand import Demand
from comity.rounds.outcome import repeats, resting, times_met, value, worst_share
from comity.rounds.pair_bound import priced
from comity.rounds.repair import repaired
from comity.rounds.round_robin import round_robin
from comity.rounds.seat import seated
from comity.rounds.table_bound import table_bound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from comity.rounds.demand import Seating

TOPICS, ASKED, OFFERED = 40, 2, 3
GOLFERS = (
    (8, 4, 7),
    (8, 4, 8),
    (8, 4, 9),
    (8, 4, 10),
    (7, 4, 9),
    (10, 4, 13),
    (10, 5, 9),
    (18, 5, 10),
)
ROW = "| {} | {:.4f} | {:.3f} | {} | {:.2f} |"


def invented(people: int, rounds: int, *, seed: int) -> Demand:
    """Return an evening of people who seek and offer topics, and may not meet their own."""
    rng = np.random.default_rng(seed)
    wanted = rng.dirichlet(np.full(TOPICS, 2.0))
    seeks, offers = np.zeros((2, people, TOPICS))
    for one in range(people):
        seeks[one, rng.choice(TOPICS, ASKED, replace=False, p=wanted)] = 1
        offers[one, rng.choice(TOPICS, OFFERED, replace=False)] = 1
    helped = seeks @ offers.T
    liking = rng.gamma(2.0, 0.5, (people, people))
    worth = helped + helped.T + (liking + liking.T) / 4
    np.fill_diagonal(worth, 0.0)
    firm = np.arange(people) // 3
    forbidden = firm[:, None] == firm[None, :]
    np.fill_diagonal(forbidden, val=False)
    return Demand(worth, np.ones((rounds, people), bool), forbidden)


def pairs(people: int, rounds: int) -> Iterator[str]:
    """Yield a table of ways to seat pairs, each beside the same bound."""
    demand = invented(people, rounds, seed=1)
    bound = priced(demand).bound
    ways: dict[str, Callable[[], Seating]] = {
        "random round robin": lambda: _allowed(
            demand, round_robin(demand, np.random.default_rng(1))
        ),
        "greedy": lambda: greedy(demand, seed=1),
        "Comity, value alone": lambda: seated(demand, seed=1, give_up=0).seating,
        "Comity": lambda: seated(demand, seed=1).seating,
        "Comity, .015 given up for the worst-off": lambda: (
            seated(demand, seed=1, give_up=0.015).seating
        ),
    }
    yield f"\nPairs, {people} people, {rounds} rounds:\n"
    yield "| | value / bound | worst-off, of own best | idle | seconds |"
    yield "|---|---|---|---|---|"
    for name, way in ways.items():
        before = time.process_time()
        found = way()
        seconds = time.process_time() - before
        idle = sum(map(len, resting(demand, found)))
        share = worst_share(demand, found) or 0.0
        yield ROW.format(name, value(demand, found) / bound, share, idle, seconds)


def _allowed(demand: Demand, seating: Seating) -> Seating:
    """Return a seating without the tables at which somebody sits who may not."""
    return tuple(
        tuple(table for table in tables if not demand.forbidden[table]) for tables in seating
    )


def repair() -> Iterator[str]:
    """Yield a table of evenings of which a tenth is missing after round 3."""
    yield "\nA tenth of 200 missing after 3 of 8 rounds of pairs:\n"
    yield "| seed | seats changed | widowed | idle | share of seating all anew | seconds |"
    yield "|---|---|---|---|---|---|"
    for seed in range(1, 4):
        demand = invented(200, 8, seed=seed)
        before = seated(demand, seed=seed).seating
        gone = set(np.random.default_rng(seed).choice(200, 20, replace=False).tolist())
        present = demand.present.copy()
        present[3:, list(gone)] = False
        asked = replace(demand, present=present)
        start = time.process_time()
        after = repaired(asked, before, from_round=3).seating
        seconds = time.process_time() - start
        changed = sum(
            sum(map(len, set(now) - set(was)))
            for was, now in zip(before[3:], after[3:], strict=True)
        )
        widowed = sum(len(set(table) - gone) == 1 for tables in before[3:] for table in tables)
        rest = replace(demand, present=present[3:], forbidden=_met(demand, before[:3]))
        anew = value(rest, seated(rest, give_up=0).seating)
        idle = sum(map(len, resting(asked, after)[3:]))
        share = value(rest, after[3:]) / anew
        yield f"| {seed} | {changed} | {widowed} | {idle} | {share:.3f} | {seconds:.3f} |"


def _met(demand: Demand, seating: Seating) -> np.ndarray:
    closed = demand.forbidden.copy()
    for tables in seating:
        for table in tables:
            closed[np.ix_(table, table)] = True
    return closed


def tables(people: int, rounds: int, size: int, *, exact: bool) -> Iterator[str]:
    """Yield a table of ways to seat larger tables, each beside the same bound."""
    demand = replace(invented(people, rounds, seed=1), size=size)
    bound = most(demand) if exact else table_bound(demand)
    ways: dict[str, Callable[[], Seating]] = {
        "random": lambda: by_lot(demand, seed=1),
        "greedy": lambda: greedy(demand, seed=1),
        "Comity": lambda: seated(demand, seed=1).seating,
        "Comity, 30 s": lambda: seated(demand, seed=1, seconds=30).seating,
    }
    least = "linear programme over tables" if exact else "best of each one's meetings"
    yield f"\nTables of {size}, {people} people, {rounds} rounds; the bound is the {least}:\n"
    yield "| | value / bound | worst-off, of own best | repeats | forbidden | idle | seconds |"
    yield "|---|---|---|---|---|---|---|"
    for name, way in ways.items():
        before = time.process_time()
        found = way()
        seconds = time.process_time() - before
        met = times_met(people, found) > 0
        told = f"{repeats(people, found)} | {int((met & demand.forbidden).sum() // 2)}"
        idle = sum(map(len, resting(demand, found)))
        share = value(replace(demand, worth=demand.worth * ~demand.forbidden), found) / bound
        worst = worst_share(demand, found) or 0.0
        yield f"| {name} | {share:.4f} | {worst:.3f} | {told} | {idle} | {seconds:.2f} |"


def by_lot(demand: Demand, *, seed: int) -> Seating:
    """Return tables drawn by lot, as most tools do."""
    rng = np.random.default_rng(seed)
    drawn = (rng.permutation(demand.people).reshape(-1, demand.size) for _ in demand.present)
    return tuple(tuple(tuple(map(int, table)) for table in tables) for tables in drawn)


def golfers() -> Iterator[str]:
    """Yield a table of rooms in which everybody is to meet others only, whoever they are."""
    yield "\nNobody twice (social golfer), repeats; greedy lets people rest instead:\n"
    yield "| tables, size, rounds | random | greedy: idle | Comity | seconds |"
    yield "|---|---|---|---|---|"
    for groups, size, rounds in GOLFERS:
        people = groups * size
        demand = Demand(
            np.ones((people, people)) - np.eye(people),
            np.ones((rounds, people), bool),
            np.zeros((people, people), bool),
            size,
        )
        lot = repeats(people, by_lot(demand, seed=1))
        idle = sum(map(len, resting(demand, greedy(demand, seed=1))))
        before = time.process_time()
        ours = repeats(people, seated(demand, seed=1).seating)
        seconds = time.process_time() - before
        yield f"| {groups}-{size}-{rounds} | {lot} | {idle} | {ours} | {seconds:.2f} |"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true", help="leave 1,000 people out")
    asked.add_argument("--tables", action="store_true", help="leave pairs out")
    asked.add_argument("--exact", action="store_true", help="tables beside the programme: a minute")
    said = asked.parse_args()
    sizes = ((200, 8),) if said.quick else ((200, 8), (1000, 10))
    seated(invented(20, 3, seed=0))  # libraries are loaded before the clock runs
    for people, rounds in () if said.tables else sizes:
        print(*pairs(people, rounds), sep="\n", flush=True)
    print(*(() if said.tables else repair()), sep="\n")
    print(*tables(200, 8, 4, exact=said.exact), sep="\n", flush=True)
    print(*golfers(), sep="\n")


if __name__ == "__main__":
    main()
