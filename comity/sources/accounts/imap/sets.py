"""Numbers of messages in, IMAP's sequence sets out (RFC 3501, 9), and back."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def written(numbers: Collection[int]) -> str:
    """Return ``1:4,7`` for some numbers."""
    made: list[str] = []
    first = last = 0
    for number in [*sorted(numbers), 0]:
        if last and number == last + 1:
            last = number
            continue
        if last:
            made.append(f"{first}:{last}" if first < last else str(first))
        first = last = number
    return ",".join(made)


def ranges(text: bytes) -> list[tuple[int, int]]:
    """Return the first and last of each range of a set, sorted, none of them spelt out."""
    found = []
    for one in text.split(b","):
        first, _, last = one.partition(b":")
        if first.isdigit() and (last.isdigit() or not last):
            ends = int(first), int(last or first)
            found.append((min(ends), max(ends)))
    apart: list[tuple[int, int]] = []
    for start, stop in sorted(found):
        if apart and start <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(apart[-1][1], stop)
        else:
            apart.append((start, stop))
    return apart


def in_ranges(number: int, merged: Sequence[tuple[int, int]]) -> bool:
    """Tell whether ranges hold a number."""
    place = bisect_right(merged, (number, 1 << 63))
    return place > 0 and merged[place - 1][1] >= number
