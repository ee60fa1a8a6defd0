"""A history in, cases of T5 out: from each active day of a tie, the days until the next.

A gap that the log, or the training's end, cuts short is censored: it is known to be longer than
what was seen of it. A forecast is a distribution of whole days, judged by the log-likelihood of
what came (mass of the day, or of all later days) and by how evenly its probability integral
transform is spread (Czado, Gneiting and Held, Biometrics 2009).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from comity.evaluate.metrics import Floats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from comity.evaluate.history import History
    from comity.evaluate.metrics import Integers

PIT_BINS = 10
LEAST_MASS = 1e-9

Chance: TypeAlias = Callable[[Floats], Floats]  # of each case, that the gap is at most so many days


@dataclass(frozen=True)
class Gaps:
    """Gaps to be guessed: one a row, from an active day of a pair."""

    history: History
    pair: Integers
    day: Integers  # the active day it begins with
    days: Floats  # how long it was, or was seen to be at least
    closed: NDArray[np.bool_]
    columns: Mapping[str, Floats]  # of the gaps before it

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.days)

    @property
    def owner(self) -> Integers:
        """Whose guess it is."""
        owner: Integers = self.history.pair_owner[self.pair]
        return owner


def gaps(history: History, *, from_day: int, until_day: int) -> Gaps:
    """Return the gaps that begin on a day of a span; of what comes after it nothing is known."""
    pair, day = history.active_days
    pair, day = pair[day < until_day], day[day < until_day]
    goes_on = np.append(pair[1:] == pair[:-1], np.zeros(min(len(pair), 1), dtype=bool))
    next_day = np.where(goes_on, np.roll(day, -1), until_day - 1)
    length = (next_day - day).astype(np.float64)
    columns = _columns(pair, length, goes_on)
    chosen = np.flatnonzero((day >= from_day) & (length > 0))
    return Gaps(
        history,
        pair[chosen],
        day[chosen],
        length[chosen],
        goes_on[chosen],
        {name: values[chosen] for name, values in columns.items()},
    )


def _columns(pair: Integers, length: Floats, goes_on: NDArray[np.bool_]) -> dict[str, Floats]:
    """Return sums over the closed gaps of the pair that end with the active day or before."""
    starts = np.flatnonzero(np.diff(pair, prepend=-1))
    place = np.arange(len(pair)) - np.repeat(starts, np.diff(np.append(starts, len(pair))))
    known = np.where(goes_on, length, 1.0)
    own = np.repeat(starts, np.diff(np.append(starts, len(pair))))

    def summed(values: Floats) -> Floats:
        before = np.append(0.0, np.cumsum(values))[:-1]
        return np.asarray(before - before[own], np.float64)

    last = np.where(place > 0, np.roll(known, 1), np.nan)
    return {
        "gaps": place.astype(np.float64),
        "gap_days": summed(known),
        "log_gaps": summed(np.log(known)),
        "log_gaps_squared": summed(np.log(known) ** 2),
        "last_gap_days": last,
    }


def log_likelihoods(cases: Gaps, chance: Chance) -> Floats:
    """Return each case's log-likelihood in nats."""
    low, high = _transformed(cases, chance)
    return np.asarray(np.log(np.maximum(high - low, LEAST_MASS)), np.float64)


def pit_error(cases: Gaps, chance: Chance) -> float:
    """Return how far the transform is from even: the summed differences of ten shares from 1/10.

    A case counts evenly between the chances of less than it and of at most it; a censored one
    between that of what was seen of it and 1.
    """
    if not len(cases):
        return float("nan")
    low, high = _transformed(cases, chance)
    edges = np.linspace(0, 1, PIT_BINS + 1)[:, np.newaxis]
    spread = np.maximum(high - low, LEAST_MASS)
    reached = np.clip((edges - low) / spread, 0, 1).mean(axis=1)
    return float(np.abs(np.diff(reached) - 1 / PIT_BINS).sum())


def median_error_days(cases: Gaps, chance: Chance) -> float:
    """Return the mean distance of the median from the gap, over the closed gaps."""
    if not cases.closed.any():
        return float("nan")
    missed = np.abs(medians(cases, chance) - cases.days)
    return float(missed[cases.closed].mean())


def medians(cases: Gaps, chance: Chance) -> Floats:
    """Return the fewest whole days within which the gap is over as likely as not.

    No median is longer than the log.
    """
    low = np.zeros(len(cases))
    high = np.full(len(cases), float(cases.history.days))
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        enough = chance(middle) >= 0.5  # noqa: PLR2004 - as likely as not
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return high


def _transformed(cases: Gaps, chance: Chance) -> tuple[Floats, Floats]:
    """Return the chances between which the truth lies."""
    at_most = chance(cases.days)
    less = np.where(cases.closed, chance(cases.days - 1), at_most)
    return less, np.where(cases.closed, at_most, 1.0)
