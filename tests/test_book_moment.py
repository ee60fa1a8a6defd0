"""As of when a book is read: now, give or take an hour, and to the second when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.store.decisions import Said
from tests.operations.plan.story import correspondence
from tests.operations.verbs import do, later, one
from tests.records import ADA, book_of, mail, us, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book

NOW = "2025-06-01T12:00"
MINUTE = 1 / 1440


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    records = correspondence(start="2025-05-01", every_days=7, rounds=4)
    made = book_of(records, tmp_path, now=NOW, zone="Europe/Berlin")
    do(made, "audit")
    yield made
    made.close()


def _kept(book: Book) -> list[str]:
    return sorted(path.name for path in book.derived().glob("relationship-*"))


def test_a_reader_within_the_hour_finds_what_was_computed(book: Book) -> None:
    before = do(book, "people")
    assert _kept(book) == [f"relationship-{us(NOW)}.parquet"]
    assert do(later(book, 55 * MINUTE), "people") == before
    assert book.moment_us == us(NOW)
    assert len(_kept(book)) == 1


@pytest.mark.parametrize("minutes", [61, 60 * 10, 60 * 24 * 40])
def test_after_an_hour_or_at_another_day_it_is_computed_anew(book: Book, minutes: int) -> None:
    later(book, minutes * MINUTE)
    assert book.moment_us == book.now_us
    do(book, "people")
    assert f"relationship-{book.now_us}.parquet" in _kept(book)
    assert len(_kept(book)) <= 2


def test_a_new_day_begins_at_its_midnight(book: Book) -> None:
    book.now_us = us("2025-06-01T21:59:00")  # one minute to midnight there
    book.close()
    do(book, "people")
    later(book, 2 * MINUTE)
    assert book.moment_us == book.now_us


def test_a_clock_set_back_finds_nothing_of_its_future(book: Book) -> None:
    later(book, -1)
    assert book.moment_us == book.now_us
    assert one(book, "Ada")["sent"] == 4


def test_what_is_kept_is_what_would_be_computed(book: Book) -> None:
    later(book, 3 * MINUTE)
    kept = one(book, "Ada")
    book.close()
    book.as_of_us = us(NOW)
    assert one(book, "Ada") == kept


def test_as_of_is_to_the_second_and_keeps_nothing(book: Book) -> None:
    files = _kept(book)
    book.close()
    book.as_of_us = us(NOW) - 1_000_000
    do(book, "people")
    assert book.moment_us == us(NOW) - 1_000_000
    book.close()
    book.as_of_us = None
    assert _kept(book) == files


def test_an_import_and_a_word_are_seen_at_once(book: Book) -> None:
    assert one(book, "Ada")["received"] == 4
    later(book, MINUTE)
    write([mail("new", "2025-06-01T12:00:30", sender=ADA)], book.folder)
    assert one(book, "Ada")["received"] == 5
    later(book, MINUTE)
    do(book, "log", "coffee", with_=["Ada"])
    assert one(book, "Ada")["received"] == 6
    assert book.moment_us == book.now_us
    later(book, MINUTE)
    book.say([Said("stage", ADA, value="let_go")])
    assert one(book, "Ada")["stage"] == "let_go"


def test_a_writing_verb_leaves_it_computed(book: Book) -> None:
    do(later(book, 1), "log", "coffee", with_=["Ada"])
    book.close()
    assert _kept(book) == [f"relationship-{book.now_us}.parquet"]


def test_nothing_is_made_for_a_book_that_is_not_there(tmp_path: Path) -> None:
    from comity.book import Book

    book = Book(tmp_path / "none", us(NOW))
    assert book.moment_us == us(NOW)
    assert not book.folder.exists()
