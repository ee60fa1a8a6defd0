"""The week ahead, and the calendar it becomes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from comity.errors import NotFound
from comity.operations.document import Person, QuotingReason, as_json
from comity.operations.plan.documents import Day, Suggested, WayToHelp, Week
from comity.operations.plan.feed import as_calendar, calendar, close_feed, feed, open_feed
from comity.operations.plan.week import week, working_days
from tests.operations.verbs import do
from tests.records import ADA, BEN, CLEO, DAN, ME, book_of, mail

if TYPE_CHECKING:
    from pathlib import Path

    from comity.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Book:
    asked = [
        mail(f"q{n}", f"2025-05-2{n + 1}T09:00", sender=who, text=f"Could you send {n}?")
        for n, who in enumerate((ADA, BEN, CLEO, DAN))
    ]
    old = [
        mail(f"o{n}", "2025-01-01", sender=ME, to=(who,))
        for n, who in enumerate((ADA, BEN, CLEO, DAN))
    ]
    return book_of([*asked, *old], tmp_path / "book", now="2025-05-30T08:00")  # a Friday


def test_working_days_leave_the_weekend_out() -> None:
    assert [one.isoformat() for one in working_days(date(2025, 5, 30), 3)] == [
        "2025-05-30",
        "2025-06-02",
        "2025-06-03",
    ]


def test_each_person_stands_on_one_day_at_the_pace(book: Book) -> None:
    do(book, "settings set", "people", "1")
    found = as_json(week(book))["days"]
    names = [one["person"]["name"] for day in found for one in day["suggestions"]]
    assert len(names) == len(set(names)) == 4
    assert [len(day["suggestions"]) for day in found] == [1, 1, 1, 1, 0]
    assert found[0]["date"] == "2025-05-30"
    assert not book.decisions.shown(), "a look ahead shows nobody"
    today = do(book, "today")["suggestions"]
    assert found[0]["suggestions"] == today


def test_minutes_are_kept_to_on_each_day(book: Book) -> None:
    do(book, "settings set", "minutes", "10")
    found = as_json(week(book))["days"]
    assert [day["minutes"] for day in found] == [10, 10, 0, 0, 0]


def test_what_was_done_today_uses_up_today_and_no_later_day(book: Book) -> None:
    do(book, "settings set", "people", "2")
    do(book, "done", do(book, "today")["suggestions"][0]["id"])
    assert [len(day["suggestions"]) for day in as_json(week(book))["days"]] == [1, 2, 0, 0, 0]


def test_the_feed_is_a_calendar_of_days(book: Book) -> None:
    secret = open_feed(book)
    found = Calendar.from_ical(as_calendar(book, secret))
    days = list(found.walk("VEVENT"))
    assert [str(one["uid"]) for one in days] == [
        "2025-05-30@plan.comity.invalid",
        "2025-06-02@plan.comity.invalid",
    ]
    assert days[0].decoded("dtstart") == date(2025, 5, 30)
    assert "Could you send" in str(days[0]["description"])
    assert all(str(one["transp"]) == "TRANSPARENT" for one in days)


def test_the_feed_is_closed_until_it_is_opened_and_after(book: Book) -> None:
    assert feed(book) == ""
    for guess in ("", "x", "\ud800"):
        with pytest.raises(NotFound):
            as_calendar(book, guess)
    first, second = open_feed(book), open_feed(book)
    assert len(first) >= 32
    assert (book.folder / "feed.key").stat().st_mode & 0o077 == 0
    with pytest.raises(NotFound):
        as_calendar(book, first)
    assert as_calendar(book, second)
    close_feed(book)
    with pytest.raises(NotFound):
        as_calendar(book, second)


def test_a_strangers_line_ends_never_end_a_line() -> None:
    one = Suggested(
        "s",
        "keep",
        Person("a", "Ada\r\nEND:VEVENT\u2028BEGIN:VALARM"),
        (QuotingReason("promise", "x", "x\r\nATTENDEE:mailto:evil@example.org"),),
        (),
        5,
        WayToHelp("promise", "\x00\x1b]0;x\x07;:,\\n", None),
    )
    made = calendar(
        Week((Day("2025-06-02", (one,), 5),)), at=datetime(2025, 6, 1, tzinfo=UTC), zone="UTC"
    )
    lines = made.replace(b"\r\n ", b"").split(b"\r\n")
    assert not [line for line in lines if line.startswith((b"ATTENDEE", b"BEGIN:VALARM"))]
    assert made.count(b"END:VEVENT\r\n") == 1
