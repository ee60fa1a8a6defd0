"""Keys and their bearers in, pairs of bearers that share a key out: columns all the way.

Bearers and blocks are numbered. A pair is one number, the earlier bearer's times ``SPAN`` plus the
later's, so that millions are sorted and made distinct in a moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

SPAN = 1 << 32
_ACROSS_MAX = 6


@dataclass(frozen=True, slots=True)
class Blocks:
    """Bearers of keys, those of one key side by side."""

    keys: pa.Array  # pyarrow array of strings, each once; None where numbers are keys
    bearers: Ints  # block after block
    starts: Ints  # of each block among the bearers
    sizes: Ints

    def find(self, keys: pa.Array) -> Ints:
        """Return the block of each key, or -1 where there is none."""
        found = pc.index_in(keys, value_set=self.keys)
        return np.asarray(pc.fill_null(found, -1).to_numpy(), np.int64)

    def within(self, chosen: Mask) -> Ints:
        """Return the pairs within the chosen blocks."""
        found = [np.empty(0, np.int64)]
        for size in distinct(self.sizes[chosen]):
            one, other = np.triu_indices(size, 1)
            starts = self.starts[chosen & (self.sizes == size), None]
            found.append(paired(self.bearers[starts + one], self.bearers[starts + other]))
        return np.concatenate(found)

    def across(self, mine: Ints, others: Blocks, theirs: Ints) -> Ints:
        """Return the pairs between the earliest of blocks here and there.

        The rest follow by their own names.
        """
        found = []
        for one, other in product(range(_ACROSS_MAX), repeat=2):
            some = (self.sizes[mine] > one) & (others.sizes[theirs] > other)
            left = self.bearers[self.starts[mine[some]] + one]
            right = others.bearers[others.starts[theirs[some]] + other]
            found.append(paired(left, right))
        return np.concatenate(found)


def by_key(keys: pa.Array, bearers: Ints) -> Blocks:
    """Return the blocks of those that bear the same string."""
    encoded = pc.dictionary_encode(keys)
    numbers = encoded.indices.to_numpy().astype(np.int64)
    return by_number(numbers, bearers, len(encoded.dictionary), encoded.dictionary)


def by_number(
    numbers: Ints,
    bearers: Ints,
    count: int,
    keys: pa.Array = None,
) -> Blocks:
    """Return the blocks of those that bear the same number, below ``count``."""
    sizes = np.bincount(numbers, minlength=count)
    order = np.argsort(numbers, kind="stable")
    return Blocks(keys, bearers[order], np.cumsum(sizes) - sizes, sizes)


def paired(left: Ints, right: Ints) -> Ints:
    """Return pairs as numbers; nobody is paired with themselves."""
    some = left != right
    left, right = left[some], right[some]
    return np.minimum(left, right) * SPAN + np.maximum(left, right)


def distinct(numbers: Ints) -> Ints:
    """Return the numbers in order, each once; numpy's own table is slower by far."""
    ordered = np.sort(numbers, axis=None)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))[: len(ordered)]]


def strings(values: Sequence[str]) -> pa.Array:
    """Return strings as a column."""
    return pa.array(values, pa.string())


def joined(*columns: pa.Array | str) -> pa.Array:
    """Return the strings of some columns put together, row by row."""
    return pc.binary_join_element_wise(*columns, "")


def cut(column: pa.Array, letters: int) -> pa.Array:
    """Return the first letters of each string, or the last where the number is below 0."""
    if letters < 0:
        return pc.utf8_slice_codeunits(column, letters)
    return pc.utf8_slice_codeunits(column, 0, letters)
