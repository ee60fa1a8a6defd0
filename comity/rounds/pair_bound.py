"""The most that any seating of pairs could be worth, proven by prices on people's rounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.rounds.demand import Demand

_BEST = 60  # partners of each in the programme; its prices are then tried on all pairs
_TELLING_APART = 1e-3  # of the mean worth: so much is added at most, to break ties


@dataclass(frozen=True, slots=True)
class Priced:
    """A proven bound, and what each pair is worth above the prices of its two people's rounds.

    What the best seating takes is what is worth more than its price, nearly. Worths in whole steps
    have many equals, of which a price could not tell which to take: ``above`` is of worths that a
    little chance has told apart, the bound of the worths as they are.
    """

    bound: float
    above: NDArray[np.float64]


def priced(demand: Demand) -> Priced:
    """Return a value that no seating of pairs, trios among them, exceeds.

    The fractional b-matching: everybody meets no more people than they have rounds, nobody twice,
    and a round has no more pairs than its people fill. Whatever non-negative prices of a person's
    round and of a meeting are, the prices of all plus what each pair is worth above its own is a
    bound (weak duality); the linear programme only finds good prices, so the bound holds where it
    is solved on part of the pairs, or badly.
    """
    worth = _worth(demand)
    rounds, meetings = _room(demand)
    apart = _told_apart(worth)
    first, second = _listed(apart, max(_BEST, 3 * demand.rounds))
    if not len(first):
        return Priced(0.0, worth)
    prices, meeting = _prices(apart[first, second], first, second, rounds, meetings)
    price = prices[:, None] + prices[None, :] + meeting
    over = np.where(worth > 0, np.maximum(worth - price, 0.0), 0.0)
    found = prices @ rounds + meeting * meetings + over.sum() / 2
    return Priced(float(found * (1 + 1e-12)), apart - price)


def _told_apart(worth: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return worths of which no two are equal, each a little more than it was if many are."""
    some = worth[np.triu(worth > 0)]
    if 2 * len(np.unique(some)) >= len(some):  # as of none at all
        return worth
    chance = np.random.default_rng(0).random(worth.shape)
    most = _TELLING_APART * some.mean() / 2
    return np.where(worth > 0, worth + most * (chance + chance.T), 0.0)


def quick_bound(demand: Demand) -> float:
    """Return a looser bound in no time: everybody gets the best whom they could meet."""
    best = -np.sort(-_worth(demand), axis=1)
    rounds, _ = _room(demand)
    return float((best * (np.arange(demand.people) < rounds[:, None])).sum() / 2)


def _worth(demand: Demand) -> NDArray[np.float64]:
    """Return what pairs are worth who may meet and are there together in some round."""
    together = (demand.present.T.astype(np.int64) @ demand.present.astype(np.int64)) > 0
    worth = np.where(demand.forbidden | ~together, 0.0, demand.worth)
    np.fill_diagonal(worth, 0.0)
    hosts = list(demand.hosts)
    worth[np.ix_(hosts, hosts)] = 0.0
    return np.asarray(worth)


def _room(demand: Demand) -> tuple[NDArray[np.float64], float]:
    """Return how many people each can meet, and how many meetings there can be."""
    many = demand.present.sum(axis=1)
    trio = (many % 2 == 1) & (many > 1) & (demand.uneven == "larger")
    rounds = demand.present.sum(axis=0) + demand.present[trio].sum(axis=0)
    return rounds.astype(float), float((many // 2).sum() + 2 * trio.sum())


def _listed(worth: NDArray[np.float64], best: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    many = len(worth)
    listed = worth > 0
    if best < many:
        last = np.argpartition(worth, many - best, axis=1)[:, many - best :]
        among = np.zeros(worth.shape, bool)
        np.put_along_axis(among, last, values=True, axis=1)
        listed &= among | among.T
    first, second = np.nonzero(np.triu(listed, 1))
    return first, second


def _prices(
    worth: NDArray[np.float64],
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    rounds: NDArray[np.float64],
    meetings: float,
) -> tuple[NDArray[np.float64], float]:
    """Return the prices of a round of each person and of any meeting, by HiGHS."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    many, pairs = len(rounds), len(worth)
    ends = [first, second]
    if meetings < rounds.sum() / 2:  # else it follows from the others
        ends.append(np.full(pairs, many))
    columns = np.tile(np.arange(pairs), len(ends))
    matrix = csr_array(
        (np.ones(len(columns)), (np.concatenate(ends), columns)), shape=(many + 1, pairs)
    )
    room = np.append(rounds, meetings)
    found = linprog(-worth, A_ub=matrix, b_ub=room, bounds=(0, 1), method="highs")
    if found.ineqlin is None or found.ineqlin.marginals is None:  # pragma: no cover - no prices
        return np.zeros(many), 0.0
    prices = np.maximum(-np.asarray(found.ineqlin.marginals), 0.0)
    return prices[:-1], float(prices[-1])
