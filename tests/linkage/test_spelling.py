from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.linkage.columns.namelist import name_list
from comity.linkage.spelling import loosely, more, spellings, usual

WORDS = st.text("abdelnorz", min_size=1, max_size=8)


def test_how_a_name_is_spelled() -> None:
    written = spellings(("ada", "king", "lovelace"))
    assert written["adalovelace"] == written["lovelaceada"] == written["adakinglovelace"] == "full"
    assert written["alovelace"] == written["aklovelace"] == "f last"
    assert written["adal"] == "first l"
    assert written["akl"] == "initials"
    assert spellings(("robert", "miles"))["bobmiles"] == "full"


def test_a_chinese_name_is_often_its_family_name_and_the_initials_of_the_given_one() -> None:
    for name in (("xingyu", "pan"), ("pan", "xingyu")):
        assert spellings(name)["panxy"] == spellings(name)["xypan"] == "syllables"
    assert spellings(("liu", "li", "min"))["liulm"] == "first l"
    assert "syllables" not in spellings(("ada", "lovelace")).values()


@pytest.mark.parametrize(
    ("letters", "how"),
    [
        ("adalovelacedev", "within"),
        ("gzlovelaceada", "within"),
        ("alovelacex", "within"),
        ("adlovel", "cut short"),
        ("adalov", "cut short"),
        ("loveada", "cut short"),
        ("alovelacc", "near"),
        ("adalovelaze", "near"),
        ("grace", ""),
        ("ada", ""),
        ("", ""),
    ],
)
def test_what_comes_of_a_name_though_by_no_pattern(letters: str, how: str) -> None:
    assert loosely(("ada", "lovelace"), letters) == how


@given(WORDS, WORDS, st.integers(1, 8), st.integers(2, 8))
def test_beginnings_of_both_names_are_known(first: str, last: str, one: int, two: int) -> None:
    letters = first[:one] + last[:two]
    assert bool(loosely((first, last), letters)) or len(letters) < 5 or len(last) < 2


@given(st.lists(st.lists(WORDS, min_size=2, max_size=4).map(tuple), unique=True, max_size=6))
def test_a_column_of_names_is_written_as_each_of_them_is(names: list[tuple[str, ...]]) -> None:
    found: list[dict[str, str]] = [{} for _ in names]
    columns = name_list(names).ends
    for pattern, numbers, written in usual(columns, more(names)):
        for number, spelling in zip(numbers.tolist(), written.to_pylist(), strict=True):
            found[number][spelling] = pattern
    assert found == [dict(spellings(name)) for name in names]
