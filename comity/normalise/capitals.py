"""A name in capitals in; the name as its bearer would write it, out: Elena Popova, Jan van Dijk."""

from __future__ import annotations

import re

_PIECE = re.compile(r"[^\W\d_]+")
_KEPT = frozenset("II III IV VI VII VIII".split())
_LOWER = frozenset(  # that stand before a family name
    """van der den de del della dello di da dos das do du des von vom zu zur la le los bin ibn bint
    al el ten ter te op af av""".split()
)
_TURKISH = frozenset("İĞŞ")
_VOWELS = frozenset("AEIOUYÄÖÜÅÆØÉÈÍÓÚÁÀİI")
_MC = re.compile(r"\bMc([a-z])")
_LEAST = 3  # letters of a word that is no initials


def as_written(name: str) -> str:
    """Return a name of two words or more without the capitals that only shout."""
    words = name.split()
    if len(words) < 2 or not any(map(_shouts, words)):  # noqa: PLR2004  # IBM, or a name
        return name
    if not name.isupper() and not _is_half(words):
        return name
    turkish = bool(_TURKISH & set(name))
    return " ".join(
        _word(word, first=place == 0, last=place == len(words) - 1, turkish=turkish)
        if word.isupper()
        else word
        for place, word in enumerate(words)
    )


def _shouts(word: str) -> bool:
    return word.isupper() and len(word) >= _LEAST and word not in _KEPT


def _is_half(words: list[str]) -> bool:
    """Tell a family name in capitals beside a given name: Jean DUPONT, DUPONT Jean."""
    rest = [word for word in words if not word.isupper()]
    shouted = [word for word in words if word.isupper()]
    at_end = words[-len(shouted) :] == shouted or words[: len(shouted)] == shouted
    return (
        at_end
        and all(word[:1].isupper() and word[1:].islower() for word in rest if word.isalpha())
        and all(map(_is_spoken, shouted))
    )


def _is_spoken(word: str) -> bool:
    """Tell LEE and DUPONT from IBM and GMBH."""
    return len(word) < _LEAST or bool(_VOWELS & set(word[1:3] if len(word) == _LEAST else word))


def _word(word: str, *, first: bool, last: bool, turkish: bool) -> str:
    if word in _KEPT or (first and len(word) < _LEAST and not _VOWELS & set(word)):
        return word  # initials: JR Ewing
    if not first and not last and word.lower() in _LOWER:
        return word.lower()
    titled = _PIECE.sub(lambda m: _title(m[0], turkish=turkish), word)
    return _MC.sub(lambda m: "Mc" + m[1].upper(), titled)


def _title(piece: str, *, turkish: bool) -> str:
    rest = piece[1:]
    if turkish:
        rest = rest.replace("I", "\u0131").replace("İ", "i")
    return piece[0] + rest.lower()
