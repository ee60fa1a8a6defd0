"""The dates and clocks of a whole chat in; their order, and which words mean the afternoon, out.

Neither a date of three numbers nor an unknown word beside a clock tells by itself what it means.
The right reading is the one in which every date exists and time runs forward.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from comity.sources.chats import whatsapp_words as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import tzinfo

    from comity.sources.chats.whatsapp_lines import Clock, Line, Numbers

_PAIR = 2
_NOON, _DAY_HOURS, _HOUR_MINUTES = 12, 24, 60
_ORDERS = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}  # where year, month, day stand
_FIRST_YEAR, _LAST_YEAR = 2009, 2200  # of WhatsApp, and of a calendar like ours
_BUDDHIST_YEARS = 543
_PERSIAN_YEARS = range(1380, 1500)
_STAMPS_MAX = 200_000  # looked at for the order
_NOTHING: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


@dataclass(slots=True)
class Reading:
    """How the dates and clocks of one file are read."""

    order: str = "dmy"
    is_guess: bool = False  # the order of day and month might as well be the other
    late: frozenset[str] = field(default_factory=frozenset)  # unknown words for the afternoon
    early: frozenset[str] = field(default_factory=frozenset)

    def moment(self, line: Line, tz: tzinfo) -> datetime | None:
        """Return when a line was written; None where there is no such time."""
        day = _day(line.date, self.order)
        clock = _clock(line.clock, self._half(line.beside))
        if not day or not clock:
            return None
        return datetime(day.year, day.month, day.day, *clock, tzinfo=tz)

    def _half(self, beside: str) -> str:
        known = words.half(beside)
        return known or ("late" if beside in self.late else "early" if beside in self.early else "")


def reading(lines: Iterable[Line]) -> Reading:
    """Decide over a whole file how its dates and clocks are read."""
    stamps: list[tuple[Numbers, Clock, str]] = []
    is_american, mark = False, ""
    for line in lines:
        mark = mark or line.mark
        is_american = is_american or (line.is_capital and min(map(len, line.date[:2])) == 1)
        if len(stamps) < _STAMPS_MAX:
            stamps.append((line.date, line.clock, line.beside))
    dates = [one for one, _, _ in stamps]
    changed = [one for n, one in enumerate(dates) if n == 0 or dates[n - 1] != one]
    order, is_open = _order(changed, is_american=is_american and mark == "/")
    early, late = _halves(stamps)
    return Reading(
        order, is_open and mark != ".", frozenset(late), frozenset(early)
    )  # no region puts dots after a month


def clock_of(line: Line) -> Clock:
    """Return a line's clock as the line alone tells it, the same in every export of the chat."""
    return _clock(line.clock, words.half(line.beside)) or line.clock


def _order(dates: Sequence[Numbers], *, is_american: bool) -> tuple[str, bool]:
    """Return the order in which every date exists and time runs forward, and whether two do."""
    orders = ("mdy", "dmy", "ymd") if is_american else ("dmy", "mdy", "ymd")
    faults: dict[str, tuple[int, int]] = {}
    for order in orders:
        days = [_day(numbers, order) for numbers in dates]
        known = [day for day in days if day]
        backward = sum(later < earlier for earlier, later in pairwise(known))
        faults[order] = (len(days) - len(known), backward)
    best = min(orders, key=lambda order: faults[order])
    is_open = faults["dmy"] == faults["mdy"] and any(
        _day(one, "dmy") != _day(one, "mdy") for one in dates
    )
    return best, best != "ymd" and is_open


def _halves(stamps: Sequence[tuple[Numbers, Clock, str]]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words for morning and afternoon, where two unknown words share a clock.

    The one with which time runs forward more often is the morning; of a word alone nothing is
    known, and it stands for nothing ("klo", "at").
    """
    unknown = frozenset(beside for _, _, beside in stamps if beside and not words.half(beside))
    is_twelve = all(clock[0] <= _NOON for _, clock, beside in stamps if beside in unknown)
    if len(unknown) != _PAIR or not is_twelve:
        return _NOTHING
    one, two = sorted(unknown)
    faults = {late: _backward(stamps, late) for late in (one, two)}
    late = min(faults, key=lambda word: faults[word])
    return (unknown - {late}, frozenset({late})) if faults[one] != faults[two] else _NOTHING


def _backward(stamps: Sequence[tuple[Numbers, Clock, str]], late: str) -> int:
    """Return how often time runs backward within a day."""
    steps = 0
    for (day, clock, beside), (next_day, next_clock, next_beside) in pairwise(stamps):
        before = _clock(clock, "late" if beside == late else "early")
        after = _clock(next_clock, "late" if next_beside == late else "early")
        steps += day == next_day and bool(before and after and after < before)
    return steps


def _clock(clock: Clock, half: str) -> Clock | None:
    """Return a clock of 24 hours; None where there is no such time."""
    hour, minute, second = clock
    if half == "noon":
        hour += _NOON if hour < _NOON - 1 else 0  # it begins an hour before
    elif half and hour <= _NOON:
        hour = hour % _NOON + (_NOON if half == "late" else 0)
    if hour > _DAY_HOURS or max(minute, second) >= _HOUR_MINUTES:
        return None
    return hour % _DAY_HOURS, minute, second


def _day(numbers: Numbers, order: str) -> date | None:
    """Return the day that three numbers name in an order; of Thailand's and Iran's years, ours."""
    year, month, day = (numbers[place] for place in _ORDERS[order])
    if len(year) not in {2, 4} or len(month) > _PAIR or len(day) > _PAIR:
        return None
    whole = int(year) + (2000 if len(year) == _PAIR else 0)
    if whole > _LAST_YEAR:
        whole -= _BUDDHIST_YEARS
    if whole in _PERSIAN_YEARS:
        return _persian_day(whole, int(month), int(day))
    try:
        return date(whole, int(month), int(day)) if whole >= _FIRST_YEAR else None
    except ValueError:
        return None


def _persian_day(year: int, month: int, day: int) -> date | None:
    """Return the day of the Solar Hijri calendar, by its 33-year cycle of 8 leap years.

    Six months have 31 days, the others 30; 979-01-01 was 80 days into 1600.
    """
    long_months = min(month - 1, 6)
    longest = 31 if month <= 6 else 30  # noqa: PLR2004 - as above
    if not (1 <= month <= 12 and 1 <= day <= longest):  # noqa: PLR2004 - of a year
        return None
    cycles, rest = divmod(year - 979, 33)
    days = 365 * (year - 979) + 8 * cycles + (rest + 3) // 4
    days += 30 * (month - 1) + long_months + day - 1
    return date(1600, 1, 1) + timedelta(days=79 + days)
