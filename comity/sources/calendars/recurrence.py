"""A recurrence rule and its start in, the starts of its occurrences out (RFC 5545 3.3.10).

Each period of the rule (a year, month, week or day) is laid out in days, and the BY parts
filter them, so that a rule that never comes true ends at the horizon like any other. Hourly
and finer rules have no occurrences here: nobody meets every hour. BYWEEKNO numbers weeks from
Monday (ISO 8601) whatever WKST says.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST = timedelta(days=60 * 366)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_PART_CHARS = 1000
_TIMES = 24  # of one day


def parse(text: str) -> dict[str, str]:
    """Return the parts of a rule by upper-case name."""
    pairs = (part.partition("=") for part in text.upper().split(";"))
    return {key.strip(): value.strip() for key, _, value in pairs}


def occurrences(text: str, start: datetime, *, end: datetime) -> Iterator[datetime]:
    """Yield the occurrences of a rule from its start to the horizon, in local time, ascending."""
    rule = _with_defaults(parse(text), start)
    kept, times, places = _filters(rule), _times(rule, start), _numbers(rule, "BYSETPOS")
    left = next(iter(_numbers(rule, "COUNT")), -1)
    for period in _periods(rule, start.date(), end=min(end, start + LONGEST).date()):
        days = period
        for keeps in kept:
            days = list(filter(keeps, days))
        for moment in _placed([datetime.combine(d, t) for d in days for t in times], places):
            if moment > end or left == 0:
                return
            if moment >= start:
                left -= 1
                yield moment


def _with_defaults(rule: dict[str, str], start: datetime) -> dict[str, str]:
    """Return the rule with what its start implies: a yearly rule alone keeps month and day."""
    if any(rule.get(part) for part in ("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO")):
        return rule
    match rule.get("FREQ"):
        case "YEARLY":
            month = rule.get("BYMONTH") or str(start.month)
            return rule | {"BYMONTH": month, "BYMONTHDAY": str(start.day)}
        case "MONTHLY":
            return rule | {"BYMONTHDAY": str(start.day)}
        case "WEEKLY":
            return rule | {"BYDAY": _WEEKDAYS[start.weekday()]}
    return rule


def _periods(rule: dict[str, str], first: date, *, end: date) -> Iterator[list[date]]:
    """Yield the days of each period until the horizon."""
    interval = max(1, *_numbers(rule, "INTERVAL")[:1], 1)
    months = sorted(set(_numbers(rule, "BYMONTH")) & set(range(1, 13))) or range(1, 13)
    match rule.get("FREQ"):
        case "YEARLY":
            for year in range(first.year, end.year + 1, interval):
                yield [day for month in months for day in _month(year, month)]
        case "MONTHLY":
            last = end.year * 12 + end.month
            for number in range(first.year * 12 + first.month - 1, last, interval):
                yield _month(number // 12, number % 12 + 1)
        case "WEEKLY":
            starts = rule.get("WKST", "MO")
            week_start = _WEEKDAYS.index(starts) if starts in _WEEKDAYS else 0
            monday = first.toordinal() - (first.weekday() - week_start) % 7
            for week in range(monday, end.toordinal() + 1, 7 * interval):
                yield [date.fromordinal(max(1, week + n)) for n in range(7)]
        case "DAILY":
            for day in range(first.toordinal(), end.toordinal() + 1, interval):
                yield [date.fromordinal(day)]


def _filters(rule: dict[str, str]) -> list[Callable[[date], bool]]:
    """Return what a day must satisfy, one test for each BY part present."""
    found: list[Callable[[date], bool]] = []
    if months := set(_numbers(rule, "BYMONTH")):
        found.append(lambda day: day.month in months)
    if month_days := set(_numbers(rule, "BYMONTHDAY")):
        found.append(lambda day: _either(day.day, monthrange(day.year, day.month)[1], month_days))
    if year_days := set(_numbers(rule, "BYYEARDAY")):
        found.append(lambda day: _either(_year_day(day), _year_length(day.year), year_days))
    if weeks := set(_numbers(rule, "BYWEEKNO")):
        found.append(lambda day: _either(day.isocalendar()[1], _weeks(day), weeks))
    if weekdays := _BY_DAY.findall(rule.get("BYDAY", "")):
        found.append(_weekday_filter(rule, weekdays))
    return found


def _weekday_filter(
    rule: dict[str, str], weekdays: list[tuple[str, str]]
) -> Callable[[date], bool]:
    """Return the test of BYDAY: any such weekday, or the nth of its month or year."""
    yearly = rule.get("FREQ") == "YEARLY" and not rule.get("BYMONTH")
    counted = rule.get("FREQ") in {"YEARLY", "MONTHLY"}
    wanted = {(_WEEKDAYS.index(name), int(nth or 0) if counted else 0) for nth, name in weekdays}

    if not any(nth for _, nth in wanted):
        plain = {weekday for weekday, _ in wanted}
        return lambda day: day.weekday() in plain

    def keeps(day: date) -> bool:
        place = _year_day(day) if yearly else day.day
        length = _year_length(day.year) if yearly else monthrange(day.year, day.month)[1]
        nths = (0, (place + 6) // 7, -((length - place) // 7 + 1))
        return any((day.weekday(), nth) in wanted for nth in nths)

    return keeps


def _times(rule: dict[str, str], start: datetime) -> list[time]:
    """Return the times of day that the rule names, or that of its start."""
    hours = _within(rule, "BYHOUR", 24) or [start.hour]
    minutes = _within(rule, "BYMINUTE", 60) or [start.minute]
    seconds = _within(rule, "BYSECOND", 60) or [start.second]
    return [time(*each) for each in product(hours, minutes, seconds)][:_TIMES]


def _placed(moments: list[datetime], positions: list[int]) -> list[datetime]:
    """Return those at the given positions (BYSETPOS), counted from 1 or from the end."""
    if not positions:
        return moments
    size = len(moments)
    places = {p - 1 if p > 0 else size + p for p in positions if p}
    return [moments[place] for place in sorted(places) if 0 <= place < size]


def _numbers(rule: dict[str, str], part: str) -> list[int]:
    found = re.findall(r"[+-]?\d{1,6}", rule.get(part, "")[:_PART_CHARS])
    return [int(number) for number in found]


def _within(rule: dict[str, str], part: str, limit: int) -> list[int]:
    return sorted({n for n in _numbers(rule, part) if 0 <= n < limit})


def _month(year: int, month: int) -> list[date]:
    return [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]


def _either(place: int, length: int, wanted: set[int]) -> bool:
    """Whether a place is wanted, counted from the start or from the end."""
    return place in wanted or place - length - 1 in wanted


def _year_day(day: date) -> int:
    return day.toordinal() - date(day.year, 1, 1).toordinal() + 1


def _year_length(year: int) -> int:
    return 337 + monthrange(year, 2)[1]


def _weeks(day: date) -> int:
    return date(day.isocalendar()[0], 12, 28).isocalendar()[1]
