from __future__ import annotations

from pathlib import Path

import pytest

from comity.book import Book, open_book
from comity.errors import BookReadOnly
from comity.model import Claim
from comity.store.decisions import Said
from tests.records import ADA, BEN, CLEO, DAY_US, ME, book_of, card, mail, us, write


def test_an_empty_book_can_be_read(tmp_path: Path) -> None:
    with open_book(tmp_path / "book", now_us=us("2025-06-01")) as book:
        assert book.is_empty
        for table in ("identity", "person", "contact", "thread", "relationship", "question"):
            assert book.rows(f"SELECT * FROM {table}") == []
        book.show_facts()
        assert book.rows("SELECT * FROM record") == []


def test_a_book_of_one_remembered_person_is_not_empty(tmp_path: Path) -> None:
    with open_book(tmp_path / "book", now_us=us("2025-06-01")) as book:
        book.say([Said("remember", "name:memory/Ada Hart", value={"name": "Ada Hart"})])
        assert not book.is_empty
        assert [one["name"] for one in book.rows("SELECT name FROM person")] == ["Ada Hart"]


def test_a_reader_that_finds_no_tables_says_so_and_builds_once(tmp_path: Path) -> None:
    book_of([mail("a")], tmp_path)
    told: list[str] = []
    with open_book(tmp_path, now_us=us("2025-06-01"), notify=told.append) as book:
        assert len(book.rows("SELECT * FROM contact")) == 1
        once = len(told)
        assert book.rows("SELECT * FROM contact")
    assert once > 0
    assert len(told) == once


def test_what_is_said_is_seen_at_once(tmp_path: Path) -> None:
    book = book_of([mail("a"), mail("b", sender=BEN)], tmp_path)
    assert len(book.rows("SELECT * FROM person WHERE NOT is_me")) == 2
    book.say([Said("same", ADA, BEN)])
    assert len(book.rows("SELECT * FROM person WHERE NOT is_me")) == 1


def test_facts_are_searched_after_a_refresh(tmp_path: Path) -> None:
    book = book_of([mail("a", text="ferry")], tmp_path)
    assert book.search.keys("ferry", limit=3) == []
    book.refresh()
    assert len(book.search.keys("ferry", limit=3)) == 1


# ── moments ──────────────────────────────────────────────────────────────────────────────


def test_an_earlier_moment_knows_nothing_said_later(tmp_path: Path) -> None:
    later = us("2025-05-01")
    records = [
        mail("a", "2025-03-01"),
        mail("b", "2025-05-01", sender=BEN),
        card(ADA, name="Ada Hart", claims=[Claim(ADA, "organisation", "The Mill", later)]),
    ]
    book = book_of(records, tmp_path)
    book.decisions.say([Said("same", ADA, CLEO)], at_us=later)
    log = {"text": "", "at_us": us("2025-02-01"), "interaction": "call"}
    book.decisions.say([Said("log", ADA, value=log)], at_us=later)
    then = Book(tmp_path, us("2025-06-01"), us("2025-04-01"))
    assert [
        one["identity"] for one in then.rows("SELECT identity FROM person WHERE NOT is_me")
    ] == [ADA]
    assert [one["channel"] for one in then.rows("SELECT channel FROM contact")] == ["mail"]


def test_an_earlier_moment_equals_a_book_that_ends_there(tmp_path: Path) -> None:
    early = [mail("a", "2025-03-01"), mail("b", "2025-03-02", sender=ME, to=(ADA,), answers="a")]
    late = [mail("c", "2025-05-01", sender=BEN), mail("d", "2025-05-02", answers="b")]
    ends = book_of(early, tmp_path / "ends", as_of="2025-04-01")
    goes_on = book_of([*early, *late], tmp_path / "goes on", as_of="2025-04-01")
    for table in ("identity", "person", "contact", "exchange", "relationship"):
        sql = f"SELECT * FROM {table} ORDER BY ALL"
        assert goes_on.rows(sql) == ends.rows(sql)


def test_who_i_am_is_true_at_all_times(tmp_path: Path) -> None:
    """What the owner said at the import of old mail holds for the days of that mail."""
    write([mail("a", "2015-03-01"), mail("b", "2016-03-01", sender=BEN)], tmp_path)
    Book(tmp_path, us("2025-06-01")).say([Said("me", ME)])
    then = Book(tmp_path, us("2025-06-01"), us("2015-04-01"))
    assert [one["received"] for one in then.rows("SELECT received FROM relationship")] == [1]


def test_a_decision_after_the_last_fact_is_not_seen_before_it_was_made(tmp_path: Path) -> None:
    book_of([mail("a", "2025-03-01"), mail("b", "2025-03-01", sender=BEN)], tmp_path)
    book = Book(tmp_path, us("2025-06-01"))
    book.say([Said("same", ADA, BEN)])
    before = Book(tmp_path, us("2025-06-02"), us("2025-05-31"))
    after = Book(tmp_path, us("2025-06-02"), us("2025-06-01T12:00"))
    sql = "SELECT * FROM person WHERE NOT is_me"
    assert (len(before.rows(sql)), len(after.rows(sql))) == (2, 1)


def test_today_is_a_day_of_the_books_zone(tmp_path: Path) -> None:
    book = book_of([], tmp_path, now="2025-06-01T23:30", zone="Europe/Berlin")
    assert book.today == us("2025-06-02") // DAY_US
    book.say([Said("setting", "time_zone", value="UTC")])
    assert (book.zone, book.today) == ("UTC", us("2025-06-01") // DAY_US)


def test_a_zone_set_elsewhere_is_seen_after_a_refresh(tmp_path: Path) -> None:
    book = book_of([], tmp_path, zone="Europe/Berlin")
    assert book.zone == "Europe/Berlin"
    book.decisions.say([Said("setting", "time_zone", value="Asia/Tokyo")], at_us=us("2025-06-01"))
    book.refresh()
    assert book.zone == "Asia/Tokyo"


def test_a_folder_that_cannot_be_written() -> None:
    nowhere = Path("/sys/comity")
    try:
        nowhere.mkdir()
    except OSError:
        book = Book(nowhere, us("2025-06-01"))
        assert book.derived().exists()  # made elsewhere, for as long as the book is open
        book.close()
        with pytest.raises(BookReadOnly):
            Book(nowhere, us("2025-06-01")).say([Said("keep", ADA)])
        return
    pytest.skip("this user may write anywhere")
