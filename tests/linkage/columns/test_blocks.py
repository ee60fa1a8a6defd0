from __future__ import annotations

from itertools import combinations, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from comity.linkage.columns.blocks import SPAN, by_key, cut, distinct, joined, strings

KEYED = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9)), unique=True, max_size=25)
Keyed = list[tuple[str, int]]
Found = set[tuple[int, int]]


def pairs(numbers: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> Found:
    return {(one // SPAN, one % SPAN) for one in numbers.tolist()}


def ordered(found: product[tuple[int, ...]] | combinations[tuple[int, int]]) -> Found:
    return {(min(both), max(both)) for both in found if both[0] != both[1]}


@given(KEYED)
def test_all_who_share_a_key_are_paired_unless_there_are_too_many(keyed: Keyed) -> None:
    blocks = by_key(strings([key for key, _ in keyed]), np.array([n for _, n in keyed], int))
    expected: Found = set()
    for key in "abc":
        bearers = [n for one, n in keyed if one == key]
        expected |= ordered(combinations(bearers, 2)) if len(bearers) <= 4 else set()
    assert pairs(blocks.within(blocks.sizes <= 4)) == expected


@given(KEYED, KEYED)
def test_the_earliest_of_two_blocks_are_paired(some: Keyed, others: Keyed) -> None:
    left, right = (
        by_key(strings([key for key, _ in keyed]), np.array([n for _, n in keyed], int))
        for keyed in (some, others)
    )
    there = right.find(left.keys)
    here = np.flatnonzero(there >= 0)
    expected: Found = set()
    for key in "abc":
        first, second = ([n for one, n in keyed if one == key][:6] for keyed in (some, others))
        expected |= ordered(product(first, second))
    assert pairs(left.across(here, right, there[here])) == expected


def test_a_key_that_nobody_bears_is_in_no_block() -> None:
    blocks = by_key(strings(["a", "b"]), np.array([4, 5]))
    assert blocks.find(strings(["b", "z"])).tolist() == [1, -1]


def test_numbers_are_sorted_and_each_is_kept_once() -> None:
    assert distinct(np.array([3, 1, 3, 2, 1])).tolist() == [1, 2, 3]
    assert distinct(np.array([], int)).tolist() == []


def test_columns_of_words_are_cut_and_joined() -> None:
    words = strings(["ada", "o", ""])
    assert cut(words, 2).to_pylist() == ["ad", "o", ""]
    assert cut(words, -2).to_pylist() == ["da", "o", ""]
    assert joined(words, "*", words).to_pylist() == ["ada*ada", "o*o", "*"]
