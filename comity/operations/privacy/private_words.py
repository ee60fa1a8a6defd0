"""The names that are redacted in; whether a text means one of them out.

A full name or an address means its bearer wherever it stands. A single name does if it is written
as one, with a capital, and nobody whom the user has written to and shows bears it too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.normalise import name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comity.book import Book

_CHARS_MIN = 5  # a shorter phrase is found within other words
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_HIDDEN = "SELECT DISTINCT name, identity FROM hidden_identity"
_SHOWN = """
    SELECT DISTINCT name FROM identity
    WHERE person IN (SELECT person FROM person_day WHERE sent > 0)
        OR person IN (SELECT person FROM person WHERE is_me)
"""


@dataclass(frozen=True)
class PrivateWords:
    """What means a private person in a text, folded: whole phrases, and single names."""

    phrases: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()

    def meant_in(self, text: str) -> bool:
        """Tell whether a text means one of them."""
        folded = _folded(text)
        return any(one in folded for one in self.phrases) or not self.names.isdisjoint(
            name.fold(one) for one in _LETTERS.findall(text) if one[0].isupper()
        )


def private_words(book: Book) -> PrivateWords:
    """Return what means somebody whom a redacted book hides."""
    hidden = book.rows(_HIDDEN)
    phrases = {_folded(one["name"]) for one in hidden}
    phrases |= {_folded(bare(one["identity"])) for one in hidden}
    shown = _single(one["name"] for one in book.rows(_SHOWN))
    return PrivateWords(
        tuple(sorted(filter(tells, phrases))),
        frozenset(_single(one["name"] for one in hidden) - shown),
    )


def _folded(text: str) -> str:
    """Return a text as phrases are sought in it: case and spaces aside."""
    return " ".join(text.casefold().split())


def bare(identity: str) -> str:
    """Return an identity without its namespace and source; nothing if that tells no human."""
    namespace, _, value = identity.partition(":")
    if namespace in {"handle", "name"}:
        return value.partition("/")[2]
    return value if namespace in {"email", "phone", "linkedin"} else ""


def tells(phrase: str) -> bool:
    """Tell what means one person from a name that many bear, or that hides in other words."""
    if phrase.isalpha():  # one word, unless it is of a script without spaces and case
        return len(phrase) > 1 and phrase.upper() == phrase.lower()
    return len(phrase) >= _CHARS_MIN


def _single(names: Iterable[str]) -> set[str]:
    """Return first and last names; between them stand particles, which are words of a language."""
    ends = (one for words in map(name.words, names) for one in (*words[:1], *words[-1:]))
    return {one for one in ends if _LETTERS.fullmatch(one)}
