"""Values of many rows in, columns that can be compared all at once out.

What only Python can tell of two values is asked once of each two, however many rows hold them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, product
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pyarrow.compute as pc

from comity.linkage.columns.blocks import SPAN, strings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pyarrow as pa

    from comity.linkage.columns.blocks import Floats, Ints, Mask

    One = TypeVar("One")
    Other = TypeVar("Other")


@dataclass(frozen=True, slots=True)
class Texts:
    """A string a row."""

    numbers: Ints  # of each row's string
    values: pa.Array  # each string once

    def lengths(self, rows: Ints) -> Ints:
        """Return how long the strings of rows are."""
        return lengths(self.values)[self.numbers[rows]]

    def same(self, left: Ints, right: Ints) -> Mask:
        """Tell which two rows hold the same string."""
        held: Mask = self.numbers[left] == self.numbers[right]
        return held

    def column(self, rows: Ints) -> pa.Array:
        """Return the strings of rows."""
        return self.values.take(self.numbers[rows])

    def at(self, numbers: Ints) -> list[str]:
        """Return the strings of those numbers."""
        found: list[str] = self.values.take(numbers).to_pylist()
        return found


@dataclass(frozen=True, slots=True)
class Lists:
    """Several values a row, or none."""

    values: Ints  # row after row
    starts: Ints  # of each row among the values
    sizes: Ints

    def nth(self, rows: Ints, place: int) -> Ints:
        """Return the value at one place of rows that have so many."""
        return self.values[self.starts[rows] + place]

    def across(self, left: Ints, right: Ints) -> tuple[Ints, Ints, Ints]:
        """Return each value of one row with each of the other, and in which pair of rows it is."""
        mine, theirs = self.sizes[left], self.sizes[right]
        found = [(np.empty(0, np.int64),) * 3]
        for one, other in product(range(mine.max(initial=0)), range(theirs.max(initial=0))):
            pair = np.flatnonzero((mine > one) & (theirs > other))
            found.append((pair, self.nth(left[pair], one), self.nth(right[pair], other)))
        pairs, ones, others = map(np.concatenate, zip(*found, strict=True))
        return pairs, ones, others


def texts(values: Sequence[str]) -> Texts:
    """Return strings as a column."""
    encoded = pc.dictionary_encode(strings(values))
    return Texts(encoded.indices.to_numpy().astype(np.int64), encoded.dictionary)


def lists(rows: Sequence[Sequence[One]], numbers: Mapping[One, int]) -> Lists:
    """Return the numbers of what each row holds."""
    sizes = np.fromiter(map(len, rows), np.int64, len(rows))
    values = map(numbers.__getitem__, chain.from_iterable(rows))
    return Lists(np.fromiter(values, np.int64, sizes.sum()), np.cumsum(sizes) - sizes, sizes)


def lengths(column: pa.Array) -> Ints:
    """Return how many letters each string has."""
    return np.asarray(pc.utf8_length(column), np.int64)


def is_in(column: pa.Array, those: pa.Array) -> Mask:
    """Tell which strings are among those."""
    return np.asarray(pc.is_in(column, value_set=those), bool)


def equal(left: pa.Array, right: pa.Array) -> Mask:
    """Tell in which rows two columns hold the same."""
    return np.asarray(pc.equal(left, right), bool)


def some(rows: Ints, count: int) -> Mask:
    """Tell which of so many rows are named."""
    found = np.zeros(count, bool)
    found[rows] = True
    return found


def once(
    of: Callable[[One, Other], int],
    left: Ints,
    right: Ints,
    values: tuple[Callable[[Ints], Sequence[One]], Callable[[Ints], Sequence[Other]]],
) -> Ints:
    """Return what a function tells of numbered values, each two of which are asked about once."""
    both, which = np.unique(left * SPAN + right, return_inverse=True)
    told = map(of, values[0](both // SPAN), values[1](both % SPAN))
    return np.fromiter(told, np.int64, len(both))[which]


def exactly(of: Callable[[float], float], values: Floats) -> Floats:
    """Return what a function of Python makes of numbers: numpy's own may differ in the last bit."""
    each, which = np.unique(values, return_inverse=True)
    return np.fromiter(map(of, each.tolist()), np.float64, len(each))[which]
