from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from comity.errors import NotFound
from comity.operations.loops.measured import in_words, measured
from comity.operations.loops.threshold import BOUNDS, bound_of
from tests.operations.verbs import do, later
from tests.records import ADA, BEN, CLEO, DAN, ME, book_of, mail, meeting, row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book
    from comity.model import Record

WORD = "I'll send you the pilot report by Friday."
EVE = "email:eve.stone@quarry.example"
EVE_NAME = "eve.stone@quarry.example"


def _mine(ref: str, to: str, text: str, at: str, answers: str = "") -> Record:
    return mail(ref, at, sender=ME, to=(to,), text=text, answers=answers)


def _records() -> Iterator[Record]:
    for who in (ADA, BEN, CLEO, DAN, EVE):
        yield mail(f"before {who}", "2025-01-03", sender=who)
        yield _mine(f"mine {who}", who, "Good morning.", "2025-01-04")
    yield _mine("word", ADA, WORD, "2025-05-26")
    yield _mine("sent", BEN, WORD, "2025-03-24")
    yield _mine("sent-it", BEN, "Here is the report.", "2025-03-26", "sent")
    yield _mine("sent2", BEN, "I'll send you the crane drawings.", "2025-04-24")
    yield _mine("sent-2", BEN, "Here are the drawings.", "2025-04-26", "sent2")
    yield _mine("call", BEN, "I'll ring you about the mill tomorrow.", "2025-05-07")
    yield meeting("The mill", "2025-05-08", guests=(ME, BEN))
    yield mail("theirs", "2025-05-20", sender=CLEO, text="I'll send you the ferry times tomorrow.")
    yield mail("asked", "2025-05-28", sender=DAN, text="When does the orchard open?")
    yield _mine("mine1", EVE, "When does the quarry open?", "2025-05-10")
    yield _mine("mine2", EVE, "Could you introduce me to the foreman?", "2025-05-14")
    yield row("praise", "recommendation", "2025-05-25", sender=DAN, to=(ME,), text="Calm.")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = book_of(_records(), tmp_path / "book")
    yield made
    made.close()


def _promises(book: Book, **options: Any) -> dict[str, str]:  # noqa: ANN401 - the verb's own
    return {one["text"]: one["state"] for one in do(book, "promises", **options)["promises"]}


def test_promises_are_told_with_what_became_of_them(book: Book) -> None:
    told = do(book, "promises")
    assert told["kept"] == "last spring you kept three of the four things you said you would do"
    first, *others = told["promises"]
    assert set(first) == {"id", "text", "person", "made_at", "due_at", "state", "evidence"}
    assert (first["text"], first["state"], first["due_at"]) == (
        WORD,
        "open",
        "2025-05-30T23:59:59Z",
    )
    assert [one["shows"] for one in first["evidence"]] == ["made"]
    assert [one["evidence"][1]["shows"] for one in others] == ["met", "handed", "handed"]
    assert _promises(book, person="Ben Moss").keys() == {one["text"] for one in others}
    assert _promises(book, theirs=True) == {"I'll send you the ferry times tomorrow.": "open"}


def test_what_waits_and_on_whom(book: Book) -> None:
    told = do(book, "waiting")
    assert [(one["kind"], one["person"]["name"]) for one in told["on_me"]] == [
        ("promise", "Ada Hart"),
        ("their_question", "Dan Frost"),
        ("thank", "Dan Frost"),
    ]
    assert [one["text"] for one in told["on_them"]] == [
        "I'll send you the ferry times tomorrow.",
        "Could you introduce me to the foreman?",
        "When does the quarry open?",
    ]
    asks = do(book, "asks", person="Dan Frost")
    assert [one["text"] for one in asks["to_me"]] == ["When does the orchard open?"]
    assert asks["to_them"] == []


def test_loops_are_told_by_person(book: Book) -> None:
    told = [one["person"]["name"] for one in do(book, "loops")["loops"]]
    assert told == ["Dan Frost", "Dan Frost", "Ada Hart", "Cleo Dunn", EVE_NAME, EVE_NAME]
    assert {one["kind"] for one in do(book, "loops", kind="thank")["loops"]} == {"thank"}
    assert len(do(book, "loops", all_=True)["loops"]) == 9


def _id(book: Book, text: str) -> str:
    found = do(book, "loops", all_=True)["loops"]
    return next(str(one["id"]) for one in found if one["text"] == text)


def test_a_word_of_the_users_stands_above_what_is_found(book: Book) -> None:
    word = _id(book, WORD)
    assert do(book, "loop", word, "done")["said"] == "done"
    (first,) = (one for one in do(book, "promises")["promises"] if one["id"] == word)
    assert (first["state"], first["evidence"][-1]["shows"]) == ("kept", "your_word")
    do(book, "loop", word, "let_go")
    assert _promises(book)[WORD] == "let_go" or _promises(book, person="Ada")[WORD] == "let_go"
    do(book, "undo")
    do(book, "undo")
    assert _promises(book, person="Ada") == {WORD: "open"}
    do(book, "loop", _id(book, "Could you introduce me to the foreman?"), "let_go")
    assert [one["text"] for one in do(book, "waiting")["on_them"]][1:] == [
        "When does the quarry open?"
    ]


def test_what_is_kept_by_a_record_may_stand_open_in_the_users_word(book: Book) -> None:
    do(book, "loop", _id(book, "I'll send you the crane drawings."), "keep")
    assert _promises(book)["I'll send you the crane drawings."] == "open"


def test_what_is_none_goes_and_stays_away_through_a_rebuild(book: Book) -> None:
    word = _id(book, WORD)
    do(book, "loop", word, "none")
    assert WORD not in _promises(book, person="Ada")
    later(book, 0.1).refresh()
    assert WORD not in _promises(book, person="Ada")
    told = do(book, "history")["steps"][0]
    assert told["text"] == "You said of a promise of yours with Ada Hart: it is none"
    do(book, "undo")
    assert _id(book, WORD) == word


def test_a_loop_that_is_none_of_the_books_is_refused(book: Book) -> None:
    with pytest.raises(NotFound, match="there is no loop"):
        do(book, "loop", "nothing", "done")


def test_as_of_an_earlier_day_what_came_later_is_not_known(book: Book) -> None:
    book.close()
    book.as_of_us = book.now_us - 68 * 86_400_000_000  # 2025-03-25
    assert _promises(book) == {WORD: "open"}


def test_what_was_measured_is_told_at_the_foot(book: Book) -> None:
    told = do(book, "loops").get("measured", "")
    assert told == measured()
    assert in_words(50, 0.857, 400).startswith("Measured on real mail: of 50 sentences shown")


def test_corrections_teach_how_sure_to_be() -> None:
    assert bound_of([]).text == ""
    wrong = bound_of([(0.6, False)] * 3 + [(0.9, True)] * 7)
    assert BOUNDS[0] < wrong.bound <= 0.65
    assert wrong.text == ("you called three of ten no promise, so only surer ones are shown now")
    assert bound_of([(0.6, False), (0.6, True), (0.7, True)]).bound == BOUNDS[0]
    assert bound_of([(0.99, False)] * 50).bound == BOUNDS[-1]


def test_a_strangers_first_question_is_open_only_where_they_are_named(tmp_path: Path) -> None:
    asked = mail("q", "2025-05-28", text="When does the orchard open?")
    book = book_of([asked], tmp_path / "strangers")
    assert do(book, "asks")["to_me"] == []
    do(book, "keep", ["Ada Hart"])
    assert [one["text"] for one in do(book, "asks")["to_me"]] == ["When does the orchard open?"]
    book.close()
