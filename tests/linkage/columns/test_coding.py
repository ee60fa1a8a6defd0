from __future__ import annotations

from math import exp

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from comity.linkage.columns.coding import exactly, lists, once, some, texts


def test_strings_are_kept_once() -> None:
    column = texts(["ada", "öl", "ada", ""])
    assert len(column.values) == 3
    rows, turned = np.arange(4), np.array([2, 1, 0, 0])
    assert column.column(rows).to_pylist() == ["ada", "öl", "ada", ""]
    assert column.lengths(rows).tolist() == [3, 2, 3, 0]
    assert column.same(rows, turned).tolist() == [True, True, True, False]


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=3), max_size=5), st.data())
def test_each_value_of_one_row_meets_each_of_the_other(
    rows: list[list[str]], data: st.DataObject
) -> None:
    column = lists(rows, {"a": 0, "b": 1, "c": 2})
    place = st.integers(0, len(rows) - 1) if rows else st.nothing()
    pairs = data.draw(st.lists(st.tuples(place, place), max_size=6)) if rows else []
    left, right = np.array(pairs, np.int64).reshape(-1, 2).T
    pair, mine, theirs = column.across(left, right)
    found = sorted(zip(pair.tolist(), mine.tolist(), theirs.tolist(), strict=True))
    assert found == sorted(
        (number, "abc".index(a), "abc".index(b))
        for number, (one, other) in enumerate(pairs)
        for a in rows[one]
        for b in rows[other]
    )


def test_the_same_two_are_asked_about_once() -> None:
    asked: list[tuple[str, str]] = []

    def same_length(one: str, other: str) -> int:
        asked.append((one, other))
        return len(one) == len(other)

    column = texts(["ada", "bob", "li"])
    left, right = np.array([0, 2, 0, 0]), np.array([1, 1, 1, 2])
    assert once(same_length, left, right, (column.at, column.at)).tolist() == [1, 0, 1, 0]
    assert sorted(asked) == [("ada", "bob"), ("ada", "li"), ("li", "bob")]


@given(st.lists(st.floats(-20, 20)))
def test_numbers_are_those_of_python_to_the_last_bit(values: list[float]) -> None:
    assert exactly(exp, np.array(values, float)).tolist() == [exp(value) for value in values]


def test_named_rows_are_marked() -> None:
    assert some(np.array([2, 0, 2]), 4).tolist() == [True, False, True, False]
