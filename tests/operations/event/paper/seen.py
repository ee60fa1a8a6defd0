"""What a PDF shows, as another program reads it: its text, and where each line of it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Iterator

Box = tuple[float, float, float, float]
_TOUCH_POINTS = 1.0  # of two lines' letters, whose boxes are taken with their overhang
_MARK_POINTS = 4.0  # what is lower is a mark of a letter


def pages(pdf: bytes) -> Iterator[tuple[str, list[Box], Box]]:
    """Yield of each page its text, the boxes of its lines, and its own (points)."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_rect(n) for n in range(text.count_rects())]
        yield text.get_text_range(), boxes, (0.0, 0.0, page.get_width(), page.get_height())


def inside(box: Box, page: Box) -> bool:
    """Tell whether a box lies on the page."""
    left, bottom, right, top = box
    return page[0] <= left <= right <= page[2] and page[1] <= bottom <= top <= page[3]


def overlaps(one: Box, other: Box) -> bool:
    """Tell whether two lines cover each other by more than letters' overhang.

    A mark above or below a letter may stand as a box of its own; it belongs to its line.
    """
    if min(one[3] - one[1], other[3] - other[1]) < _MARK_POINTS:
        return False
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return min(wide, high) > _TOUCH_POINTS


def ink(pdf: bytes, page: int = 0) -> float:
    """Return how much of a page is not white, from 0 to 1."""
    picture = pypdfium2.PdfDocument(pdf)[page].render(scale=1, grayscale=True).to_numpy()
    return float((picture < 128).mean())
