"""Why a demand for pairs cannot be met, told before anybody is seated, and what could be."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from comity.rounds.demand import Impossible
from comity.rounds.matching import matched

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.rounds.demand import Demand
    from comity.rounds.pairs import Rounds


def explained(demand: Demand) -> None:
    """Raise what makes the demand impossible, if anything does that can be told beforehand."""
    closed = barred(demand)
    _hosts(demand)
    check_wishes(demand, closed)
    check_company(demand, closed)
    _too_few(demand, closed)
    _each_round(demand, closed)


def barred(demand: Demand) -> NDArray[np.bool_]:
    """Return who is never to sit together: forbidden, themselves, or two hosts."""
    closed = demand.forbidden.copy()
    np.fill_diagonal(closed, val=True)
    hosts = list(demand.hosts)
    closed[np.ix_(hosts, hosts)] = True
    return closed


def _hosts(demand: Demand) -> None:
    tables = int(demand.present.sum(axis=1).max(initial=0)) // 2
    if len(demand.hosts) > max(tables, 0) and demand.hosts:
        raise Impossible(
            f"There are {len(demand.hosts)} hosts and only {tables} tables of two.",
            f"Name {tables} hosts or fewer.",
            reason="hosts",
            people=demand.hosts,
        )


def check_wishes(demand: Demand, closed: NDArray[np.bool_]) -> None:
    """Tell of two who must meet and cannot, or of one who must meet too many."""
    for one, other in demand.required:
        if closed[one, other]:
            raise Impossible(
                "{people} must meet and may not: both was said.",
                "Take one of the two back.",
                reason="contradiction",
                people=(one, other),
            )
        if not (demand.present[:, one] & demand.present[:, other]).any():
            raise Impossible(
                "{people} must meet and are never there in the same round.",
                "Change when one of them comes or goes, or let them meet another time.",
                reason="never_there",
                people=(one, other),
            )
    wishes = Counter(one for pair in {tuple(sorted(p)) for p in demand.required} for one in pair)
    for one, many in wishes.items():
        rounds, others = int(demand.present[:, one].sum()), demand.size - 1
        if many > rounds * others and demand.uneven == "smaller":
            raise Impossible(
                f"{{people}} must meet {many} people and is there for {counted(rounds)}.",
                f"Hold {counted(-(-many // others))} or more,"
                f" or take {many - rounds * others} of the wishes back.",
                reason="too_many_wishes",
                people=(one,),
                rounds=rounds,
            )


def check_company(demand: Demand, closed: NDArray[np.bool_]) -> None:
    """Tell of those who are there with others and may never meet any of them."""
    in_company = demand.present.sum(axis=1) > 1
    there = demand.present[in_company]
    together = (there.T.astype(int) @ there.astype(int)) > 0
    alone = np.flatnonzero(there.any(axis=0) & ~(together & ~closed).any(axis=1))
    if len(alone):
        raise Impossible(
            "{people} may meet nobody who is there.",
            "Allow them somebody, or leave them out.",
            reason="nobody",
            people=tuple(int(one) for one in alone),
        )


def _too_few(demand: Demand, closed: NDArray[np.bool_]) -> None:
    """Tell of those who have more rounds than people to meet, or too few to rest in turn."""
    there = demand.present
    together = (there.T.astype(int) @ there.astype(int)) > 0
    others = (together & ~closed).sum(axis=1)
    odd = (there.sum(axis=1) % 2 == 1).astype(int)
    rounds = there.sum(axis=0) - odd @ there
    pairs, needed = int(others.sum()) // 2, there.sum(axis=1) // 2
    if needed.sum() > pairs:
        most = int((needed.cumsum() <= pairs).sum())
        raise Impossible(
            f"{demand.people} people can meet in at most {counted(most)} of pairs"
            " without anybody meeting twice, of those who may meet.",
            f"Hold {counted(most)} or fewer, or ask more people.",
            reason="too_many_rounds",
            rounds=most,
        )
    short = np.flatnonzero(rounds > others)
    if not len(short):
        return
    fewest = int(others[short].min())
    least = tuple(int(one) for one in short[others[short] == fewest])
    odd_room = demand.people % 2 if there.all() else 0
    most = fewest + odd_room
    raise Impossible(
        f"{{people}} may meet only {fewest} of those who are there, in more rounds than that.",
        f"Hold {counted(most)} or fewer, or allow them more people.",
        reason="too_many_rounds",
        people=least,
        rounds=most,
    )


def _each_round(demand: Demand, closed: NDArray[np.bool_]) -> None:
    """Tell of a round in which not everybody could sit with somebody, were it the only one."""
    known: set[bytes] = set()
    for at, there in enumerate(demand.present):
        if there.tobytes() in known:
            continue
        known.add(there.tobytes())
        rows = np.flatnonzero(there)
        open_to = ~closed[np.ix_(rows, rows)]
        mate = matched(open_to.astype(float), open_to)
        idle = int((mate < 0).sum())
        if idle > len(rows) % 2:
            raise _of_round(at, rows, open_to, idle)


def _of_round(
    at: int, rows: NDArray[np.int64], open_to: NDArray[np.bool_], idle: int
) -> Impossible:
    """Return why a round cannot seat all: most often one organisation is more than half of it."""
    same = np.array([tuple(row) for row in ~open_to])
    kinds, kind = np.unique(same, axis=0, return_inverse=True)
    counts = np.bincount(kind.ravel(), minlength=len(kinds))
    largest = np.flatnonzero(kind.ravel() == counts.argmax())
    others = len(rows) - len(largest)
    apart = not open_to[np.ix_(largest, largest)].any()
    if apart and len(largest) - others >= idle:
        return Impossible(
            f"{len(largest)} of the {len(rows)} people of round {at + 1} may not meet each other:"
            f" {{people}}. There are only {others} others to meet.",
            f"Let {(idle + 1) // 2} pairs of them meet after all, or ask {idle} more people.",
            reason="too_many_of_one_kind",
            people=tuple(int(rows[one]) for one in largest),
            rounds=at + 1,
        )
    return Impossible(
        f"In round {at + 1} {idle} of the {len(rows)} people who are there find nobody whom they"
        " may meet, however all are seated.",
        "Forbid fewer meetings, or ask more people.",
        reason="round",
        rounds=at + 1,
    )


def not_found(rounds: Rounds) -> Impossible:
    """Return what to say where each round alone could be seated and all together could not."""
    full = 0
    for at, tables in enumerate(rounds.tables):
        idle = rounds.idle(at, tables)
        if int(idle.sum()) > int(rounds.demand.present[at].sum()) % 2:
            break
        full = at + 1
    asked = rounds.demand.rounds
    if full == asked:
        return Impossible(
            "No way was found for all who must meet to do so, each in a round of its own.",
            "Take one of the wishes back, or hold more rounds.",
        )
    fewer = f"Hold {counted(full)}, ask" if full else "Ask"
    return Impossible(
        f"No way was found to seat everybody in {counted(asked)}: too few people may meet.",
        f"{fewer} more people, or forbid fewer meetings.",
        rounds=full or None,
    )


def counted(many: int) -> str:
    """Return so many rounds in words."""
    return "1 round" if many == 1 else f"{many} rounds"
