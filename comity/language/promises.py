"""A text in, the sentences that may promise something out, each with the probability that it does.

A promise undertakes to do something definite for the reader. To be somewhere, to come, to do
one's best, what would be done if something else came first, another's words and the plans of a
firm are none. In English a fitted model weighs the marks of a sentence that undertakes something
(``undertakings``, ``models/promises.json``); in German, French and Spanish rules decide
(``abroad``). The text is what its writer wrote: quotes and signatures are set apart before
(``normalise.body``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from comity.language import abroad
from comity.language.asides import holds_patch, is_code_talk
from comity.language.sentences import split
from comity.language.undertakings import DEED, HINTS, KIND_OF, LONG_WORDS, MARKS, UNDERTAKES, VETOES
from comity.models import phrases

if TYPE_CHECKING:
    from re import Match

# At or above it a sentence is shown. How often that was right on sentences no weight was fitted on
# stands in ``models/promises.json``; they were in view when it was set, which flatters it a little.
THRESHOLD = 0.6
_MODEL = "promises"
_VETOED = 0.02
_KEPT_BY_RULE, _DOUBTED_BY_RULE = 0.85, 0.1  # in the three languages that rules read

_DEED_UNSAID = frozenset({"you_get", "done"})

_HINTS = (*HINTS, *abroad.HINTS)
# The same as patterns for a text as it stands, whose spaces may be breaks of lines.
PROMISE_HINTS = tuple(
    sorted({re.sub(r"^\W+|\W+$", r"\\b", hint).replace(" ", r"\s") for hint in _HINTS})
)

_URL = re.compile(r"(?:https?://|www\.)\S+")


class Scored(NamedTuple):
    """A sentence that may promise something."""

    text: str
    p: float  # that its writer undertakes to do something definite for the reader


def scored(text: str) -> list[Scored]:
    """Return the sentences that may promise something, in their order."""
    if not _may_promise(text.replace("\u2019", "'").lower()) or holds_patch(text):
        return []
    found = (Scored(sentence, probability(sentence)) for sentence in split(text))
    return [one for one in found if one.p]


def promises(text: str) -> list[str]:
    """Return the sentences in which the writer undertakes to do something for the reader."""
    return [one.text for one in scored(text) if one.p >= THRESHOLD]


def probability(sentence: str) -> float:
    """Return the probability that a sentence promises; 0 where it has not even the words."""
    plain = _plain(sentence)
    if not _may_promise(plain):
        return 0.0
    said = UNDERTAKES.search(plain)
    if said is None:
        by_rule = abroad.promise(plain)
        return 0.0 if by_rule is None else _KEPT_BY_RULE if by_rule else _DOUBTED_BY_RULE
    found = marks(sentence, plain, said)
    return _VETOED if found & VETOES else phrases.load(_MODEL).probability(found)


def features(sentence: str) -> set[str] | None:
    """Return the marks of an English sentence that undertakes something; None where none does."""
    plain = _plain(sentence)
    said = UNDERTAKES.search(plain)
    return marks(sentence, plain, said) if said else None


def marks(sentence: str, plain: str, said: Match[str]) -> set[str]:
    """Return who undertakes, what kind of deed, and what speaks for and against it."""
    found = {name for name, pattern in MARKS.items() if pattern.search(plain)}
    found.add(f"by {said.lastgroup}")
    if said.lastgroup in _DEED_UNSAID:
        found.add("deed unsaid")
    else:
        deed = DEED.match(plain, said.end())
        found.add(f"deed {_kind(deed['deed']) if deed else 'other'}")
        if deed is None or not deed["rest"].strip(" .!,"):
            found.add("bare")
    if len(plain.split()) > LONG_WORDS:
        found.add("long")
    if not found & {"to_reader", "to_other"} and is_code_talk(_URL.sub("", sentence)):
        found.add("code")
    return found


def _kind(deed: str) -> str:
    if deed in KIND_OF or not deed.endswith("ing"):
        return KIND_OF.get(deed, "other")
    stems = (deed[:-3], f"{deed[:-3]}e", deed[:-4])
    return next((KIND_OF[stem] for stem in stems if stem in KIND_OF), "other")


def _may_promise(plain: str) -> bool:
    """Look for words without which there is no promise, which costs next to nothing."""
    line = f" {' '.join(plain.split())} "
    if line.startswith(" will ") or "\nwill " in plain:
        return True
    return any(map(line.__contains__, _HINTS))


def _plain(sentence: str) -> str:
    """Return the sentence in lower case, with plain apostrophes and without addresses."""
    return _URL.sub("", sentence.replace("\u2019", "'").lower())
