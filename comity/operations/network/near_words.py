"""Words half typed or mistyped in, the words of names that are meant out.

A word that is in nobody's name, address or work is taken for the nearest that is: by optimal
string alignment (a letter more, less, another, or two swapped: Damerau 1964), one such slip in
four letters or more, two in eight or more; its beginning counts as well, since it may be half
typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_SLIPS = ((8, 2), (4, 1))  # letters of a word, slips that are forgiven
_BEGUN_MIN = 5  # letters of a word whose beginning may hold a slip
_NEAR_MAX = 8


def meant(words: Sequence[str], known: Collection[str]) -> list[tuple[str, ...]]:
    """Return for each word itself where it is within one that is known, else the nearest.

    The nearest are words that are known, or the beginnings of such.
    """
    return [(word,) if any(word in one for one in known) else _near(word, known) for word in words]


def _near(word: str, known: Collection[str]) -> tuple[str, ...]:
    slips = next((most for letters, most in _SLIPS if len(word) >= letters), 0)
    if not slips or not word.isalpha():
        return (word,)
    begun = {one[: len(word)] for one in known if len(one) > len(word)}
    found = extract(word, known, scorer=OSA.distance, score_cutoff=slips, limit=_NEAR_MAX)
    if len(word) >= _BEGUN_MIN:
        found += extract(word, begun, scorer=OSA.distance, score_cutoff=slips, limit=_NEAR_MAX)
    least = min((distance for _, distance, _ in found), default=0)
    near = list(dict.fromkeys(one for one, distance, _ in found if distance == least))
    beginnings = [one for one in near if not any(o != one and o in one for o in near)]
    return tuple(beginnings) or (word,)
