"""The plan of the working days ahead: today's few first, then the next, nobody twice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from comity.operations.moment import local
from comity.operations.plan.documents import Day, Week
from comity.operations.plan.pace import pace
from comity.operations.plan.today import planned

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from comity.book import Book
    from comity.operations.plan.documents import Suggested

DAYS = 5
_SATURDAY = 5


def week(book: Book, *, days: int = DAYS) -> Week:
    """Return the next working days, today among them, each with its people.

    What is there today is spread at the pace chosen; a later day's plan is made on that day, so
    this is how the week looks now, not a debt.
    """
    each_day = pace(book, people=None, minutes=None)
    many = {name: value * days for name, value in each_day.items() if value is not None}
    found = planned(book, **many)[0].suggestions
    shares = _shares(found, **each_day, days=days)
    dates = working_days(local(book.moment_us, book.zone).date(), days)
    return Week(
        tuple(
            Day(day.isoformat(), tuple(share), sum(one.minutes for one in share))
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


def _shares(
    found: Iterable[Suggested], *, people: int | None, minutes: int | None, days: int
) -> list[list[Suggested]]:
    """Deal the suggestions out in their order, each day up to its pace."""
    shares: list[list[Suggested]] = [[] for _ in range(days)]
    day = 0
    for one in found:
        spent = sum(other.minutes for other in shares[day])
        full = len(shares[day]) >= people if people else spent + one.minutes > (minutes or 0)
        if shares[day] and full:
            day += 1
        if day == days:
            break
        shares[day].append(one)
    return shares
