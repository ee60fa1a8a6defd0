"""Nothing suggests to write to the dead; what happened with them stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.model import Claim, Participant, Record
from comity.operations.plan.feed import as_calendar, open_feed
from tests.operations.verbs import do
from tests.records import ADA, BEN, ME, book_of, mail

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book

NOW = "2025-06-02T09:00"


def _card(identity: str, name: str, **said: str) -> Record:
    claims = tuple(Claim(identity, attribute, value) for attribute, value in said.items())  # type: ignore[arg-type]
    who = (Participant("subject", identity, name),)
    return Record("card", name, "cards.vcf", "contacts", participants=who, claims=claims)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    records = [
        mail("a0", "2025-01-03", sender=ME, to=(ADA,)),
        mail("a", "2025-05-30T09:00", text="Could you send the plan?"),
        mail("b0", "2025-01-03", sender=ME, to=(BEN,)),
        mail("b", "2025-05-30T09:00", sender=BEN, text="Could you send the map?"),
        _card(ADA, "Ada Hart", birthday="--06-02"),
        _card(BEN, "Ben Moss", birthday="--06-02", died="2025-05-31"),
    ]
    made = book_of(records, tmp_path, now=NOW)
    yield made
    made.close()


def _named(book: Book) -> set[str]:
    return {one["person"]["name"] for one in do(book, "today", people=9)["suggestions"]}


def _stage(book: Book, who: str) -> str:
    found: str = do(book, "person", who)["stage"]
    return found


def test_nobody_whose_card_tells_of_their_death_is_named(book: Book) -> None:
    do(book, "keep", ["Ada Hart"], every="2w")
    do(book, "keep", ["Ben Moss"], every="2w")
    assert (_named(book), _stage(book, "Ben Moss")) == ({"Ada Hart"}, "died")
    one = do(book, "person", "Ben Moss")
    assert (one["p_active_90d"], len(one["timeline"])) == (None, 2)
    assert [why["text"] for why in one["reasons"] if why["feature"] == "stage"] == [
        "a card of theirs says so"
    ]


def test_the_users_word_ends_all_suggestions_and_can_be_undone(book: Book) -> None:
    before = do(book, "person", "Ada Hart")
    said = do(book, "stage", "Ada Hart", "died")
    assert said["stage"] == "died"
    assert _named(book) == set()
    assert do(book, "person", "Ada Hart")["timeline"] == before["timeline"]
    assert do(book, "history")["steps"][0]["text"] == "You said that Ada Hart died"
    do(book, "undo")
    assert _named(book) == {"Ada Hart"}


def test_the_users_word_stands_above_the_card(book: Book) -> None:
    do(book, "stage", "Ben Moss", "growing")
    assert _named(book) == {"Ada Hart", "Ben Moss"}
    do(book, "stage", "Ben Moss", off=True)
    assert _named(book) == {"Ada Hart"}


def test_reminders_from_before_rest_and_those_asked_for_since_come(book: Book) -> None:
    do(book, "remind", "Ada Hart", "ask about the exam", on="today")
    do(book, "remind", "Ada Hart", "see them", on="2025-06-10")
    do(book, "stage", "Ada Hart", "died")
    assert _named(book) == set()
    assert "reminders" not in do(book, "person", "Ada Hart")
    assert b"see them" not in as_calendar(book, open_feed(book))
    do(book, "remind", "Ada Hart", "write to her family", on="today")
    assert _named(book) == {"Ada Hart"}
    do(book, "stage", "Ada Hart", off=True)
    assert len(do(book, "person", "Ada Hart")["reminders"]) == 3


def test_nothing_is_left_open_with_the_dead(book: Book) -> None:
    open_ = [one["person"]["name"] for one in do(book, "loops")["loops"]]
    assert open_ == ["Ada Hart"], "Ben Moss, who died, asked as she did"
    do(book, "stage", "Ada Hart", "died")
    assert do(book, "loops")["loops"] == []
    do(book, "undo")
    assert len(do(book, "loops")["loops"]) == 1


def test_the_dead_are_in_no_figure_of_the_living(book: Book) -> None:
    do(book, "stage", "Ada Hart", "died")
    found = do(book, "audit")
    assert (found["contacts"], found["in_touch"], found["by_word"]) == (2, 0, 0)
    assert found["stages"]["died"] == 2
