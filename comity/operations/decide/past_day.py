"""A day that is over as people write it in, its instant out: yesterday, Friday, the 3rd."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from comity.errors import BadInput
from comity.operations.decide.coming_day import coming_day
from comity.operations.decide.log import happened
from comity.operations.moment import local

if TYPE_CHECKING:
    from comity.book import Book

_BACK_DAYS = (
    6,
    30,
    364,
)  # a weekday is of the last week, a day of the last month, a date of a year


def past_day_us(book: Book, on: str) -> int:
    """Return noon of the day that is meant, of several the last; never later than now."""
    with suppress(BadInput):
        return happened(book, on)
    today = local(book.now_us, book.zone).date()
    for days in () if on.strip().lower() == "tomorrow" else _BACK_DAYS:
        with suppress(BadInput):
            day = coming_day(on, today=today - timedelta(days=days))
            if day <= today:
                return happened(book, day.isoformat())
    return happened(book, on)
