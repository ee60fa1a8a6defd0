"""Why a demand for tables of three and more cannot be met, as far as that is proven beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.rounds.demand import Impossible
from comity.rounds.impossible import barred, check_company, check_wishes, counted
from comity.rounds.room import tables_and_chairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.rounds.demand import Demand


def explained_tables(demand: Demand) -> None:
    """Raise what makes the demand impossible, if anything does that can be told beforehand."""
    closed = barred(demand)
    _hosts(demand)
    check_wishes(demand, closed)
    check_company(demand, closed)
    _kinds(demand, closed)
    _too_few(demand, closed)


def _hosts(demand: Demand) -> None:
    """Tell of a round in which some host would have no guest."""
    hosts = demand.present[:, list(demand.hosts)].sum(axis=1)
    people = demand.present.sum(axis=1)
    short = np.flatnonzero(2 * hosts > people)
    if len(short):
        at = int(short[0])
        most = int(people[at]) // 2
        raise Impossible(
            f"Round {at + 1} has {hosts[at]} hosts among {people[at]} people: a host would sit"
            " alone.",
            f"Name {most} host{'s' * (most != 1)} or fewer, or ask more people.",
            reason="hosts",
            people=demand.hosts,
            rounds=at + 1,
        )


def _kinds(demand: Demand, closed: NDArray[np.bool_]) -> None:
    """Tell of a round with more people who may not meet each other than it has tables."""
    for at, there in enumerate(demand.present):
        if at and (there == demand.present[at - 1]).all():
            continue
        rows = np.flatnonzero(there)
        tables, _ = tables_and_chairs(demand, there)
        apart = _apart(closed[np.ix_(rows, rows)])
        if len(apart) > tables and len(rows) > 1:
            size = max(2, (len(rows) - 1) // (len(apart) - 1))
            smaller = f", or sit at tables of {size}" if size < demand.size else ""
            raise Impossible(
                f"{len(apart)} of the {len(rows)} people of round {at + 1} may not meet each"
                f" other: {{people}}. There are only {tables} tables.",
                f"Let some of them meet after all{smaller}, or ask more people.",
                reason="too_many_of_one_kind",
                people=tuple(int(rows[one]) for one in apart),
                rounds=at + 1,
            )


def _apart(closed: NDArray[np.bool_]) -> list[int]:
    """Return people none of whom may meet another: as many as are easily found."""
    best: list[int] = []
    order = np.argsort(-closed.sum(axis=1), kind="stable")
    for first in order:
        if closed[first].sum() <= len(best):
            break
        found, left = [int(first)], closed[first].copy()
        left[first] = False
        while left.any():
            among = np.where(left, (closed & left).sum(axis=1), -1)
            found.append(int(among.argmax()))
            left &= closed[found[-1]]
            left[found[-1]] = False
        best = max(best, found, key=len)
    return sorted(best)


def _too_few(demand: Demand, closed: NDArray[np.bool_]) -> None:
    """Tell of those who have more seats beside others than people to meet."""
    there = demand.present
    if not len(there):
        return
    others = (((there.T.astype(int) @ there.astype(int)) > 0) & ~closed).sum(axis=1)
    least = np.array([_least_company(demand, one) for one in there], int)
    company = (there * least[:, None]).cumsum(axis=0)
    short = np.flatnonzero(company[-1] > others)
    if not len(short):
        return
    most = int((company[:, short] <= others[short]).all(axis=1).sum())
    everybody = len(short) == demand.people
    fewest = int(others[short].min())
    who = (
        f"{demand.people} people can meet in at most {counted(most)} at tables of {demand.size}"
        if everybody
        else f"{{people}} may meet only {fewest} of those who are there,"
        f" which is at most {counted(most)} at tables of {demand.size}"
    )
    raise Impossible(
        f"{who} without anybody meeting twice.",
        f"Hold {counted(most)} or fewer, or ask more people.",
        reason="too_many_rounds",
        people=() if everybody else tuple(map(int, short[others[short] == fewest])),
        rounds=most,
    )


def _least_company(demand: Demand, there: NDArray[np.bool_]) -> int:
    """Return how many others sit at the smallest table of a round."""
    tables, _ = tables_and_chairs(demand, there)
    return max(int(there.sum()) // tables - 1, 0) if tables else 0
