"""Beds do not overlap, and seeds lie within their bed."""

from __future__ import annotations

import math
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from comity.operations.network.layout import group_radius, place_groups, sunflower


@given(st.lists(st.integers(1, 400), max_size=40))
def test_no_two_beds_overlap(sizes: list[int]) -> None:
    placed = place_groups(sizes)
    assert [round(r, 6) for *_, r in placed] == [round(group_radius(size), 6) for size in sizes]
    for (x, y, r), (a, b, s) in combinations(placed, 2):
        assert math.hypot(x - a, y - b) >= r + s


@given(st.integers(1, 2_000))
def test_seeds_lie_apart_and_within_their_bed(members: int) -> None:
    places = sunflower(members)
    assert all(math.hypot(x, y) <= group_radius(members) for x, y in places)
    some = places[:60]
    assert all(math.dist(one, other) > 0.5 for one, other in combinations(some, 2))


def test_the_first_stands_in_the_middle() -> None:
    assert place_groups([3])[0][:2] == (0.0, 0.0)
    assert sunflower(1) == [(0.0, 0.0)]
