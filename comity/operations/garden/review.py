"""``review``: the week back and the week ahead, for five minutes with a cup of tea."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from comity.operations.document import Person
from comity.operations.garden.beds import tended
from comity.operations.garden.documents import BirthdayOf, Met, Review
from comity.operations.garden.entries import as_gift, entries
from comity.operations.loops.rows import open_rows, rows
from comity.operations.moment import DAY_US, date_of, iso
from comity.operations.operation import operation
from comity.operations.plan.news import days_until
from comity.operations.plan.week import coming, week
from comity.operations.words import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comity.book import Book

DAYS = 7

_MEETINGS = """
    SELECT c.key, min(c.at_us) AS at_us, c.interaction,
        coalesce(any_value(r.subject), '') AS subject,
        list(DISTINCT {'id': p.person, 'name': p.name}) AS people
    FROM contact c JOIN person p USING (person) LEFT JOIN record r USING (key)
    WHERE c.interaction IN ('meeting', 'call') AND c.addressed AND c.at_us > $from_us
        AND c.at_us <= $until_us AND p.kind = 'person' AND NOT p.is_me
    GROUP BY c.key, c.interaction, c.day ORDER BY at_us, c.key
"""
_BIRTHDAYS = """
    SELECT DISTINCT t.person, t.name, c.value FROM claim c JOIN identity i USING (identity)
    JOIN candidate t USING (person)
    WHERE c.attribute = 'birthday' AND (t.kept OR t.stage IN ('growing', 'established'))
    ORDER BY t.person, c.value
"""


@operation("review", of_my_side=True)
def review(book: Book) -> Review:
    """Look at the week back and the week ahead, in five minutes.

    Back: whom you tended and met, the promises you kept, what you gave and received. Ahead:
    meetings, birthdays, reminders, promises that come due, and who is due.
    """
    now_us = book.moment_us
    from_us, until_us = now_us - DAYS * DAY_US, now_us + DAYS * DAY_US
    ahead = week(book)
    lately = [one for one in book.once(entries) if one.found.at_us > from_us]
    last = date_of(book.today + DAYS).isoformat()
    return Review(
        from_=date_of(book.today - DAYS).isoformat(),
        until=last,
        tended=tended(book, from_us),
        promises_kept=tuple(
            one.document
            for one in rows(book)
            if (one.kind, one.state) == ("promise", "kept") and from_us < (one.end_us or 0)
        ),
        given=tuple(as_gift(one) for one in lately if one.found.way == "given"),
        received=tuple(as_gift(one) for one in lately if one.found.way == "received"),
        met=_meetings(book, from_us, now_us),
        meetings=_meetings(book, now_us, until_us) if book.as_of_us is None else (),
        birthdays=tuple(sorted(_birthdays(book), key=lambda one: (one.on, one.person.name))),
        reminders=tuple(one for one in coming(book) if one.on <= last),
        promises_due=tuple(
            one.document
            for one in open_rows(book, "promise")
            if one.due_us is not None and one.due_us <= until_us
        ),
        due=tuple(one for day in ahead.days for one in day.suggestions),
    )


def _meetings(book: Book, from_us: int, until_us: int) -> tuple[Met, ...]:
    """Return meetings and calls, what was logged by hand in its own words."""
    logged = {
        one.contact_key: str(one.value["text"])
        for one in book.decisions.active("log", as_of_us=book.as_of_us)
    }
    return tuple(
        Met(
            at=iso(row["at_us"]),
            kind=row["interaction"],
            text=excerpt(logged.get(row["key"]) or row["subject"]),
            people=tuple(Person(**one) for one in sorted(row["people"], key=lambda p: p["name"])),
            key="" if row["key"] in logged else row["key"],
        )
        for row in book.rows(_MEETINGS, {"from_us": from_us, "until_us": until_us})
    )


def _birthdays(book: Book) -> Iterable[BirthdayOf]:
    today = date_of(book.today)
    seen: set[str] = set()
    for row in book.rows(_BIRTHDAYS):
        days = days_until(row["value"], today)
        if days is not None and days <= DAYS and row["person"] not in seen:
            seen.add(row["person"])
            on = today + timedelta(days=days)
            yield BirthdayOf(Person(row["person"], row["name"]), on.isoformat())
