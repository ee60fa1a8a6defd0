"""The plan of the working days ahead: today's few first, then the next, nobody twice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from comity.operations.moment import local
from comity.operations.plan.documents import Day, Week
from comity.operations.plan.pace import pace
from comity.operations.plan.today import days_ahead, suggested_of

if TYPE_CHECKING:
    from datetime import date

    from comity.book import Book

DAYS = 5
_SATURDAY = 5


def week(book: Book, *, days: int = DAYS) -> Week:
    """Return the next working days, today among them, each with its people.

    What is there today is spread at the pace chosen; a later day's plan is made on that day, so
    this is how the week looks now, not a debt.
    """
    each_day = pace(book, people=None, minutes=None)
    dates = working_days(local(book.moment_us, book.zone).date(), days)
    shares = [suggested_of(book, one) for one in days_ahead(book, each_day, days=days)]
    return Week(
        tuple(
            Day(day.isoformat(), share, sum(one.minutes for one in share))
            for day, share in zip(dates, shares, strict=True)
        )
    )


def working_days(first: date, days: int) -> list[date]:
    """Return so many days, Monday to Friday, the first of them today or after."""
    found: list[date] = []
    while len(found) < days:
        if first.weekday() < _SATURDAY:
            found.append(first)
        first += timedelta(days=1)
    return found
