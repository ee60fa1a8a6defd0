"""Several people changed at once: one step, one undo, and nobody touched who was so already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.errors import BadInput, NotFound
from tests.faces.world import book as small_book
from tests.operations.verbs import do, one

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = small_book(tmp_path / "book")
    yield made
    made.close()


def _tagged(book: Book, tag: str) -> set[str]:
    return {one["name"] for one in do(book, "people", tag=tag)["people"]}


def test_many_are_changed_in_one_step_and_undone_in_one(book: Book) -> None:
    do(book, "tag", "Ada Hart", "old")
    steps = do(book, "history")["count"]
    who = ["Ada Hart", "Ben Moss", "Cleo Dunn", "Ada Hart"]
    told = do(book, "change", who, tag="choir", untag="old", circle="personal", every="3m")
    assert [person["name"] for person in told["changed"]] == ["Ada Hart", "Ben Moss", "Cleo Dunn"]
    assert _tagged(book, "choir") == {"Ada Hart", "Ben Moss", "Cleo Dunn"}
    assert not _tagged(book, "old")
    assert one(book, "Ben Moss")["circle"] == "personal"
    assert do(book, "history")["count"] == steps + 1
    do(book, "undo")
    assert not _tagged(book, "choir")
    assert _tagged(book, "old") == {"Ada Hart"}


def test_who_is_so_already_is_left_as_they_are(book: Book) -> None:
    do(book, "change", ["Ada Hart"], tag="choir", every="30d")
    steps = do(book, "history")["count"]
    told = do(book, "change", ["Ada Hart", "Ben Moss"], tag="choir")
    assert [person["name"] for person in told["changed"]] == ["Ben Moss"]
    assert told["asked"] == 2
    assert do(book, "change", ["Ada Hart"], every="30d")["changed"] == []
    assert do(book, "change", ["Ben Moss"], untag="zebra")["changed"] == []
    assert do(book, "history")["count"] == steps + 1, "nothing said is no step"
    assert do(book, "change", ["Ada Hart", "Ben Moss"], every="no")["changed"] == [
        told_of(book, "Ada Hart")
    ]


def told_of(book: Book, name: str) -> dict[str, str]:
    return {"id": one(book, name)["id"], "name": name}


def test_nothing_is_changed_where_one_is_nobody_or_nothing_is_said(book: Book) -> None:
    for words in ({}, {"tag": "  "}):
        with pytest.raises(BadInput):
            do(book, "change", ["Ada Hart"], **words)
    with pytest.raises(BadInput):
        do(book, "change", [], tag="choir")
    with pytest.raises(NotFound):
        do(book, "change", ["Ada Hart", "Nobody Known"], tag="choir")
    assert not _tagged(book, "choir")
