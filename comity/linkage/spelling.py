"""A name in; the local parts it is usually written as, and how a local part may come of it, out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import JaroWinkler

from comity.linkage.names import other_forms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from comity.linkage.names import Name

_LETTERS_LEAST = 5  # of what is spelled loosely
NEAR = 0.93  # Jaro-Winkler similarity of two spellings
_CUT_FIRST, _CUT_LAST = 1, 2  # letters left of the two names
_INITIAL = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])"
_FINAL = (
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uan|uai|ai|ei|ui|ao|ou|iu|ie|ue|er|an|en|in|un"
    "|ia|ua|uo|a|o|e|i|u)"
)
_TWO_SYLLABLES = re.compile(f"({_INITIAL}){_FINAL}({_INITIAL}){_FINAL}")  # pinyin: xing-yu


@lru_cache(maxsize=1 << 13)
def spellings(name: Name) -> Mapping[str, str]:
    """Return how a name is usually written as a local part -> the pattern it follows."""
    first, last = name[0], name[-1]
    found = {
        **_by_syllables(name),
        last: "last",
        first: "first",
        first[:2] + last: "cut",
        first[:3] + last: "cut",
        first + last[:3]: "cut",
        first + last[:2]: "cut",
        (first[0] + last)[:8]: "cut",
        (first[:2] + last)[:8]: "cut",
        last + first[0]: "last f",
        last[0] + first: "l first",
        first + last[0]: "first l",
        first[0] + last: "f last",
    }
    if len(name) > 2:  # noqa: PLR2004 - a middle name
        initials = "".join(word[0] for word in name)
        found[initials] = "initials"
        found[initials[:-1] + last] = "f last"
        found[first + initials[1:]] = "first l"
        found[first + initials[1:-1] + last] = "full"
        found |= {first + name[1]: "full", "".join(name): "full", "".join(name[::-1]): "full"}
    for form in other_forms(first):
        found[form + last] = "full"
    found[last + first] = found[first + last] = "full"
    return found


def _by_syllables(name: Name) -> dict[str, str]:
    """Return a family name with the initials of a given name's two syllables: panxy, wqlu."""
    found: dict[str, str] = {}
    for family, given in ((name[0], name[-1]), (name[-1], name[0])):
        initials = _initials(given)
        if initials:
            found |= {family + initials: "syllables", initials + family: "syllables"}
    return found


@lru_cache(maxsize=1 << 16)
def _initials(given: str) -> str:
    """Return the first letters of the syllables of a name that has two; else nothing."""
    syllables = _TWO_SYLLABLES.fullmatch(given)
    return syllables[1][0] + syllables[2][0] if syllables else ""


@lru_cache(maxsize=1 << 16)
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
