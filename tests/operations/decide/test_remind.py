from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar

from comity.errors import BadInput
from comity.operations.decide.coming_day import coming_day
from comity.operations.plan.feed import as_calendar, open_feed
from comity.operations.plan.week import week
from tests.operations.verbs import do, later, one
from tests.records import ADA, BEN, ME, book_of, mail

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book

APRIL = date(2026, 4, 3)  # a Friday


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    records = [
        mail("a", "2025-05-30T09:00", text="Could you send the plan?"),
        mail("a0", "2025-01-03", sender=ME, to=(ADA,)),
        mail("b", "2025-01-03", sender=BEN),
    ]
    made = book_of(records, tmp_path, now="2025-06-02T09:00", zone="Europe/Berlin")  # a Monday
    yield made
    made.close()


def _due(book: Book) -> list[tuple[str, str]]:
    plan = do(book, "today")["suggestions"]
    return [(one["kind"], one["person"]["name"]) for one in plan]


def _first(book: Book) -> dict[str, Any]:
    found: dict[str, Any] = do(book, "today")["suggestions"][0]
    return found


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-04-12", "2026-04-12"),
        ("today", "2026-04-03"),
        ("Tomorrow", "2026-04-04"),
        ("friday", "2026-04-03"),
        ("Thursday", "2026-04-09"),
        ("the 12th", "2026-04-12"),
        ("on the 2nd", "2026-05-02"),
        ("the 31st", "2026-05-31"),
        ("12 March", "2027-03-12"),
        ("12. Mar", "2027-03-12"),
        ("December 24th, 2027", "2027-12-24"),
        ("29 February", "2028-02-29"),
    ],
)
def test_a_day_to_come_is_the_next_that_is_meant(words: str, day: str) -> None:
    assert coming_day(words, today=APRIL).isoformat() == day


@pytest.mark.parametrize(
    "words",
    ["", "soon", "32", "the 0th", "30 February", "29 February 2027", "2 3", "March", "2026-04-02"],
)
def test_what_is_no_day_to_come_is_refused(words: str) -> None:
    with pytest.raises(BadInput):
        coming_day(words, today=APRIL)


def test_a_reminder_comes_on_its_day_first_and_stays_until_done(book: Book) -> None:
    do(book, "remind", "Ben", "ask about the exam", on="the 12th")
    (told,) = one(book, "Ben")["reminders"]
    assert (told["on"], told["text"]) == ("2025-06-12", "ask about the exam")
    assert _due(later(book, 9)) == [("answer", "Ada Hart")], "11 June: not yet"
    assert _due(later(book, 1))[0] == ("remind", "Ben Moss")
    assert "ask about the exam" in _first(book)["why"][0]["text"]
    for _ in range(20):  # seen every day, and left
        assert _due(later(book, 1))[0] == ("remind", "Ben Moss")
    assert "for 12 June 2025" in _first(book)["why"][0]["text"]
    do(book, "done", _first(book)["id"])
    assert "reminders" not in one(book, "Ben")
    assert all(kind != "remind" for kind, _ in _due(later(book, 400)))
    do(book, "undo")
    assert _due(book)[0] == ("remind", "Ben Moss")


def test_put_off_it_comes_back_and_of_whom_never_is_said_it_does_not(book: Book) -> None:
    do(book, "remind", "Ben", in_="1d")
    later(book, 1)
    do(book, "snooze", _first(book)["id"], for_="3d")
    assert all(kind != "remind" for kind, _ in _due(book))
    assert _due(later(book, 3))[0] == ("remind", "Ben Moss")
    do(book, "never", "Ben")
    assert all(kind != "remind" for kind, _ in _due(book))
    do(book, "undo")
    assert _due(book)[0] == ("remind", "Ben Moss")


def test_family_and_those_left_in_peace_are_reminded_of_too_where_one_asked(book: Book) -> None:
    do(book, "circle", "Ben", "personal")
    do(book, "quiet", "Ben", for_="1m")
    do(book, "remind", "Ben", on="today")
    assert _due(book)[0] == ("remind", "Ben Moss")


def test_two_reminders_of_one_person_are_both_shown_one_after_the_other(book: Book) -> None:
    do(book, "remind", "Ben", "the exam", on="today")
    do(book, "remind", "Ben", "the boat", on="today")
    do(book, "done", _first(book)["id"])
    assert _due(book)[0] == ("remind", "Ben Moss")
    do(book, "done", _first(book)["id"])
    assert all(kind != "remind" for kind, _ in _due(book))


def test_it_stands_in_the_week_and_in_the_feed_on_its_day(book: Book) -> None:
    do(book, "remind", "Ben", "ask about the exam", on="2025-06-04")
    do(book, "remind", "Ada", "", on="2025-07-12")  # a Saturday
    days = {day.date: [r.person.name for r in day.reminders] for day in week(book).days}
    assert days["2025-06-04"] == ["Ben Moss"]
    assert sum(map(len, days.values())) == 1
    found = Calendar.from_ical(as_calendar(book, open_feed(book)))
    told = {str(e["summary"]): str(e.decoded("dtstart")) for e in found.walk("vevent")}
    assert told["Ben Moss: ask about the exam"] == "2025-06-04"
    assert told["Ada Hart"] == "2025-07-12"


def test_a_merge_loses_no_reminder_and_a_change_moves_it(book: Book) -> None:
    do(book, "remind", "Ben", "the exam", on="2025-06-12")
    do(book, "remind", "Ada", "the boat", on="2025-06-13")
    do(book, "merge", "Ada", "Ben")
    exam, boat = one(book, ADA)["reminders"]
    assert (exam["text"], boat["text"]) == ("the exam", "the boat")
    do(book, "amend", exam["key"], on="2025-06-20")
    assert [row["on"] for row in one(book, ADA)["reminders"]] == ["2025-06-13", "2025-06-20"]
    do(book, "delete", boat["key"])
    assert [row["text"] for row in one(book, ADA)["reminders"]] == ["the exam"]
