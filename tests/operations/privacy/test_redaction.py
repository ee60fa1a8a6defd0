"""A redacted book holds nobody private, whichever table is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.book import Book
from comity.operations.operation import find
from comity.operations.privacy.redaction import redact
from comity.store.decisions import Said
from tests.records import ADA, BEN, CLEO, DAN, ME, book_of, card, mail, meeting, us

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record

NOW = "2025-06-01"
TWIN = "email:dan.frost@post.example"
MINA = "email:mina.vale@quay.example"  # bears the owner's family name


def _records() -> Iterator[Record]:
    for number in range(4):
        for who in (ADA, BEN, DAN, CLEO):
            yield mail(f"{who}{number}", f"2025-05-0{number + 1}T08", sender=who)
            yield mail(f"to{who}{number}", f"2025-05-0{number + 1}T09", sender=ME, to=(who,))
    yield mail("copy", "2025-05-20", sender=ADA, cc=(DAN,), text="A secret word.")
    yield mail("both", "2025-05-21", sender=DAN, to=(ME, ADA), text="Another word.")
    yield meeting("Lunch", "2025-05-22", guests=(ME, ADA, CLEO))
    yield card(TWIN, name="Dan Frost")
    yield card(MINA, name="Mina Vale")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = book_of(_records(), tmp_path_factory.mktemp("redacted") / "book", now=NOW)
    said = [Said("never", DAN, value=True), Said("circle", CLEO, value="personal")]
    book.decisions.say(said, at_us=us("2025-05-30"))
    book.refresh()
    book.close()
    return book.folder


@pytest.fixture
def redacted(folder: Path) -> Iterator[Book]:
    book = Book(folder, us(NOW), redact=redact)
    yield book
    book.close()


def _names(book: Book) -> list[str]:
    return [one.name for one in find("people").function(book, sort="name", limit=0).people]


def test_personal_never_family_and_who_may_be_one_of_them_are_not_there(
    folder: Path, redacted: Book
) -> None:
    assert len(_names(Book(folder, us(NOW)))) > len(_names(redacted))
    assert _names(redacted) == ["Ada Hart", "Ben Moss"]


def test_no_table_holds_them(redacted: Book) -> None:
    redacted.show_facts()
    hidden = {one["identity"] for one in redacted.rows("SELECT identity FROM hidden_identity")}
    assert {DAN, TWIN, CLEO, MINA} <= hidden
    persons = {one["person"] for one in redacted.rows("SELECT person FROM hidden_person")}
    tables = "SELECT DISTINCT table_name AS name FROM duckdb_columns() WHERE database_name = "
    for table in redacted.rows(f"{tables}'memory' AND NOT internal"):
        for row in redacted.rows(f"SELECT * FROM {table['name']}"):
            assert not {value for value in row.values() if isinstance(value, str)} & hidden
            assert row.get("person") not in persons


def test_what_they_wrote_is_not_there_and_what_others_wrote_is(redacted: Book) -> None:
    redacted.show_facts()
    kept = {one["subject"] for one in redacted.rows("SELECT subject FROM record")}
    assert {"About copy", "Lunch"} <= kept
    assert not {one for one in kept if DAN in one or CLEO in one or "both" in one}


def test_what_is_private_now_was_so_before(folder: Path) -> None:
    book = Book(folder, us(NOW), us("2025-05-10"), redact=redact)
    assert _names(book) == ["Ada Hart", "Ben Moss"]
    book.close()


def test_a_word_taken_back_shows_them_again(folder: Path, redacted: Book) -> None:
    plain = Book(folder, us(NOW))
    act = plain.decisions.say([Said("circle", BEN, value="personal")], at_us=us(NOW))
    try:
        assert _names(redacted) == ["Ada Hart"]
    finally:
        plain.decisions.undo(at_us=us(NOW) + 1, act=act)
    redacted.close()
    assert _names(redacted) == ["Ada Hart", "Ben Moss"]


def test_a_veil_that_fails_shows_nothing(folder: Path) -> None:
    def broken(_: Book) -> None:
        raise RuntimeError

    book = Book(folder, us(NOW), redact=broken)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            book.rows("SELECT name FROM person")
    with pytest.raises(RuntimeError):
        book.show_facts()


def test_a_look_through_a_veil_is_not_noted_as_the_plan_shown(redacted: Book) -> None:
    find("today").function(redacted, people=9)
    assert redacted.decisions.shown() == []
