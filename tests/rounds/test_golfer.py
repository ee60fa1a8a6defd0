from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from comity.rounds.golfer import golf


@pytest.mark.parametrize(
    ("groups", "size", "rounds"),
    [
        (3, 3, 4),
        (4, 4, 5),
        (5, 3, 7),
        (5, 4, 5),
        (5, 5, 6),
        (7, 4, 9),
        (8, 4, 10),
        (9, 3, 13),
        (9, 9, 10),
        (10, 4, 13),
        (10, 5, 9),
        (13, 4, 17),
        (16, 4, 21),
        (25, 5, 31),
        (27, 5, 27),
        (49, 4, 49),
    ],
)
def test_everybody_sits_every_round_and_nobody_meets_twice(
    groups: int, size: int, rounds: int
) -> None:
    found = golf(groups, size, rounds)
    assert found is not None
    assert found.shape == (rounds, groups, size)
    assert all(sorted(tables.ravel()) == list(range(groups * size)) for tables in found)
    met = [frozenset(pair) for tables in found for one in tables for pair in combinations(one, 2)]
    assert len(met) == len(set(met)) == rounds * groups * size * (size - 1) // 2


def test_ten_rounds_of_eight_fours_are_480_pairs() -> None:
    found = golf(8, 4, 10)
    assert found is not None
    met = np.zeros((32, 32), int)
    for table in found.reshape(-1, 4):
        met[np.ix_(table, table)] += 1
    assert met[np.triu_indices(32, 1)].sum() == 480
    assert met[np.triu_indices(32, 1)].max() == 1


@pytest.mark.parametrize(
    ("groups", "size", "rounds"), [(8, 4, 11), (6, 4, 6), (3, 4, 1), (10, 7, 2)]
)
def test_what_no_construction_gives_is_left_to_the_search(
    groups: int, size: int, rounds: int
) -> None:
    assert golf(groups, size, rounds) is None
