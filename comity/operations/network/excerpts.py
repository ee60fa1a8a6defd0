"""Where the words that are sought stand in a text: as the index finds them.

A word is found by its beginning, whatever its case and accents (SQLite FTS5, unicode61).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.normalise.name import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

EXCERPT_CHARS = 160
_WORD = re.compile(r"[^\W_]+")


def sought(asked: str) -> tuple[str, ...]:
    """Return the words of what is asked for, as they are compared."""
    return tuple(dict.fromkeys(fold(word) for word in _WORD.findall(asked)))


def spans(text: str, asked: str) -> Iterator[tuple[int, int]]:
    """Yield where words of the text begin and end that begin with one that is sought."""
    wanted = sought(asked)
    for found in _WORD.finditer(text):
        if wanted and fold(found[0]).startswith(wanted):
            yield found.span()


def holds(text: str, asked: str) -> bool:
    """Tell whether a text holds all of the words."""
    words = [fold(word) for word in _WORD.findall(text)]
    wanted = sought(asked)
    return bool(wanted) and all(any(w.startswith(one) for w in words) for one in wanted)


def excerpt(text: str, asked: str) -> str:
    """Return the stretch of a text around the first of the words, on one line."""
    line = " ".join(text.split())
    first = next((begin for begin, _ in spans(line, asked)), 0)
    start = max(first - EXCERPT_CHARS // 3, 0)
    cut = line[start : start + EXCERPT_CHARS].strip()
    before, after = "…" if start else "", "…" if start + EXCERPT_CHARS < len(line) else ""
    return f"{before}{cut}{after}"
