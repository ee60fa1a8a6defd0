from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.operations.plan.guard import Guard, guard
from tests.operations.plan.tables import NOW_US, book_with, contact, loop, question, tie
from tests.records import DAY_US

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book
    from tests.operations.plan.tables import Row

LARGE, SMALL = "Could you introduce me to Dan Frost?", "Which gauge was it?"


def _asks(name: str, *days: float, text: str = LARGE) -> Iterator[dict[str, Row]]:
    for one in days:
        yield question(name, one, text, direction="out")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return book_with(
        tmp_path_factory.mktemp("guard"),
        *map(tie, ("once", "twice", "same_day", "three", "small", "two", "long_ago", "given")),
        tie("kept"),
        tie("answered", last_received_us=2**60),
        contact("once", 5, "out"),
        *(contact("twice", day, "out") for day in (5, 12)),
        *(contact("same_day", 5, "out") for _ in range(2)),
        *(contact("answered", day, "out") for day in (5, 12)),
        *_asks("three", 10, 40, 90),
        *_asks("small", 10, 40, 90, text=SMALL),
        *_asks("two", 10, 40),
        *_asks("long_ago", 400, 500, 600),
        *_asks("given", 10, 40, 90),
        *_asks("kept", 10, 40, 90),
        loop("kept", 60, "I will send the plan.", state="kept", end_us=NOW_US - 30 * DAY_US),
        contact("given", 20, "out", help="given", interaction="introduction"),
    )


@pytest.mark.parametrize(
    ("name", "approaches"), [("once", 1), ("twice", 2), ("same_day", 1), ("answered", 0)]
)
def test_days_i_wrote_on_since_their_last_word_are_counted(
    book: Book, name: str, approaches: int
) -> None:
    found = guard(book, name)
    assert found.approaches == approaches
    assert found.is_unanswered is (approaches > 1)


@pytest.mark.parametrize(
    ("name", "asks"),
    [("three", 3), ("small", 0), ("two", 2), ("long_ago", 0), ("given", 1), ("kept", 1)],
)
def test_asks_of_more_than_a_line_are_counted_until_something_is_given(
    book: Book, name: str, asks: int
) -> None:
    found = guard(book, name)
    assert found.asks == asks
    assert found.only_asks is (asks > 2)


def test_nobody_known_has_nothing_against_a_word(book: Book) -> None:
    assert guard(book, "nobody") == Guard(0, 0)
