"""Whether the plain part of a mail says what its HTML says, or only stands in its place.

A plain part may hold "your program shows no HTML", a link or the name of a picture, in any
language. Its words then are not those of the HTML (RFC 2046, 5.1.4: alternatives say the same).
"""

from __future__ import annotations

import re

_WORDS_MIN = 4  # fewer words of HTML say nothing against the plain part
_SHARED_MIN = 0.5
_WORD = re.compile(r"[^\W_]+")
_SCRIPTS_WITHOUT_SPACES = re.compile(r"[\u0e00-\u0e7f\u2e80-\u9fff\uac00-\ud7af]")


def says_the_same(plain: str, html: str) -> bool:
    """Tell whether a short plain text holds most words of an HTML text, its quotes left out."""
    own = [line for line in html.split("\n") if not line.startswith(">")]
    meant = _words("\n".join(own))
    if len(meant) < _WORDS_MIN:
        return True
    return len(meant & _words(plain)) >= _SHARED_MIN * len(meant)


def _words(text: str) -> set[str]:
    """Return the words of a text; of scripts without spaces, the characters."""
    found: set[str] = set()
    for word in _WORD.findall(text.casefold()):
        found |= set(word) if _SCRIPTS_WITHOUT_SPACES.search(word) else {word}
    return found
