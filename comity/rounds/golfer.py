"""Schedules in which nobody meets twice, by construction (the social golfer problem).

Players are (column, x), x in a group of numbers, and perhaps some who stand outside of it. A round
is the one before with every x moved on, so that nobody meets twice where, among the tables of the
first round, no difference between two columns comes twice (difference families: Colbourn and
Dinitz, Handbook of Combinatorial Designs, 2007, part VI.16).
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_Table = tuple[tuple[int, int], ...]  # of (column, x); column -1 - i is the i-th outside

# First rounds that are moved on by 1 modulo the key's last number, found by search. With a factor:
# only one table of every three, of which (column, x) to (column + 1, x * factor) makes the others.
_DEVELOPED: Final[dict[tuple[int, int, int], tuple[_Table, ...]]] = {
    (5, 3, 7): (
        ((1, 0), (1, 5), (1, 1)),
        ((-1, 0), (0, 0), (1, 2)),
        ((1, 6), (0, 1), (0, 3)),
        ((0, 5), (0, 4), (1, 4)),
        ((1, 3), (0, 6), (0, 2)),
    ),
    (10, 5, 9): (
        ((1, 6), (4, 0), (-1, 0), (3, 8), (2, 5)),
        ((3, 3), (4, 6), (3, 1), (3, 6), (2, 6)),
        ((1, 4), (4, 3), (2, 0), (4, 2), (4, 5)),
        ((2, 8), (-4, 0), (0, 8), (3, 0), (4, 7)),
        ((4, 8), (2, 7), (2, 1), (0, 2), (1, 3)),
        ((0, 1), (3, 5), (4, 4), (-3, 0), (1, 7)),
        ((3, 4), (0, 5), (1, 8), (1, 5), (1, 0)),
        ((4, 1), (0, 3), (2, 4), (-2, 0), (1, 1)),
        ((-5, 0), (2, 3), (1, 2), (3, 2), (0, 6)),
        ((2, 2), (0, 0), (0, 7), (0, 4), (3, 7)),
    ),
}
_TRIPLED: Final[dict[tuple[int, int, int], tuple[int, tuple[_Table, ...]]]] = {
    (7, 4, 9): (
        4,
        (
            ((0, 1), (2, 5), (0, 3), (0, 6)),
            ((0, 4), (0, 5), (1, 1), (2, 2)),
        ),
    ),
    (10, 4, 13): (
        3,
        (
            ((0, 1), (0, 2), (0, 6), (2, 12)),
            ((0, 3), (1, 8), (1, 1), (2, 4)),
            ((0, 4), (2, 6), (2, 7), (0, 11)),
        ),
    ),
    (13, 4, 17): (
        1,
        (
            ((0, 1), (1, 2), (1, 3), (2, 7)),
            ((0, 4), (0, 8), (2, 12), (0, 15)),
            ((0, 5), (2, 10), (1, 11), (1, 13)),
            ((0, 6), (0, 9), (0, 14), (2, 16)),
        ),
    ),
}


def golf(groups: int, size: int, rounds: int) -> NDArray[np.intp] | None:
    """Return (rounds, groups, size) players from 0, no two of whom share a table twice.

    None where no construction is known: there may be a schedule nevertheless.
    """
    found = _longest(groups, size)
    return found[:rounds] if found is not None and len(found) >= rounds else None


@cache
def _longest(groups: int, size: int) -> NDArray[np.intp] | None:
    ways = [_of_fields(groups, size), *_stored(groups, size)]
    if (groups, size) == (8, 4):
        ways.append(_thirty_two())
    return max((way for way in ways if way is not None), key=len, default=None)


def _of_fields(groups: int, size: int) -> NDArray[np.intp] | None:
    """Seat one of every column at a table, a round for every slope; then each column by itself."""
    times = _multiplication(groups)
    if times is None or size > groups:
        return None
    plus = _addition(groups)
    column, x = np.arange(size), np.arange(groups)
    across = [column * groups + plus[x[:, None], times[slope, column]] for slope in x]
    within = _longest(groups // size, size) if groups % size == 0 else None
    if groups == size:
        within = np.arange(size).reshape(1, 1, size)
    if within is not None:
        across += [np.concatenate([table + one * groups for one in column]) for table in within]
    return np.array(across, np.intp)


def _stored(groups: int, size: int) -> Iterable[NDArray[np.intp]]:
    for (tables, seats, modulus), first in _DEVELOPED.items():
        if (tables, seats) == (groups, size):
            yield _moved_on(first, modulus)
    for (tables, seats, modulus), (factor, some) in _TRIPLED.items():
        if (tables, seats) == (groups, size):
            outside = ((-1, 0), (0, 0), (1, 0), (2, 0))
            turned = [
                tuple(((column + turn) % 3, x * factor**turn % modulus) for column, x in table)
                for table in some
                for turn in range(3)
            ]
            yield _moved_on((outside, *turned), modulus)


def _moved_on(first: tuple[_Table, ...], modulus: int) -> NDArray[np.intp]:
    players = sum(map(len, first))
    return np.array(
        [
            [
                [
                    column * modulus + (x + step) % modulus if column >= 0 else players + column
                    for column, x in table
                ]
                for table in first
            ]
            for step in range(modulus)
        ],
        np.intp,
    )


def _addition(order: int) -> NDArray[np.intp]:
    """Return the table of sums of a field of so many elements: digit by digit, with no carry."""
    prime, degree = _prime_power(order) or (order, 1)
    digits = _digits(order, prime, degree)
    sums = (digits[:, None] + digits) % prime
    return np.asarray(sums @ prime ** np.arange(degree), np.intp)


@cache
def _multiplication(order: int) -> NDArray[np.intp] | None:
    """Return the table of products of a field of so many elements; None where there is none.

    An element is a polynomial by its digits; products are taken modulo the first polynomial that
    leaves no product of others zero.
    """
    known = _prime_power(order)
    if known is None:
        return None
    prime, degree = known
    digits = _digits(order, prime, degree)
    plain = np.zeros((order, order, 2 * degree - 1), np.intp)
    for one, other in product(range(degree), repeat=2):
        plain[:, :, one + other] += digits[:, None, one] * digits[None, :, other]
    for low in digits:  # what the highest power is minus of
        reduced = plain.copy()
        for power in range(2 * degree - 2, degree - 1, -1):
            reduced[:, :, power - degree : power] -= reduced[:, :, power, None] * low
        products = np.asarray((reduced[:, :, :degree] % prime) @ prime ** np.arange(degree))
        if products[1:, 1:].all():
            return products
    return None


def _digits(order: int, prime: int, degree: int) -> NDArray[np.intp]:
    return np.asarray(np.arange(order)[:, None] // prime ** np.arange(degree) % prime, np.intp)


def _prime_power(order: int) -> tuple[int, int] | None:
    prime = next((one for one in range(2, order + 1) if order % one == 0), 0)
    degree = 0
    while prime and order % prime == 0:
        order //= prime
        degree += 1
    return (prime, degree) if order == 1 and prime else None


def _thirty_two() -> NDArray[np.intp]:
    """Return ten rounds of eight fours: sixteen tables moved on by every x of three bits, XOR.

    Four rounds are the whole of what their tables become; of six, two and two share theirs.
    """
    four: list[list[frozenset[int]]] = [
        [_two(0, 3, 5, 1), _two(1, 2, 1, 2)],
        [_two(0, 1, 3, 0), _two(2, 3, 7, 3)],
        [_half(0, 6), _half(1, 5), _half(2, 7), _half(3, 4)],
        [_each(7, 7, 7)],
    ]
    two = [
        (1, [_each(2, 3, 6)], [_each(6, 1, 0)]),
        (1, [_each(4, 2, 5)], [_two(0, 2, 2, 4), _two(1, 3, 6, 3)]),
        (2, [_each(1, 5, 3)], [_each(5, 0, 2)]),
    ]
    found = [_moved(tables, range(8)) for tables in four]
    for mask, some, others in two:
        even = [x for x in range(8) if (x & mask).bit_count() % 2 == 0]
        odd = [x for x in range(8) if x not in even]
        found += [
            _moved(some, even) | _moved(others, odd),
            _moved(some, odd) | _moved(others, even),
        ]
    return np.array([sorted(sorted(table) for table in tables) for tables in found], np.intp)


def _moved(tables: list[frozenset[int]], by: Iterable[int]) -> set[frozenset[int]]:
    return {
        frozenset(player // 8 * 8 + (player % 8 ^ x) for player in table)
        for table, x in product(tables, by)
    }


def _two(one: int, other: int, apart: int, at: int) -> frozenset[int]:
    return frozenset({one * 8, one * 8 + apart, other * 8 + at, other * 8 + (at ^ apart)})


def _each(second: int, third: int, fourth: int) -> frozenset[int]:
    return frozenset({0, 8 + second, 16 + third, 24 + fourth})


def _half(column: int, mask: int) -> frozenset[int]:
    return frozenset(column * 8 + x for x in range(8) if (x & mask).bit_count() % 2 == 0)
