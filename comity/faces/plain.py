"""Strangers' text in, text that can only be read out: nothing in it moves a cursor or a word.

Names, subjects and paths come from mail anybody may send. Control characters (ECMA-48), what
turns the direction of writing (UAX 9) and what has no meaning yet become spaces, so that no
line can be redrawn, forged or reversed; the joiners that some scripts need stay.
"""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200c\u200d"  # zero width, within words of Persian, Hindi, Malayalam; and emoji


def plain(text: object) -> str:
    """Return a text as one line of letters, marks and signs."""
    words = str(text)
    if words.isprintable():  # which no control, format or unassigned character is
        return words
    return "".join(letter if _is_harmless(letter) else " " for letter in words)


def _is_harmless(letter: str) -> bool:
    category = unicodedata.category(letter)
    return letter in _JOINERS or not (category[0] == "C" or category in {"Zl", "Zp"})
