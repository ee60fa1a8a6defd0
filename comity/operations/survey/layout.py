"""Words and how many people said each in, where each stands in a picture out: none overlaps.

A letter's height grows with the square root of the number of people, so the *area* of a letter
grows with the number itself: the honest scale where things are drawn larger both ways. Words are
placed from the largest on, each at the first free place of a spiral around the middle. The width
of a word is measured by a bold font and told to the browser (SVG ``textLength``), so that it holds
in whatever font the reader has. The frame is as wide as asked and as high as it has to be: no word
is left out for want of room.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from math import pi, sqrt
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZE_MIN = 10.5  # of letters that can still be read
_SIZE_MAX = 76.0
_FILLED = 0.55  # of the frame, by the boxes of words
_ASCENT, _DESCENT = 0.80, 0.27  # of the letters' height, accents and underline included
_GAP = 0.08
_TURN = 0.35  # radians from one place tried to the next
_PITCH = 2.2  # how far the spiral leads outward in a radian
# Advance widths of Helvetica Bold (Adobe's metrics), in thousandths of the size.
_WIDTHS = {
    278: "ijl.,:;|/\\I ",
    333: "ft()-",
    389: "r",
    500: "z",
    556: "aceksvxyJL0123456789",
    611: "bdghnopquFTZ",
    667: "PESVXY",
    722: "ABCDHKNRU&",
    778: "wGOQ",
    833: "M",
    889: "m",
    944: "W",
    238: "'",
}
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_WIDEST = 1000  # of letters of other scripts


@dataclass(frozen=True, slots=True)
class Word:
    """What is to be drawn, and how many people said it."""

    text: str
    people: int
    tone: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A word in the picture: its baseline starts at ``x``, ``y``, in the frame's units."""

    text: str
    people: int
    tone: str
    x: float
    y: float
    size: float
    width: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        top, bottom = self.y - _ASCENT * self.size, self.y + _DESCENT * self.size
        return self.x, top, self.x + self.width, bottom


@dataclass(frozen=True, slots=True)
class Picture:
    """A frame with words in it; ``unit`` is the height of a word that one person said.

    ``left_out``: how many words would have been too small to read, all said by fewest people.
    """

    width: float
    height: float
    words: tuple[Placed, ...]
    unit: float
    left_out: int


def picture(words: Sequence[Word], *, width: float, ratio: float = 0.56, seed: int = 0) -> Picture:
    """Return the picture of words, of about a ratio of height to width; of one seed, the same."""
    ordered = sorted(words, key=lambda one: (-one.people, one.text))
    unit = _unit(ordered, width, ratio)
    shown = [one for one in ordered if unit * sqrt(one.people) >= SIZE_MIN]
    placed: list[Placed] = []
    start = Random(seed).uniform(0, 2 * pi)  # noqa: S311 - a picture, no secret
    places = _spiral(width, ratio, start)
    for one in shown:
        placed.append(_free(one, unit * sqrt(one.people), width, placed, places))
    return _framed(placed, width, unit, len(ordered) - len(shown))


def text_width(text: str, size: float) -> float:
    """Return how wide a text is in bold letters of a size."""
    plain = unicodedata.normalize("NFD", text.replace("ß", "bb"))
    letters = (one for one in plain if not unicodedata.combining(one))
    return sum(_WIDTH_OF.get(one, _WIDEST) for one in letters) * size / 1000


def _unit(words: Sequence[Word], width: float, ratio: float) -> float:
    """Return the height of a word that one person said, so that all of them fill the frame."""
    if not words:
        return 0.0
    area = sum(text_width(one.text, 1) * (_ASCENT + _DESCENT) * one.people for one in words)
    fitting = sqrt(_FILLED * ratio * width * width / area)
    widest = min(0.92 * width / text_width(one.text, sqrt(one.people)) for one in words)
    largest = _SIZE_MAX / sqrt(words[0].people)
    return min(fitting, widest, largest)


def _free(
    word: Word,
    size: float,
    width: float,
    placed: Sequence[Placed],
    places: Any,  # noqa: ANN401 - an array
) -> Placed:
    """Return a word at the first of the places where it overlaps none, else below all."""
    import numpy as np

    wide, gap = text_width(word.text, size), _GAP * size
    left, y = width / 2 + places[:, 0] - wide / 2, places[:, 1]
    top, bottom = y - _ASCENT * size - gap, y + _DESCENT * size + gap
    free = (left >= 0) & (left + wide <= width)
    for one in placed:
        box = one.box
        free &= (
            (left - gap >= box[2])
            | (left + wide + gap <= box[0])
            | (top >= box[3])
            | (bottom <= box[1])
        )
    at = int(np.argmax(free))
    if free[at]:
        return Placed(word.text, word.people, word.tone, float(left[at]), float(y[at]), size, wide)
    lowest = max(one.box[3] for one in placed)
    below = lowest + gap + _ASCENT * size
    return Placed(word.text, word.people, word.tone, (width - wide) / 2, below, size, wide)


def _spiral(width: float, ratio: float, start: float) -> Any:  # noqa: ANN401 - an array
    """Return places around the middle, ever further out, as flat or as high as the frame."""
    import numpy as np

    angles, angle = [], 0.0
    while _PITCH * angle < width * max(1.0, ratio):
        angles.append(angle)
        angle += _TURN / (1 + angle / 30)
    turn = np.array(angles)
    far = _PITCH * turn
    across, down = min(1.0, 1 / ratio), min(1.0, ratio)
    return np.stack([across * far * np.cos(start + turn), down * far * np.sin(start + turn)], 1)


def _framed(placed: Sequence[Placed], width: float, unit: float, left_out: int) -> Picture:
    """Move the words so that the frame begins at 0 and ends where they end."""
    if not placed:
        return Picture(width, 0.0, (), unit, left_out)
    margin = 6.0
    top = min(one.box[1] for one in placed) - margin
    bottom = max(one.box[3] for one in placed) + margin
    moved = tuple(
        Placed(
            one.text,
            one.people,
            one.tone,
            round(one.x, 2),
            round(one.y - top, 2),
            round(one.size, 2),
            round(one.width, 2),
        )
        for one in placed
    )
    return Picture(width, round(bottom - top, 2), moved, unit, left_out)
