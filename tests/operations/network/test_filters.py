"""A choice of people is saved under a name, listed, changed and taken out, with undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.errors import BadInput, NotFound
from tests.faces.world import book as small_book
from tests.operations.verbs import do

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = small_book(tmp_path / "book")
    do(made, "tag", "Ada Hart", "mill")
    yield made
    made.close()


def _saved(book: Book) -> list[tuple[str, int]]:
    return [(one["name"], one["n"]) for one in do(book, "filters")["filters"]]


def test_a_filter_is_saved_counted_changed_and_taken_out(book: Book) -> None:
    do(book, "filters save", "the  mill", tag="mill")
    do(book, "filters save", "Harts", words="hart")
    assert _saved(book) == [("Harts", 1), ("the mill", 1)]
    do(book, "tag", "Ben Moss", "mill")
    assert _saved(book) == [("Harts", 1), ("the mill", 2)], "it finds who is so now"
    people = do(book, "people", saved="the mill")["people"]
    assert {one["name"] for one in people} == {"Ada Hart", "Ben Moss"}
    do(book, "filters save", "the mill", tag="mill", words="moss")
    assert dict(_saved(book))["the mill"] == 1
    do(book, "undo")
    assert dict(_saved(book))["the mill"] == 2
    do(book, "filters remove", "Harts")
    assert [name for name, _ in _saved(book)] == ["the mill"]
    do(book, "undo")
    assert len(_saved(book)) == 2


def test_what_is_no_filter_is_refused(book: Book) -> None:
    for name, query in (
        ("", {"tag": "x"}),
        ("x" * 81, {"tag": "x"}),
        ("all", {}),
        ("all", {"sort": "name"}),
    ):
        with pytest.raises(BadInput):
            do(book, "filters save", name, **query)
    with pytest.raises(BadInput):
        do(book, "filters save", "odd", which="nothing")
    for verb, given in (("filters remove", ("zebra",)), ("people", ())):
        with pytest.raises(NotFound):
            do(book, verb, *given, **({} if given else {"saved": "zebra"}))
    assert _saved(book) == []


def test_a_filter_saved_again_as_it_is_makes_no_step(book: Book) -> None:
    do(book, "filters save", "the mill", tag="mill")
    steps = do(book, "history")["count"]
    do(book, "filters save", "the mill", tag="mill")
    assert do(book, "history")["count"] == steps
