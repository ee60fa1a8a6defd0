"""What is read of everyone at once is what is read of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.operations.person import person_rows, profile, timeline
from comity.operations.person.person_rows import of_person as rows_of
from comity.operations.privacy import data_held
from tests.records import ADA, BEN, ME, book_of, mail

if TYPE_CHECKING:
    from pathlib import Path

    from comity.book import Book

_SQL = "SELECT person, key, at_us FROM contact"
_ORDER = "at_us DESC, key"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    letters = [
        mail(f"{n}", f"2024-01-{n + 1:02}", sender=ADA if n % 2 else ME, to=(BEN, ME))
        for n in range(6)
    ]
    return book_of(letters, tmp_path / "book", now="2025-06-01")


def _people(book: Book) -> list[str]:
    return [one["person"] for one in book.rows("SELECT person FROM person")]


@pytest.mark.parametrize(
    "function", [profile.profile, data_held.held_counts, timeline.contacts, timeline.identities_of]
)
def test_an_open_book_shows_of_each_what_a_closed_one_does(book: Book, function: object) -> None:
    assert callable(function)
    alone = {one: function(book, one) for one in _people(book)}
    book.close()
    book.stays = True
    assert {one: function(book, one) for one in alone} == alone
    assert any(alone.values())


def test_a_query_is_asked_once_of_everyone(book: Book) -> None:
    book.stays = True
    known = [one for one in _people(book) if rows_of(book, _SQL, one, order=_ORDER)]
    book.db.execute("DROP TABLE contact")
    assert [len(rows_of(book, _SQL, one, order=_ORDER)) for one in known] == [3, 3]
    assert rows_of(book, _SQL, "nobody", order=_ORDER) == []


@pytest.mark.parametrize("why", ["redacted", "many"])
def test_nothing_is_held_behind_a_veil_or_of_too_many(
    book: Book, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.stays = True
    if why == "redacted":
        book.redact = lambda _: None
    else:
        monkeypatch.setattr(person_rows, "_CONTACTS_MAX", 2)
    assert [rows_of(book, _SQL, one, order=_ORDER) for one in _people(book)]
    book.db.execute("DROP TABLE contact")
    with pytest.raises(Exception, match="contact"):
        rows_of(book, _SQL, _people(book)[0], order=_ORDER)
