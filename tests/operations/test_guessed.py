"""An answer that only its subject tells is shown as the guess it is, and a sure one is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from comity.operations.person.profile import profile
from comity.operations.person.record import record
from tests.operations.plan.story import known
from tests.operations.verbs import do
from tests.records import ADA, BEN, ME, book_of, mail

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book
    from comity.model import Record

ASK = "When does the ferry sail?"
NOW = "2025-06-01"


def guesses() -> Iterator[Record]:
    """Yield what Ada asked and I answered by subject alone, what Ben asked and I answered.

    Both had a word of mine before: a first approach is in no rate of answers.
    """
    yield mail("hello-ada", "2025-02-01", sender=ME, to=(ADA,), subject="Hello", text="Welcome.")
    yield mail("hello-ben", "2025-02-01", sender=ME, to=(BEN,), subject="Hello", text="Welcome.")
    yield mail("ada", "2025-03-01", subject="The old roof", text=ASK)
    yield mail("to-ada", "2025-03-02", sender=ME, to=(ADA,), subject="Re: The old roof")
    yield mail("ben", "2025-03-01", sender=BEN, subject="The old wall", text=ASK)
    yield mail("to-ben", "2025-03-02", sender=ME, to=(BEN,), answers="ben", subject="Re: Wall")
    # and what I asked Ada, whose late answer asks in its turn
    yield mail("mine", "2025-05-20", sender=ME, to=(ADA,), subject="Two boats", text=ASK)
    yield mail("late", "2025-05-28", subject="AW: Two boats", text="Which one do you mean?")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    made = book_of(guesses(), tmp_path_factory.mktemp("guessed"), now=NOW)
    yield made
    made.close()


def _guessed(rows: list[dict[str, Any]]) -> set[str]:
    return {one["subject"] for one in rows if one["guessed"]}


def test_a_timeline_and_threads_say_so(book: Book) -> None:
    ada, ben = do(book, "person", "Ada Hart"), do(book, "person", "Ben Moss")
    assert _guessed(ada["timeline"]) == {"Re: The old roof", "AW: Two boats"}
    assert _guessed(ben["timeline"]) == set()
    assert {one.subject for one in profile(book, ada["id"]).threads if one.guessed} == {
        "The old roof",
        "Two boats",
    }
    assert {one.guessed for one in profile(book, ben["id"]).threads} == {False}


def test_figures_say_how_many_answers_are_guessed(book: Book) -> None:
    found = do(book, "audit")
    assert found["reply_rate_by_me"] == 1.0
    assert (found["asked"]["by_them"], found["guessed"]) == (2, {"by_me": 1, "by_them": 0})
    assert found["my_side"]["questions_guessed"] == 1
    ada = profile(book, do(book, "person", "Ada Hart")["id"])
    assert (ada.answered_by_me, ada.guessed_by_me) == (1, 1)
    ben = profile(book, do(book, "person", "Ben Moss")["id"])
    assert (ben.answered_by_me, ben.guessed_by_me) == (1, 0)


def test_a_suggestion_s_evidence_says_so(book: Book) -> None:
    (one,) = do(book, "today")["suggestions"]
    assert (one["kind"], one["person"]["name"]) == ("answer", "Ada Hart")
    assert [seen["guessed"] for seen in one["evidence"]] == [True]


def test_a_question_of_no_thread_is_no_guess(tmp_path: Path) -> None:
    records = [*known(), mail("q", "2025-05-28", text=ASK)]
    (one,) = do(book_of(records, tmp_path, now=NOW), "today")["suggestions"]
    assert [seen["guessed"] for seen in one["evidence"]] == [False]


def test_a_record_names_what_it_answers(book: Book) -> None:
    keys = {one["ref"]: one["key"] for one in book.rows("SELECT ref, key FROM record")}
    told = {ref.partition("@")[0]: record(book, key) for ref, key in keys.items()}
    key = {ref.partition("@")[0]: key for ref, key in keys.items()}
    assert (told["to-ada"].answers, told["to-ada"].guessed) == (key["ada"], True)
    assert (told["to-ben"].answers, told["to-ben"].guessed) == (key["ben"], False)
    assert (told["ada"].answers, told["ada"].guessed) == (None, False)
