"""Content lines are folded by octets, and never inside a letter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from comity.normalise.contentline import OCTETS_MAX, escaped, fold


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=300))
def test_folded_lines_are_short_and_unfold_to_what_was(text: str) -> None:
    lines = fold(text).split("\r\n")
    assert all(len(line.encode()) <= OCTETS_MAX for line in lines)
    assert fold(text).replace("\r\n ", "") == text + "\r\n"


def test_what_separates_values_is_escaped() -> None:
    assert escaped("a;b,c\\d\ne") == "a\\;b\\,c\\\\d\\ne"
