"""Which texts mean somebody who is redacted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.book import Book
from comity.operations.privacy.private_words import PrivateWords, private_words
from comity.operations.privacy.redaction import redact
from comity.store.decisions import Said
from tests.records import ADA, ME, book_of, card, mail, us

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.model import Record

NOW = "2025-06-01"
HIDDEN = {
    "email:ada.frost@home.example": "Ada Frost",
    "email:mina@home.example": "Mína von Quill",
    "email:ming@home.example": "王小明",
}


def _records() -> Iterator[Record]:
    yield mail("to", "2025-05-02", sender=ME, to=(ADA,))
    for number, (who, name) in enumerate(HIDDEN.items()):
        yield card(who, name=name)
        yield mail(f"{number}", f"2025-05-0{number + 3}", sender=who)


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> PrivateWords:
    book = book_of(_records(), tmp_path_factory.mktemp("words") / "book", now=NOW)
    book.decisions.say([Said("never", who, value=True) for who in HIDDEN], at_us=us("2025-05-30"))
    book.refresh()
    book.close()
    redacted = Book(book.folder, us(NOW), redact=redact)
    try:
        redacted.rows("SELECT 1")  # it is redacted when it is opened
        return private_words(redacted)
    finally:
        redacted.close()


@pytest.mark.parametrize(
    "text",
    [
        "seen by ADA\n  FROST, they say",
        "(ada.frost@home.example)",
        "Yours, Mina",
        "MÍNA's idea",
        "Dr. Frost knows",
        "和王小明见面",
    ],
)
def test_names_and_addresses_mean_them(words: PrivateWords, text: str) -> None:
    assert words.meant_in(text)


@pytest.mark.parametrize(
    "text", ["", "Ada said so", "a frost in May", "Von heute an", "Frosty", "in his mind", "明天"]
)
def test_words_that_others_bear_and_that_are_no_names_do_not(
    words: PrivateWords, text: str
) -> None:
    assert not words.meant_in(text)


def test_nobody_private_is_meant_by_nothing() -> None:
    assert not PrivateWords().meant_in("Anybody at all")
