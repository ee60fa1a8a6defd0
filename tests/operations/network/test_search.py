"""People and texts are found in one go, slips and accents forgiven."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.operations.network.directory import directory
from comity.operations.network.excerpts import excerpt, holds, spans
from tests.operations.verbs import do
from tests.records import ADA, BEN, book_of, card, mail

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book

NAMES = {
    "lk@x.example": "Łukasz Kowalczyk",
    "so@x.example": "Søren Müller",
    "gs@x.example": "Gisela Großmann",
    "ob@x.example": "Niamh O'Brien",
    "dn@x.example": "Dvora נועה כהן",
    "is@x.example": "İpek Şahin",
    "hi@x.example": "रवि कुमार",
}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    records = [
        mail("a", "2025-05-03", text="The weir is built; the Mühle turns. נפגש מחר"),
        mail("b", "2025-05-04", sender=BEN, subject="The weir", text="Shall we build a mill?"),
        *(card(f"email:{address}", name=name) for address, name in NAMES.items()),
    ]
    made = book_of(records, tmp_path_factory.mktemp("search"))
    do(made, "note", "Ada Hart", "sails a small boat")
    do(made, "log", "tea by the weir", with_=["Ben Moss"])
    yield made
    made.close()


def _people(book: Book, words: str) -> list[str]:
    return [one["name"] for one in do(book, "search", words.split())["people"]]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("lukasz", "Łukasz Kowalczyk"),
        ("Łukasz", "Łukasz Kowalczyk"),
        ("kowalcyzk", "Łukasz Kowalczyk"),
        ("soren muller", "Søren Müller"),
        ("mueller", "Søren Müller"),
        ("grossmann", "Gisela Großmann"),
        ("o'brien", "Niamh O'Brien"),
        ("obrien", "Niamh O'Brien"),
        ("כהן", "Dvora נועה כהן"),
        ("ipek sahin", "İpek Şahin"),
        ("कुमार", "रवि कुमार"),
    ],
)
def test_a_name_is_found_whatever_its_accents_and_script(
    shared: Book, words: str, name: str
) -> None:
    assert name in _people(shared, words)


def test_a_slip_is_told_and_a_right_word_is_not(shared: Book) -> None:
    assert do(shared, "search", ["harrt"])["near"]
    assert "near" not in do(shared, "search", ["hart"])
    assert directory(shared, words="harrt").near
    assert directory(shared, words="harrt ada").count == 1
    assert not directory(shared, words="zebra").near
    assert directory(shared, words="hart", stage="established").count == 0, "a choice is none"
    assert not directory(shared, words="hart", stage="established").near
    assert directory(shared, words="'").count == directory(shared).count


def test_notes_are_found_with_whom_they_are_of(shared: Book) -> None:
    (note,) = do(shared, "search", ["boat"])["notes"]
    assert (note["person"]["name"], note["excerpt"]) == ("Ada Hart", "sails a small boat")
    found = do(shared, "search", ["weir", "tea"])
    assert [one["person"]["name"] for one in found["notes"]] == ["Ben Moss"]
    assert found["messages"] == []
    assert do(shared, "search", ["oat"])["notes"] == [], "words are found by their beginning"


def test_a_text_is_found_in_another_script_and_without_its_accents(shared: Book) -> None:
    for words in ("מחר", "muhle", "MÜHLE turn"):
        assert [one["subject"] for one in do(shared, "search", words.split())["messages"]] == [
            "About a"
        ]


@pytest.mark.parametrize(
    ("text", "asked", "marked"),
    [
        ("The Mühle turns", "muhle TURN", ["Mühle", "turns"]),
        ("unbuilt, built", "built", ["built"]),
        ("Straße", "strasse", ["Straße"]),
        ("a_b c", "b", ["b"]),
        ("nothing", "", []),
        ("nothing", "...", []),
    ],
)
def test_words_are_marked_where_they_begin_so(text: str, asked: str, marked: list[str]) -> None:
    assert [text[begin:end] for begin, end in spans(text, asked)] == marked


def test_an_excerpt_begins_before_the_first_of_the_words() -> None:
    text = "word " * 100 + "the Mühle turns " + "word " * 100
    assert "Mühle" in excerpt(text, "muhle")
    assert excerpt(text, "muhle").startswith("…")
    assert not holds(text, "muhle zebra")
    assert holds(text, "turn muhle")


def test_a_note_of_somebody_left_out_is_left_out(tmp_path: Path) -> None:
    from comity.operations.privacy.redaction import redact

    book = book_of([mail("a", "2025-05-03", sender=ADA)], tmp_path)
    do(book, "note", "Ada Hart", "a secret")
    assert do(book, "search", ["secret"])["notes"]
    do(book, "circle", "Ada Hart", "personal")
    book.close()
    book.redact = redact
    assert do(book, "search", ["secret"])["notes"] == []
    book.close()
