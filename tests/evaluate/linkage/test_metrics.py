from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.evaluate.documents import Shares
from comity.evaluate.linkage.metrics import across, b_cubed, figures, pairwise

PARTITIONS = st.dictionaries(
    st.sampled_from("abcdefghij"), st.tuples(st.sampled_from("1234"), st.sampled_from("xyz"))
)


def test_pairs_by_hand() -> None:
    """Found {a b} {c d e}, true {a b c} {d e}: 4 pairs found, 4 true, 2 right (ab, de)."""
    found = {"a": "1", "b": "1", "c": "2", "d": "2", "e": "2"}
    truth = {"a": "x", "b": "x", "c": "x", "d": "y", "e": "y"}
    assert pairwise(found, truth) == Shares(0.5, 0.5, 0.5)


def test_b_cubed_by_hand() -> None:
    """Of a and b all of the cluster is theirs, of c a third, of d and e two thirds."""
    found = {"a": "1", "b": "1", "c": "2", "d": "2", "e": "2"}
    truth = {"a": "x", "b": "x", "c": "x", "d": "y", "e": "y"}
    expected = (1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5
    assert b_cubed(found, truth).precision == pytest.approx(expected)
    assert b_cubed(found, truth).recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)


def test_bagga_and_baldwins_example() -> None:
    """Their second response: two of the three true chains are put together, of sizes 5, 2, 5."""
    truth = {str(n): "abc"[(n > 5) + (n > 7)] for n in range(1, 13)}
    found = {one: "a" if who == "c" else who for one, who in truth.items()}
    assert b_cubed(found, truth).precision == pytest.approx(0.5833, abs=1e-4)
    assert b_cubed(found, truth).recall == 1
    beside = {one: "b" if who == "c" else who for one, who in truth.items()}
    assert b_cubed(beside, truth).precision == pytest.approx(0.7619, abs=1e-4)


def test_nothing_to_find_and_nothing_found_is_no_mistake() -> None:
    assert figures({}, {}).f1 == 1
    assert pairwise({"a": "1", "b": "2"}, {"a": "x", "b": "x"}) == Shares(1.0, 0.0, 0.0)


def test_pairs_across_by_hand() -> None:
    """Of the three true pairs of a profile and an address one is found, and one that is false."""
    truth = {"p": "x", "q": "y", "a": "x", "b": "x", "c": "y"}
    found = {"p": "1", "q": "2", "a": "1", "b": "2", "c": "3"}
    got = across(found, truth, {"p", "q"})
    assert got.precision == 0.5
    assert got.recall == pytest.approx(1 / 3)


def test_identities_without_truth_do_not_count() -> None:
    found = {"a": "1", "b": "1", "stranger": "1"}
    assert pairwise(found, {"a": "x", "b": "x"}).precision == 1


@given(PARTITIONS)
def test_pairs_as_counted_one_by_one(both: dict[str, tuple[str, str]]) -> None:
    found = {one: pair[0] for one, pair in both.items()}
    truth = {one: pair[1] for one, pair in both.items()}
    linked = {pair for pair in combinations(sorted(both), 2) if found[pair[0]] == found[pair[1]]}
    true = {pair for pair in combinations(sorted(both), 2) if truth[pair[0]] == truth[pair[1]]}
    got = pairwise(found, truth)
    assert got.precision == pytest.approx(len(linked & true) / len(linked) if linked else 1)
    assert got.recall == pytest.approx(len(linked & true) / len(true) if true else 1)
    if linked or true:
        assert got.f1 == pytest.approx(2 * len(linked & true) / (len(linked) + len(true)))


@given(PARTITIONS)
def test_b_cubed_as_counted_one_by_one(both: dict[str, tuple[str, str]]) -> None:
    found = {one: pair[0] for one, pair in both.items()}
    truth = {one: pair[1] for one, pair in both.items()}
    precision, recall = [], []
    for one in both:
        cluster = {other for other in both if found[other] == found[one]}
        person = {other for other in both if truth[other] == truth[one]}
        precision.append(len(cluster & person) / len(cluster))
        recall.append(len(cluster & person) / len(person))
    got = b_cubed(found, truth)
    assert got.precision == pytest.approx(sum(precision) / len(both) if both else 1)
    assert got.recall == pytest.approx(sum(recall) / len(both) if both else 1)
