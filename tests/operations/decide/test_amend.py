from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.errors import BadInput, NotFound
from comity.operations.privacy.export import bring_back
from tests.operations.verbs import do, later, one
from tests.records import BEN, book_of, mail

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    records = [mail("a", "2025-01-03"), mail("b", "2025-01-03", sender=BEN)]
    made = book_of(records, tmp_path / "book", now="2025-06-01T09:00", zone="Europe/Berlin")
    yield made
    made.close()


def _lines(book: Book, who: str = "Ada") -> list[tuple[str, str]]:
    return [
        (line["subject"], line["at"][:10])
        for line in one(book, who)["timeline"]
        if line["channel"] == "log"
    ]


def _key(book: Book, words: str, who: str = "Ada") -> str:
    return next(str(x["key"]) for x in one(book, who)["timeline"] if x["subject"] == words)


def test_one_note_is_put_right_and_keeps_its_day(book: Book) -> None:
    do(book, "note", "Ada", "moves in May")
    do(book, "note", "Ada", "likes tea")
    later(book, 3)
    do(book, "amend", _key(book, "moves in May"), "moves in June")
    assert _lines(book) == [("likes tea", "2025-06-01"), ("moves in June", "2025-06-01")]
    do(book, "amend", _key(book, "moves in June"), "moves in July")
    assert ("moves in July", "2025-06-01") in _lines(book)
    do(book, "undo")
    do(book, "undo")
    assert set(_lines(book)) == {("likes tea", "2025-06-01"), ("moves in May", "2025-06-01")}


def test_one_note_is_taken_out_and_undo_brings_it_back(book: Book) -> None:
    do(book, "note", "Ada", "moves in May")
    do(book, "note", "Ada", "likes tea")
    key = _key(book, "moves in May")
    do(book, "delete", key)
    assert _lines(book) == [("likes tea", "2025-06-01")]
    with pytest.raises(NotFound):
        do(book, "delete", key)
    do(book, "undo")
    assert len(_lines(book)) == 2
    do(book, "redo")
    assert _lines(book) == [("likes tea", "2025-06-01")]
    steps = [step["text"] for step in do(book, "history")["steps"]]
    assert "You took out a note of Ada Hart" in steps


def test_undo_of_a_step_whose_note_was_taken_out_since_takes_the_step_back(book: Book) -> None:
    do(book, "note", "Ada", "moves in May")
    noted = do(book, "history")["steps"][0]["step"]
    do(book, "delete", _key(book, "moves in May"))
    do(book, "undo", noted)
    steps = {step["step"]: step["undone_at"] is None for step in do(book, "history")["steps"]}
    assert (steps[noted], steps[noted + 1]) == (False, True)
    do(book, "redo", noted)
    assert _lines(book) == [], "it is taken out still"


def test_what_was_logged_amiss_is_no_contact_any_more(book: Book) -> None:
    do(book, "log", "coffee", with_=["Ada", "Ben"])
    assert one(book, "Ben")["two_way_days"] == 1
    do(book, "amend", _key(book, "coffee"), "tea", on="2025-05-20")
    assert _lines(book) == _lines(book, "Ben") == [("tea", "2025-05-20")]
    do(book, "delete", _key(book, "tea"))
    assert (one(book, "Ben")["two_way_days"], _lines(book)) == (0, [])
    do(book, "undo")
    assert one(book, "Ben")["two_way_days"] == 1


def test_what_was_withdrawn_is_so_in_the_past_alone_from_then_on(book: Book) -> None:
    do(book, "note", "Ada", "moves in May")
    noted_us = book.now_us
    later(book, 3)
    do(book, "delete", _key(book, "moves in May"))
    book.close()
    book.as_of_us = noted_us
    assert _lines(book) == [("moves in May", "2025-06-01")]


def test_an_export_brought_back_keeps_withdrawn_what_was(book: Book, tmp_path: Path) -> None:
    for words in ("moves in May", "likes tea"):
        do(book, "note", "Ada", words)
    do(book, "delete", _key(book, "moves in May"))
    do(book, "export", tmp_path / "out")
    copy = book_of([mail("a", "2025-01-03")], tmp_path / "copy", now="2025-06-01T09:00")
    do(copy, "note", "Ada", "so that numbers differ")
    bring_back(copy, tmp_path / "out")
    copy.close()
    assert {words for words, _ in _lines(copy)} == {"likes tea", "so that numbers differ"}


@pytest.mark.parametrize("key", ["", "note:99", "log:1:1", "ada-1"])
def test_only_what_the_user_said_is_changed(book: Book, key: str) -> None:
    do(book, "note", "Ada", "moves in May")
    for verb, *given in (("amend", key, "x"), ("delete", key)):
        with pytest.raises(NotFound, match="nothing of yours"):
            do(book, verb, *given)
    with pytest.raises(BadInput, match="no day"):
        do(book, "amend", _key(book, "moves in May"), "x", on="yesterday")
