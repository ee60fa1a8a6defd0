"""A sentence in, the features that fitted models weigh out: its words, their order, their places.

Written as strings: ``please send`` are neighbours, ``please * me`` are one apart, ``^`` and ``$``
are the ends, ``<0 can`` is the first word, ``</ you`` one of the first five, ``/> ?`` one of the
last four, ``=`` begins the name of a rule (``cues``). A name in mid-sentence is ``$name``, a
number ``0``.
"""

from __future__ import annotations

import re
from itertools import pairwise

_URL = re.compile(r"(?:https?://|www\.)\S+")
_ADDRESS = re.compile(r"(?<!\S)[^\s@]+@\S+")
_NAME = re.compile(r"(?<=[a-z,;]\s)(?!I\b)[A-Z][a-z]+(?:\s[A-Z][a-z]+)*")
_WORD = re.compile(r"\$[a-z]+|[^\W\d_]+(?:'[^\W\d_]+)?|\d+|[^\w\s]")
_FIRST, _BEGIN, _END = 3, 5, 4
_WORDS_MAX = 120


def words(sentence: str) -> list[str]:
    """Return words and marks in lower case; names, numbers and addresses as what they are."""
    plain = _NAME.sub("$name", sentence.replace("\u2019", "'"))
    plain = _ADDRESS.sub("$address", _URL.sub("$link", plain)).lower()
    return ["0" if word.isdigit() else word for word in _WORD.findall(plain)[:_WORDS_MAX]]


def phrases(said: list[str]) -> set[str]:
    """Return words, neighbours of two and three, and two that are one apart."""
    whole = ["^", *said, "$"]
    found = set(said)
    found.update(f"{a} {b}" for a, b in pairwise(whole))
    found.update(f"{a} * {b}" for a, b in zip(whole, whole[2:], strict=False))
    found.update(f"{a} {b} {c}" for a, b, c in zip(whole, whole[1:], whole[2:], strict=False))
    return found


def places(said: list[str]) -> set[str]:
    """Return which words stand first, among the first and among the last."""
    found = {f"<{place} {word}" for place, word in enumerate(said[:_FIRST])}
    found.update(f"</ {word}" for word in said[:_BEGIN])
    found.update(f"/> {word}" for word in said[-_END:])
    return found


def spellings(said: list[str]) -> set[str]:
    """Return all runs of three to five letters, ``#`` before each, of the words as one line."""
    line = f"  {' '.join(said)}  "
    return {f"#{line[at : at + n]}" for n in (3, 4, 5) for at in range(len(line) - n + 1)}


def length(said: list[str]) -> str:
    """Return how long a sentence is, in doublings."""
    return f"=words {min((len(said) + 1).bit_length(), 7)}"
