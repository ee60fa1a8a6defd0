"""What leaves for a model of a value: what is of the kind it is said to be, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.faces.mcp.shown import (
    NOTHING,
    Teller,
    address,
    either,
    instant,
    key,
    moment,
    name,
    number,
    one_line,
    rows,
    sentence,
    text,
    word,
)
from comity.faces.plain import plain
from comity.operations.privacy.private_words import PrivateWords

if TYPE_CHECKING:
    from comity.faces.mcp.shown import Leaf

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9).map("plum {}".format),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=9,
)


def _teller(**more: Any) -> Teller:  # noqa: ANN401 - a teller's fields
    return Teller(**{"allow_text": False, "rows": 9} | more)


@pytest.mark.parametrize(
    ("leaf", "value"),
    [
        (number, "plum"),
        (number, {"n": 1}),
        (moment, "plum 2026-01-01"),
        (moment, 3),
        (word, "plum tree"),
        (word, "Plum"),
        (key, "plum tree"),
        (name, ["plum"]),
        (sentence, {"plum": 1}),
        (address, 7),
        (instant, "plum"),
        (either(number, moment), "plum"),
        (text, "plum"),
    ],
)
def test_what_is_of_another_kind_is_withheld(leaf: Leaf, value: object) -> None:
    teller = _teller(at=["one"])
    assert leaf(value, teller) is NOTHING
    assert teller.withheld == {"one"}


@given(JSON)
@settings(max_examples=20, deadline=None)
def test_figures_and_words_of_ours_never_let_a_sentence_through(value: Any) -> None:  # noqa: ANN401 - any JSON
    for leaf in (number, word, key, moment, instant, either(number, moment)):
        assert "plum" not in repr(leaf(value, _teller()))


@given(st.text(max_size=2_000))
@settings(max_examples=20, deadline=None)
def test_names_are_one_short_harmless_line(value: str) -> None:
    shown = name(value, _teller())
    assert plain(shown) == shown
    assert len(shown) <= 80 + len("… (+2000 characters)")


def test_a_text_is_wrapped_with_its_author_and_record() -> None:
    around = [{"key": "ab12", "direction": "out"}]
    shown = text("plum\x1b[2J\u202etree", _teller(allow_text=True, around=around))
    assert shown == {"untrusted_text": "plum [2J tree", "from": "the user", "record": "ab12"}


def test_who_is_not_known_to_have_written_is_not_guessed() -> None:
    around = [{"name": "Ada"}, {"direction": "both"}]
    assert text("plum", _teller(allow_text=True, around=around))["from"] == "unknown"


@pytest.mark.parametrize("leaf", [text, sentence, address])
def test_a_text_that_names_somebody_private_is_withheld(leaf: Leaf) -> None:
    words = PrivateWords(("dan frost",), frozenset({"frost"}))
    teller = _teller(allow_text=True, private=words)
    assert leaf("with DAN\n Frost, later", teller) is NOTHING
    assert leaf("with Frost, later", teller) is NOTHING
    assert either(number, leaf)("with Frost, later", teller) is NOTHING
    assert leaf("with Dan in the frost, later", teller) is not NOTHING


def test_rows_are_cut_and_it_is_said() -> None:
    teller = _teller(rows=2, at=["n"])
    assert rows(lambda one: number(one, teller), [1, 2, 3], teller) == [1, 2]
    assert teller.cut == {"n": "the first 2 of 3"}


def test_how_much_is_left_out_is_said() -> None:
    assert one_line("plum " * 10, 9) == "plum plum… (+40 characters)"
