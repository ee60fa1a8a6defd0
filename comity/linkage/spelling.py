"""A name in; the local parts it is usually written as, and how a local part may come of it, out.

The patterns are for one name and for a column of names alike.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import add
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
from rapidfuzz.distance import JaroWinkler

from comity.linkage.columns.blocks import cut, joined, strings
from comity.linkage.names import FINAL, INITIAL, other_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    import pyarrow as pa

    from comity.linkage.columns.blocks import Ints
    from comity.linkage.names import Name

    Join: TypeAlias = Callable[["Text", "Text"], "Text"]
    Cut: TypeAlias = Callable[["Text", int], "Text"]

Text = TypeVar("Text")  # one word, or a column of words

PATTERNS = {  # share of true pairs among addresses without a name that a name spells
    "full": 0.985,
    "f last": 0.96,
    "first l": 0.93,
    "cut": 0.85,
    "last f": 0.6,
    "last": 0.5,
    "l first": 0.4,
    "first": 0.35,
    "initials": 0.12,
    "syllables": 0.6,
}
_LETTERS_LEAST = 5  # of what is spelled loosely
NEAR = 0.93  # Jaro-Winkler similarity of two spellings
_CUT_FIRST, _CUT_LAST = 1, 2  # letters left of the two names
_MORE = ("initials", "f last", "first l", "full")
_TWO_SYLLABLES = re.compile(f"({INITIAL}){FINAL}({INITIAL}){FINAL}")  # pinyin: xing-yu


@lru_cache(maxsize=1 << 13)
def spellings(name: Name) -> Mapping[str, str]:
    """Return how a name is usually written as a local part -> the pattern it follows."""
    first, last = name[0], name[-1]
    initials = _initials(first), _initials(last)
    found = dict.fromkeys(_by_syllables(first, last, initials, join=add), "syllables")
    found |= {spelling: pattern for pattern, spelling in _by_ends(first, last, join=add, cut=_cut)}
    found |= _by_more(name)
    found[last + first] = found[first + last] = "full"
    return found


class Ends(NamedTuple):
    """How names begin and end, in columns."""

    first: pa.Array
    last: pa.Array
    first_initials: pa.Array  # of two syllables, or nothing
    last_initials: pa.Array

    def take(self, rows: Ints) -> Ends:
        """Return those of some names."""
        return Ends(*(column.take(rows) for column in self))


def ends(words: pa.Array, first: Ints, last: Ints) -> Ends:
    """Return how names begin and end, of which the numbers of the words are given."""
    initials = strings([_initials(word) for word in words.to_pylist()])
    return Ends(*(column.take(end) for column in (words, initials) for end in (first, last)))


def usual(
    names: Ends, more: Iterable[tuple[str, Ints, pa.Array]] = ()
) -> Iterator[tuple[str, Ints, pa.Array]]:
    """Yield a pattern, the places of the names that can be written by it, and how they are.

    The same as ``spellings``, in columns: of several patterns for one spelling the last counts.
    What only some names are written as is given beside them.
    """
    first, last, *initials = names
    everyone = np.arange(len(first))
    for spelling in _by_syllables(first, last, initials, join=joined):
        yield "syllables", everyone, spelling
    for pattern, spelling in _by_ends(first, last, join=joined, cut=cut):
        yield pattern, everyone, spelling
    yield from more
    yield "full", everyone, joined(last, first)
    yield "full", everyone, joined(first, last)


def more(names: Sequence[Name]) -> Iterator[tuple[str, Ints, pa.Array]]:
    """Yield what names are written as that have a middle name or other forms."""
    found: dict[str, list[tuple[int, str]]] = {pattern: [] for pattern in _MORE}
    for number, name in enumerate(names):
        for one, pattern in _by_more(name).items():
            found[pattern].append((number, one))
    for pattern, some in found.items():
        numbers = np.fromiter((number for number, _ in some), np.int64, len(some))
        yield pattern, numbers, strings([one for _, one in some])


def _by_syllables(
    first: Text, last: Text, initials: Sequence[Text], *, join: Join[Text]
) -> list[Text]:
    """Return a family name with the initials of a given name's two syllables: panxy, wqlu.

    Without such initials that is the name alone, which is no spelling by syllables, but by ends.
    """
    of_first, of_last = initials
    return [
        join(first, of_last),
        join(of_last, first),
        join(last, of_first),
        join(of_first, last),
    ]


def _by_ends(
    first: Text, last: Text, *, join: Join[Text], cut: Cut[Text]
) -> list[tuple[str, Text]]:
    """Return patterns of a first and a last word, and what they make of them."""
    f_last, fi_last = join(cut(first, 1), last), join(cut(first, 2), last)
    return [
        ("last", last),
        ("first", first),
        ("cut", fi_last),
        ("cut", join(cut(first, 3), last)),
        ("cut", join(first, cut(last, 3))),
        ("cut", join(first, cut(last, 2))),
        ("cut", cut(f_last, 8)),
        ("cut", cut(fi_last, 8)),
        ("last f", join(last, cut(first, 1))),
        ("l first", join(cut(last, 1), first)),
        ("first l", join(first, cut(last, 1))),
        ("f last", f_last),
    ]


def _cut(word: str, letters: int) -> str:
    return word[:letters]


def _by_more(name: Name) -> dict[str, str]:
    """Return what a middle name and pet names make of a name -> the pattern, one of ``_MORE``."""
    first, last = name[0], name[-1]
    found = {}
    if len(name) > 2:  # noqa: PLR2004 - a middle name
        initials = "".join(word[0] for word in name)
        found[initials] = "initials"
        found[initials[:-1] + last] = "f last"
        found[first + initials[1:]] = "first l"
        found[first + initials[1:-1] + last] = "full"
        found |= {first + name[1]: "full", "".join(name): "full", "".join(name[::-1]): "full"}
    for form in other_forms(first):
        found[form + last] = "full"
    return found


@lru_cache(maxsize=1 << 16)
def _initials(given: str) -> str:
    """Return the first letters of the syllables of a name that has two; else nothing."""
    syllables = _TWO_SYLLABLES.fullmatch(given)
    return syllables[1][0] + syllables[2][0] if syllables else ""


def loosely(name: Name, letters: str) -> str:
    """Return how letters may come of a name, though not by a usual pattern; "" if they hardly do.

    ``within``: they begin or end with a usual long spelling; ``cut``: they are the beginnings of
    both names; ``near``: they are a usual spelling but for a slip.
    """
    if len(letters) < _LETTERS_LEAST:
        return ""
    first, last = name[0], name[-1]
    usual = (first + last, last + first, first[0] + last, last + first[0], first + last[0])
    if any(
        letters.startswith(one) or letters.endswith(one)
        for one in usual[:3]
        if len(one) > _LETTERS_LEAST
    ):
        return "within"
    if _is_cut(first, last, letters) or _is_cut(last, first, letters):
        return "cut short"
    near = max(JaroWinkler.similarity(one, letters) for one in usual)
    return "near" if near >= NEAR else ""


def _is_cut(first: str, last: str, letters: str) -> bool:
    """Tell whether letters are a beginning of one name and then a beginning of the other."""
    shared = 0
    while shared < min(len(first), len(letters)) and first[shared] == letters[shared]:
        shared += 1
    return any(
        len(letters) - size >= _CUT_LAST and last.startswith(letters[size:])
        for size in range(_CUT_FIRST, shared + 1)
    )
