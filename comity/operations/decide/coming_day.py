"""A day to come as people write it in, its date out: tomorrow, Friday, the 12th, 12 March."""

from __future__ import annotations

import calendar
import re
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

from comity.errors import BadInput
from comity.operations.words import month_number

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAYS = [name.lower() for name in calendar.day_name]
_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?")
_YEARS_AHEAD = 12  # a 29 February comes within eight


def coming_day(text: str, *, today: date) -> date:
    """Return the day that is meant: of several the next, today included.

    >>> coming_day("the 31st", today=date(2026, 4, 3)).isoformat()
    '2026-05-31'
    >>> coming_day("29 February", today=date(2026, 4, 3)).isoformat()
    '2028-02-29'
    >>> coming_day("Friday", today=date(2026, 4, 3)).isoformat()
    '2026-04-03'
    """
    words = [one for one in text.lower().replace(",", " ").split() if one not in {"the", "on"}]
    found = next((day for day in _meant(words, today) if day is not None), None)
    if found is None:
        hint = "write it as 2026-12-12, tomorrow, Friday, the 12th or 12 December"
        raise BadInput(f"“{text}” is not a day", hint=hint)
    if found < today:
        raise BadInput(f"{found.isoformat()} is over", hint="name today, or a day to come")
    return found


def _meant(words: list[str], today: date) -> Iterator[date | None]:
    """Yield the day that the words mean in each manner of writing; None where in none of it."""
    if len(words) == 1:
        with suppress(ValueError):
            yield date.fromisoformat(words[0])
        if words[0] in {"today", "tomorrow"}:
            yield today + timedelta(days=words[0] == "tomorrow")
        if words[0] in _DAYS:
            yield today + timedelta(days=(_DAYS.index(words[0]) - today.weekday()) % 7)
    years = [int(one) for one in words if re.fullmatch(r"\d{4}", one)]
    months = [m for one in words if (m := month_number(one))]
    days = [int(found[1]) for one in words if (found := _NUMBER.fullmatch(one))]
    if len(days) == 1 and len(words) == len(days) + len(months) + len(years):
        yield _next(days[0], months, years, today)


def _next(day: int, months: list[int], years: list[int], today: date) -> date | None:
    """Return the first such day of today or later; of a year that is named, that day."""
    if len(months) > 1 or len(years) > 1 or (years and not months):
        return None
    if years:
        return _date(years[0], months[0], day)
    for ahead in range(12 * _YEARS_AHEAD):
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        found = _date(year, month + 1, day)
        if found and found >= today and (not months or found.month == months[0]):
            return found
    return None


def _date(year: int, month: int, day: int) -> date | None:
    with suppress(ValueError):
        return date(year, month, day)
    return None
