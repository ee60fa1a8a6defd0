"""What functions heed, and what is let go of when something is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from comity.cache import Answers, heeds, moves

if TYPE_CHECKING:
    from collections.abc import Callable

ADA, BEN = "a" * 12, "b" * 12


def _anything(*_: str) -> int:
    return 0


@heeds()
def _nothing(*_: str) -> int:
    return 1


@heeds("keep", of_them=("note", "tag"))
def _of_one(*_: str) -> int:
    return 2


@pytest.mark.parametrize(
    ("verb", "left"),
    [
        ("never", {(_nothing,), (_of_one, ADA), (_of_one, BEN), (_of_one, "Ada")}),
        ("keep", {(_nothing,)}),
        ("note", {(_nothing,), (_of_one, BEN)}),  # "Ada" may mean anybody
    ],
)
def test_a_word_about_ada_leaves_what_does_not_heed_it(
    verb: str, left: set[tuple[Any, ...]]
) -> None:
    asked: list[tuple[Callable[..., int], tuple[str, ...], tuple[Any, ...]]] = [
        (_anything, (), ()),
        (_nothing, (), ()),
        *((_of_one, (who,), ()) for who in (ADA, BEN, "Ada")),
    ]
    answers = Answers()
    for one in asked:
        answers.of(one, lambda: "before")
    answers.heed({verb}, lambda: {ADA})
    found = {(one[0], *one[1]) for one in asked if answers.of(one, lambda: "anew") == "before"}
    assert found == left


def test_what_is_not_marked_heeds_every_word() -> None:
    assert moves(_anything, {"note"})
    assert not moves(_nothing, {"note"})
    assert not moves(_of_one, {"note"})


def test_of_many_answers_those_asked_of_somebody_make_room() -> None:
    answers = Answers()
    answers.of((_nothing, (), ()), lambda: "before")
    for n in range(500):
        answers.of((_of_one, (str(n),), ()), lambda: "before")
    assert answers.of((_of_one, ("0",), ()), lambda: "anew") == "anew"
    assert answers.of((_nothing, (), ()), lambda: "anew") == "before"


def test_nobody_is_looked_up_where_nothing_is_kept() -> None:
    Answers().heed({"note"}, lambda: pytest.fail("looked up"))
