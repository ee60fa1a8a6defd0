"""A text in, the sentences that may promise something out, each with the probability that it does.

A promise undertakes to do something definite for the reader. To be somewhere, to come, to do
one's best, what would be done if something else came first, another's words and the plans of a
firm are none. The text is what its writer wrote: quotes and signatures are set apart before
(``normalise.body``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from comity.language.asides import holds_patch, is_code_talk
from comity.language.cues import NO_PROMISE, PROMISE, PROMISE_HINTS
from comity.language.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

THRESHOLD = 0.5  # at or above it a sentence is shown as a promise

_URL = re.compile(r"(?:https?://|www\.)\S+")
_PROMISED, _DOUBTED = 0.7, 0.1


class Scored(NamedTuple):
    """A sentence, where it stands in the text (``text[start:end]``, with its line breaks)."""

    text: str
    start: int
    end: int
    p: float  # that its writer undertakes to do something definite for the reader


def scored(text: str) -> list[Scored]:
    """Return the sentences that may promise something, in their order."""
    if not _may_promise(text) or holds_patch(text):
        return []
    found = ((sentence, _probability(sentence)) for sentence in split(text))
    return list(_placed(text, ((sentence, p) for sentence, p in found if p)))


def promises(text: str) -> list[str]:
    """Return the sentences in which the writer undertakes to do something for the reader."""
    return [one.text for one in scored(text) if one.p >= THRESHOLD]


def _may_promise(text: str) -> bool:
    plain = text.replace("\u2019", "'").lower()
    return any(hint in plain for hint in PROMISE_HINTS)


def _probability(sentence: str) -> float:
    """Return 0 for a sentence that has not even the words of a promise."""
    plain = _URL.sub("", sentence.replace("\u2019", "'").lower())
    if plain.endswith("?") or not any(hint in plain for hint in PROMISE_HINTS):
        return 0.0
    if PROMISE.search(plain) is None:
        return 0.0
    doubted = NO_PROMISE.search(plain) is not None or is_code_talk(_URL.sub("", sentence))
    return _DOUBTED if doubted else _PROMISED


def _placed(text: str, found: Iterable[tuple[str, float]]) -> Iterator[Scored]:
    """Find each sentence in the text, where its lines may be wrapped."""
    at = 0
    for sentence, p in found:
        place = re.compile(r"\s+".join(map(re.escape, sentence.split()))).search(text, at)
        if place:
            at = place.end()
            yield Scored(sentence, place.start(), at, p)
