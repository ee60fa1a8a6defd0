"""A text to several in; which of its questions are put to one of them, out.

Who is meant is told by what they are called: a greeting ("Hi Ben,") speaks to one for the whole
text, a name at the head or the end of a sentence ("Ben, could you?") for that sentence alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.language.cues import GREETING
from comity.normalise import name as names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_TO = re.compile(
    r"^(?:(?:and|but|so|hi|hey|hello|dear|ok)[\s,]+)?@?([^\W\d_][\w'\u2019.-]{1,30})\s?[,:]"
)
_AT_END = re.compile(r",\s*@?([^\W\d_][\w'\u2019.-]{1,30})\s*\?\W*$")


def put_to(
    asked: Iterable[str], text: str, *, reader: Collection[str], others: Collection[str]
) -> list[str]:
    """Return the questions of a text that are put to the reader, and not to another by name.

    ``reader`` and ``others`` are the words of their names, folded (``words_of``).
    """
    greeted = _called(greeting[0], reader, others) if (greeting := GREETING.match(text)) else None
    found = []
    for sentence in asked:
        called = [match[1] for at in (_TO, _AT_END) if (match := at.search(sentence))]
        whom = next((who for word in called if (who := _called(word, reader, others))), greeted)
        if whom != "others":
            found.append(sentence)
    return found


def words_of(spoken: Iterable[str]) -> frozenset[str]:
    """Return the words of names, folded as they are compared."""
    return frozenset(word for name in spoken for word in names.words(name))


def _called(words: str, reader: Collection[str], others: Collection[str]) -> str | None:
    """Tell whom of a text's readers these words call: "reader", "others" or, unknown, None."""
    said = set(names.words(words))
    if said & set(reader):
        return "reader"
    return "others" if said & set(others) else None
