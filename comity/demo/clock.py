"""When people write: instants snapped to working days and hours, and the wait for an answer."""

from __future__ import annotations

from itertools import accumulate
from math import log
from typing import TYPE_CHECKING

from comity.demo.dice import chance

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

SECOND_US = 1_000_000
HOUR_US = 3_600 * SECOND_US
DAY_US = 24 * HOUR_US
EPOCH_WEEKDAY = 3  # 1970-01-01 was a Thursday; Monday is 0
SATURDAY = 5
OPENS, CLOSES, LATE = 7, 20, 23  # hours in which people answer, on their clock

# share of mail by hour of the working day: two humps with lunch between, a little at night
HOURS = list(
    accumulate((0, 0, 0, 0, 0, 1, 2, 6, 12, 15, 14, 11, 6, 8, 12, 12, 10, 6, 3, 2, 2, 2, 1))
)
EVENING = list(accumulate((0, 0, 0, 0, 0, 0, 1, 3, 3, 3, 2, 2, 4, 3, 2, 2, 3, 5, 9, 12, 12, 9, 4)))


def weekday(at_us: int) -> int:
    """Return the day of the week, Monday 0, in UTC."""
    return (at_us // DAY_US + EPOCH_WEEKDAY) % 7


def working(rng: Random, at_us: int, *, private: bool = False) -> int:
    """Return a moment of that day at a likely hour, moved to Monday from a weekend."""
    day = at_us // DAY_US
    if not private and weekday(at_us) >= SATURDAY and chance(rng, 0.95):
        day += 7 - weekday(at_us)
    hour = rng.choices(range(23), cum_weights=EVENING if private else HOURS)[0]
    return day * DAY_US + hour * HOUR_US + rng.randrange(3_600) * SECOND_US


def answered(
    rng: Random, at_us: int, median_hours: float, *, private: bool = False, minutes: int = 0
) -> int:
    """Return when an answer comes: log-normal, and not at night or, for work, at a weekend.

    ``minutes`` is how far the clock of who answers lies east of UTC.
    """
    ahead_us = minutes * 60 * SECOND_US
    wait_hours = min(rng.lognormvariate(log(median_hours), 1.1), 240) + 0.05
    then = at_us + int(wait_hours * 3_600) * SECOND_US + ahead_us
    hour = then % DAY_US // HOUR_US
    weekend = weekday(then) >= SATURDAY and not private
    if OPENS <= hour < (LATE if private else CLOSES) and not weekend:
        return then - ahead_us
    start = (then // DAY_US + (hour >= CLOSES)) * DAY_US
    if weekday(start) >= SATURDAY and not private:
        start += (7 - weekday(start)) * DAY_US
    return start + 8 * HOUR_US + rng.randrange(9_000) * SECOND_US - ahead_us


def days(rng: Random, begin_us: int, end_us: int, every_days: float) -> Iterator[int]:
    """Yield moments about so many days apart."""
    at_us = begin_us + int(rng.random() * every_days * DAY_US)
    while at_us < end_us:
        then = working(rng, at_us)
        if then < end_us:
            yield then
        at_us += int(rng.uniform(0.8, 1.2) * every_days * DAY_US)
