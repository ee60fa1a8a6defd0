"""What leaves for a model: what a form names, of the kind it says, and nothing else."""

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
    sentence,
    text,
    told,
    word,
)
from comity.faces.plain import plain
from comity.operations.privacy.private_words import PrivateWords

if TYPE_CHECKING:
    from comity.faces.mcp.shown import Form

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9).map("plum {}".format),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=9,
)


def _teller(**more: Any) -> Teller:  # noqa: ANN401 - a teller's fields
    return Teller(**{"allow_text": False, "rows": 9} | more)


def test_a_field_that_no_form_names_is_withheld_and_counted() -> None:
    teller = _teller()
    assert told({"n": number}, {"n": 1, "new": "plum", "plum": 2}, teller) == {"n": 1}
    assert teller.others == 2


@pytest.mark.parametrize(
    ("form", "value"),
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
        ({"n": number}, "plum"),
        ([number], {"n": 1}),
    ],
)
def test_what_is_of_another_kind_is_withheld(form: Any, value: object) -> None:  # noqa: ANN401 - a form
    teller = _teller()
    assert told({"one": form}, {"one": value}, teller) == {}
    assert teller.withheld == {"one"}


@given(JSON)
@settings(max_examples=20, deadline=None)
def test_figures_and_words_of_ours_never_let_a_sentence_through(value: Any) -> None:  # noqa: ANN401 - any JSON
    forms: list[Form] = [number, word, key, moment, instant, [word], {"a": [key]}]
    for form in forms:
        assert "plum" not in repr(told(form, value, _teller()))


@given(st.text(max_size=2_000))
@settings(max_examples=20, deadline=None)
def test_names_are_one_short_harmless_line(value: str) -> None:
    shown = name(value, _teller())
    assert plain(shown) == shown
    assert len(shown) <= 80 + len("… (+2000 characters)")


def test_a_text_is_wrapped_with_its_author_and_record() -> None:
    form: Form = {"key": key, "text": text}
    value = {"key": "ab12", "direction": "out", "text": "plum\x1b[2J\u202etree"}
    shown = told(form, value, _teller(allow_text=True))["text"]
    assert shown == {"untrusted_text": "plum [2J tree", "from": "the user", "record": "ab12"}


def test_who_is_not_known_to_have_written_is_not_guessed() -> None:
    value = {"name": "Ada", "contacts": [{"direction": "both", "text": "plum"}]}
    shown = told({"contacts": [{"text": text}]}, value, _teller(allow_text=True))
    assert shown["contacts"][0]["text"]["from"] == "unknown"


@pytest.mark.parametrize("form", [text, sentence, address])
def test_a_text_that_names_somebody_private_is_withheld(form: Any) -> None:  # noqa: ANN401 - a form
    words = PrivateWords(("dan frost",), frozenset({"frost"}))
    teller = _teller(allow_text=True, private=words)
    assert told(form, "with DAN\n Frost, later", teller) is NOTHING
    assert told(form, "with Frost, later", teller) is NOTHING
    assert told(either(number, form), "with Frost, later", teller) is NOTHING
    assert told(form, "with Dan in the frost, later", teller) is not NOTHING


def test_rows_are_cut_and_it_is_said() -> None:
    teller = _teller(rows=2)
    assert told({"n": [number]}, {"n": [1, 2, 3]}, teller) == {"n": [1, 2]}
    assert teller.cut == {"n": "the first 2 of 3"}


def test_how_much_is_left_out_is_said() -> None:
    assert one_line("plum " * 10, 9) == "plum plum… (+40 characters)"
