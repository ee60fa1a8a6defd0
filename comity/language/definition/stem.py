"""A word in, what its inflections have in common out: light, so that few words are joined wrongly.

Only inflections are taken off (plural, -ing, -ed; German cases; French and Spanish number and verb
endings), no derivations: "relation" and "relationship" stay two words. The result is a key and is
never shown; the form that people used most stands for it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_STEM_MIN = 3
_VOWEL = re.compile("[aeiouyáéíóúàèìòùâêîôûäöü]")
_DOUBLED = re.compile(r"([bdgmnprt])\1$")  # as in planning; -ll and -ss are the word's own
_ENDINGS = {
    "de": ("en", "er", "em", "es", "e", "n"),
    "fr": ("aient", "ant", "ées", "és", "ée", "er", "ez", "ent", "é", "e"),
    "es": ("ando", "iendo", "amos", "ar", "er", "ir", "es", "os", "as", "o", "a", "e"),
}
_ROOT_MIN = {"de": 4, "fr": 4, "es": 3}
_LONG = 4


def plain_word(word: str) -> str:
    """Return a word in lower case with plain apostrophes, composed (NFC)."""
    return unicodedata.normalize("NFC", word).lower().replace("\u2019", "'")


def stem(word: str, language: str, apart: Collection[str] = ()) -> str:
    """Return the key that the inflections of a plain word share.

    >>> stem("sharing", "en"), stem("shares", "en"), stem("relationships", "en")
    ('shar', 'shar', 'relationship')
    """
    if word in apart:
        return word
    return _english(word) if language == "en" else _by_endings(word, language)


def _english(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("'")
    if word.endswith("ies") and len(word) > _LONG + 1:
        word = f"{word[:-3]}y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _STEM_MIN:
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= _STEM_MIN and _VOWEL.search(root):
            word = _DOUBLED.sub(r"\1", root)
            break
    if word.endswith("y") and len(word) > _LONG:
        return f"{word[:-1]}i"
    return word.removesuffix("e") if len(word) > _LONG - 1 else word


def _by_endings(word: str, language: str) -> str:
    if language not in _ENDINGS:
        return word
    least = _ROOT_MIN[language]
    if word.endswith(("s", "x")) and not word.endswith("ss") and len(word) > least + 1:
        word = word[:-1]
    for ending in _ENDINGS[language]:
        root = word.removesuffix(ending)
        if root != word and len(root) >= least:
            return root
    return word
