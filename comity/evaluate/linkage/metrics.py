"""A partition and the true one in; precision, recall and F1 of pairs and of members out.

Pairwise as in Menestrina, Whang and Garcia-Molina (PVLDB 2010), B-cubed as in Bagga and Baldwin
(LREC 1998). Both count cells of the table of clusters by persons, never pairs one by one.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from comity.evaluate.documents import PartitionFigures, Shares
from comity.operations.document import extended

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping
    from collections.abc import Set as AbstractSet


def figures(found: Mapping[str, str], truth: Mapping[str, str]) -> PartitionFigures:
    """Return pairwise precision, recall and F1, and B-cubed's, over the members of the truth."""
    b_cubed_shares = b_cubed(found, truth)
    return extended(pairwise(found, truth), PartitionFigures, b_cubed=b_cubed_shares)


def pairwise(found: Mapping[str, str], truth: Mapping[str, str]) -> Shares:
    """Return precision, recall and F1 of the pairs put together; 1 where there are none.

    >>> pairwise({"a": "1", "b": "1", "c": "1"}, {"a": "x", "b": "x", "c": "y"}).recall
    1.0
    """
    linked = pairs(Counter(found[one] for one in truth).values())
    true = pairs(Counter(truth.values()).values())
    right = pairs(Counter((found[one], person) for one, person in truth.items()).values())
    return _shares(right / linked if linked else 1.0, right / true if true else 1.0)


def across(found: Mapping[str, str], truth: Mapping[str, str], some: AbstractSet[str]) -> Shares:
    """Return precision, recall and F1 of the pairs of one of ``some`` with one of the others."""
    linked = _crossing({one: found[one] for one in truth}, some)
    true = _crossing(truth, some)
    right = _crossing({one: (found[one], person) for one, person in truth.items()}, some)
    return _shares(right / linked if linked else 1.0, right / true if true else 1.0)


def _crossing(groups: Mapping[str, Hashable], some: AbstractSet[str]) -> int:
    inside = Counter(group for one, group in groups.items() if one in some)
    outside = Counter(group for one, group in groups.items() if one not in some)
    return sum(count * outside[group] for group, count in inside.items())


def b_cubed(found: Mapping[str, str], truth: Mapping[str, str]) -> Shares:
    """Return the share of a member's cluster that is its own person's, and the reverse, averaged.

    >>> b_cubed({"a": "1", "b": "1"}, {"a": "x", "b": "y"}).precision
    0.5
    """
    if not truth:
        return _shares(1.0, 1.0)
    cluster = Counter(found[one] for one in truth)
    person = Counter(truth.values())
    both = Counter((found[one], who) for one, who in truth.items())
    precision = sum(n * n / cluster[one] for (one, _), n in both.items()) / len(truth)
    recall = sum(n * n / person[who] for (_, who), n in both.items()) / len(truth)
    return _shares(precision, recall)


def pairs(sizes: Iterable[int]) -> int:
    """Return how many pairs groups of these sizes hold."""
    return sum(size * (size - 1) // 2 for size in sizes)


def _shares(precision: float, recall: float) -> Shares:
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return Shares(precision, recall, f1)
