"""Dates people type in, instants out; instants in, ISO 8601 out."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, overload
from zoneinfo import ZoneInfo

from comity.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY_US = 86_400_000_000
_YEARS = (1900, 2200)
_EPOCH = date(1970, 1, 1)
_SPAN = re.compile(r"(\d{1,4})\s*(d|w|m|y)[a-z]*")
_SPAN_DAYS = {"d": 1, "w": 7, "m": 30.4375, "y": 365.25}
_WORDS: Sequence[str] = ("today", "yesterday", "tomorrow")


def instant_us(text: str, zone: str, *, now_us: int) -> int:
    """Return the instant of an ISO date or time, ``today``, ``yesterday``; a date's midnight."""
    text = text.strip()
    moment: datetime | None
    try:
        if text in _WORDS:
            shift = {"today": 0, "yesterday": -1, "tomorrow": 1}[text]
            day = local(now_us, zone).date() + timedelta(days=shift)
            moment = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
        else:
            moment = datetime.fromisoformat(text)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        moment = None
    if moment is None or not _YEARS[0] <= moment.year <= _YEARS[1]:
        hint = "write it as 2026-11-20, 2026-11-20T14:30, today or yesterday"
        raise BadInput(f"“{text}” is not a date", hint=hint)
    return round(moment.timestamp() * 1_000_000)


def span_days(text: str) -> float:
    """Return the days in "10d", "2 weeks", "3m", "1y"."""
    found = _SPAN.fullmatch(text.strip().lower())
    if not found or int(found[1]) == 0:
        raise BadInput(f"{text!r} is not a length of time", hint="write it as 10d, 2w, 3m or 1y")
    return int(found[1]) * _SPAN_DAYS[found[2]]


@overload
def iso(at_us: int) -> str: ...


@overload
def iso(at_us: int | None) -> str | None: ...


def iso(at_us: int | None) -> str | None:
    """Return an instant as UTC ISO 8601 to the second."""
    if at_us is None:
        return None
    return datetime.fromtimestamp(at_us // 1_000_000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local(at_us: int, zone: str) -> datetime:
    """Return an instant as the book's local time."""
    return datetime.fromtimestamp(at_us // 1_000_000, ZoneInfo(zone))


@lru_cache(maxsize=4096)  # a page tells the same instants each time
def local_of(at: str, zone: str) -> datetime:
    """Return an ISO instant as local time."""
    return datetime.fromisoformat(at).astimezone(ZoneInfo(zone))


def date_of(day: int) -> date:
    """Return the date of a day number."""
    return _EPOCH + timedelta(days=day)


def month(at_us: int, zone: str, *, now_us: int) -> str:
    """Return "March" within the last eleven months, else "March 2024"."""
    when, now = local(at_us, zone), local(now_us, zone)
    months = (now.year - when.year) * 12 + now.month - when.month
    return when.strftime("%B") if 0 <= months < 11 else when.strftime("%B %Y")  # noqa: PLR2004 - a year less one month: "November" must not mean last year's
