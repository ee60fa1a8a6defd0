"""Slips of the keys are forgiven, and nothing further off."""

from __future__ import annotations

import pytest

from comity.operations.network.near_words import meant

KNOWN = tuple("lindenhorst hart harte moss steinbauer bauer anna mueller ravenwell".split())


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("lindenhosrt", ("lindenhorst",)),  # two letters swapped
        ("lindnhorst", ("lindenhorst",)),
        ("linndenhorst", ("lindenhorst",)),
        ("lindenhosr", ("lindenhors",)),  # half typed
        ("steimbaur", ("steinbaue",)),  # two slips in a long word
        ("mosa", ("moss",)),
        ("ravnew", ("ravenw",)),
        ("horst", ("horst",)),  # within one
        ("bau", ("bau",)),
        ("hxt", ("hxt",)),  # too short for a slip
        ("mxss", ("moss",)),
        ("mxxs", ("mxxs",)),  # two slips in a short word
        ("zebra", ("zebra",)),
        ("a@b.example", ("a@b.example",)),
        ("12345", ("12345",)),
    ],
)
def test_a_word_is_taken_for_the_nearest_known(word: str, near: tuple[str, ...]) -> None:
    assert meant([word], KNOWN) == [near]


def test_of_several_as_near_all_are_meant_and_each_word_by_itself() -> None:
    assert meant(["harr", "anna"], KNOWN) == [("hart",), ("anna",)]
    assert meant(["hartx"], ("hart", "hartz")) == [("hart",)]
    assert set(meant(["mosz"], ("moss", "mosa"))[0]) == {"moss", "mosa"}
    assert meant([], KNOWN) == []
    assert meant(["hart"], ()) == [("hart",)]
