"""Groups in, places on a plane out: each group a round bed, its members sown like sunflower seeds.

The seeds follow Vogel (1979): the n-th at radius ~ sqrt(n), turned by the golden angle. Beds are
set along a spiral in the order given, none overlapping another. The same groups give the same
picture, so one finds one's way in it again.
"""

from __future__ import annotations

import math

_GOLDEN = math.pi * (3 - math.sqrt(5))
_SEED = 1.0  # distance between neighbours, about
_GAP = 1.5  # between beds
_PITCH = 0.3  # how far the spiral goes out a radian
_WIDE = 1.5  # a page is wider than it is high


def group_radius(members: int) -> float:
    """Return the radius of a bed of so many seeds."""
    return _SEED * (0.6 + 0.62 * math.sqrt(members))


def sunflower(members: int) -> list[tuple[float, float]]:
    """Return the places of a bed's seeds around its middle, the first in the middle."""
    return [
        (
            0.62 * _SEED * math.sqrt(n) * math.cos(n * _GOLDEN),
            0.62 * _SEED * math.sqrt(n) * math.sin(n * _GOLDEN),
        )
        for n in range(members)
    ]


def place_groups(sizes: list[int]) -> list[tuple[float, float, float]]:
    """Return (x, y, radius) of each bed along a spiral from the middle; none overlaps another."""
    placed: list[tuple[float, float, float]] = []
    angle = 0.0
    for size in sizes:
        radius = group_radius(size)
        while True:
            reach = _PITCH * angle
            x, y = _WIDE * reach * math.cos(angle), reach * math.sin(angle)
            if _is_free(x, y, radius, placed):
                break
            angle += 0.4 * radius / (reach + radius)
        placed.append((x, y, radius))
    return placed


def _is_free(x: float, y: float, radius: float, placed: list[tuple[float, float, float]]) -> bool:
    """Tell whether a bed touches no other; the latest are the likeliest neighbours."""
    return all(math.hypot(x - a, y - b) >= radius + r + _GAP for a, b, r in reversed(placed))
