"""The plan of the working days ahead: today's few first, then the next, nobody twice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from comity.operations.document import Person, extended
from comity.operations.moment import local
from comity.operations.person.overlay import persons_of
from comity.operations.person.reminders import as_document, day_of, standing
from comity.operations.plan.documents import Day, ReminderOf, Week
from comity.operations.plan.endings import endings
from comity.operations.plan.pace import pace
from comity.operations.plan.today import days_ahead, suggested_of
from comity.operations.plan.waiting import names_of

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
    today = local(book.moment_us, book.zone).date()
    dates = working_days(today, days)
    shares = [suggested_of(book, one) for one in days_ahead(book, each_day, days=days)]
    ahead = coming(book)
    return Week(
        tuple(
            Day(
                day.isoformat(),
                share,
                sum(one.minutes for one in share),
                tuple(one for one in ahead if before.isoformat() < one.on <= day.isoformat()),
            )
            for before, day, share in zip([today, *dates], dates, shares, strict=False)
        ),
        ends=book.once(endings),
    )


def coming(book: Book) -> list[ReminderOf]:
    """Return the reminders of days to come, the next first."""
    today = local(book.moment_us, book.zone).date()
    said = [one for one in standing(book) if day_of(one) > today]
    persons = persons_of(book, {one.identity for one in said})
    names = names_of(book, set(persons.values()))
    return [
        extended(as_document(one), ReminderOf, person=Person(person, names[person]))
        for one in said
        if (person := persons.get(one.identity, "")) in names
    ]


def working_days(first: date, days: int) -> list[date]:
    """Return so many days, Monday to Friday, the first of them today or after."""
    found: list[date] = []
    while len(found) < days:
        if first.weekday() < _SATURDAY:
            found.append(first)
        first += timedelta(days=1)
    return found
