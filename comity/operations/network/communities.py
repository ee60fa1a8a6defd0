"""Weighted ties in, a community a person out, by label propagation.

Each takes the label that weighs most among those it is tied to, in turn, until nothing changes
(Raghavan, Albert and Kumara 2007). Order and draws are settled by number, not by chance, so the
same ties give the same communities.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROUNDS_MAX = 30


def communities(count: int, ties: Iterable[tuple[int, int, float]]) -> list[int]:
    """Return the community of each of ``count`` nodes, the largest first; 0 is the largest."""
    near: list[dict[int, float]] = [{} for _ in range(count)]
    for left, right, weight in ties:
        near[left][right] = near[left].get(right, 0.0) + weight
        near[right][left] = near[right].get(left, 0.0) + weight
    label = list(range(count))
    order = sorted(range(count), key=lambda node: (-sum(near[node].values()), node))
    for _ in range(_ROUNDS_MAX):
        if not sum(_relabel(node, near[node], label) for node in order):
            break
    return _by_size(label)


def _relabel(node: int, near: dict[int, float], label: list[int]) -> bool:
    """Take the weightiest label around; the own one where it is among the weightiest."""
    if not near:
        return False
    weight: defaultdict[int, float] = defaultdict(float)
    for other, tied in near.items():
        weight[label[other]] += tied
    most = max(weight.values())
    best = {name for name, sum_ in weight.items() if sum_ >= most * (1 - 1e-12)}
    if label[node] in best:
        return False
    label[node] = min(best)
    return True


def _by_size(label: list[int]) -> list[int]:
    members: defaultdict[int, int] = defaultdict(int)
    for name in label:
        members[name] += 1
    ranked = sorted(members, key=lambda name: (-members[name], name))
    rank = {name: number for number, name in enumerate(ranked)}
    return [rank[name] for name in label]
