"""Whom a draft greets: them, by a name of theirs, spelled as they spell it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import DamerauLevenshtein

from comity.language.draft.letter import Span
from comity.language.draft.manner import left_blank, to_anybody
from comity.linkage.names import alike, is_common_given, other_forms, words
from comity.operations.draft.finding import found

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from comity.language.draft.letter import Letter
    from comity.operations.draft.documents import Finding
    from comity.operations.draft.tie import Known

_GREETS = frozenset(
    "hi hello hey dear good morning afternoon evening day greetings hallo liebe lieber liebes "
    "guten tag morgen abend sehr geehrte geehrter geehrtes moin servus grüß gott bonjour salut "
    "cher chère hola buenos días estimado estimada querido querida ciao olá and und et y e mr mrs "
    "ms mx miss dr prof professor doctor sir herr herrn frau monsieur madame señor señora there "
    "all team everyone everybody both folks friend friends again zusammen alle miteinander leute "
    "mein meine my from i".split()
)
_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
_UMLAUT = re.compile("([aou])e")  # Mueller is Müller, whose dots are folded away
_PET = re.compile("(?:ie|i|y)$")
_SLIPS_MAX = 2  # letters, of a longer name; one of a short one
_LONG = 5
_NAME_MIN = 3


def naming(letter: Letter, known: Known) -> Iterator[Finding]:
    """Yield what is wrong with whom it greets."""
    name = known.person.name
    for span in left_blank(letter):
        yield found(
            letter,
            span,
            "left_blank",
            "stop",
            f"This was left to be filled in. It goes to {name}.",
        )
    for span in to_anybody(letter):
        yield found(
            letter,
            span,
            "to_anybody",
            "consider",
            f"You know who reads this: greet {name} by name.",
        )
    if wrong := misnamed(letter, known.called):
        span, near = wrong
        what = (
            f"Their name is spelled {near}."
            if near
            else f"This goes to {name}. If another is greeted, it may be left from another letter."
        )
        yield found(letter, span, "their_name", "stop", what)


def misnamed(letter: Letter, called: Collection[str]) -> tuple[Span, str] | None:
    """Return the word by which somebody else is greeted, and their own where it is but a slip.

    A name nobody knows may be what friends call them: only a slip of theirs, or a common given
    name that is no form of theirs, is somebody else's.
    """
    own = {folded: word for name in called for word in name.split() for folded in words(word)}
    greeted = [
        one
        for one in _WORD.finditer(letter.given, *letter.greeting)
        if one[0].lower() not in _GREETS and one[0][:1].isupper()
    ]
    if not own or not greeted:
        return None
    folded = [(one, part) for one in greeted for part in words(one[0]) if len(part) >= _NAME_MIN]
    if any(_is_theirs(part, own) for _, part in folded):
        slipped = [(one, part) for one, part in folded if not _is_theirs(part, own)]
        near = [(one, _near(part, own)) for one, part in slipped]
        return next(((Span(*one.span()), theirs) for one, theirs in near if theirs), None)
    for one, part in folded:
        theirs = _near(part, own)
        if theirs or is_common_given(part):
            return Span(*one.span()), theirs
    return None


def _is_theirs(word: str, own: Collection[str]) -> bool:
    """Tell a name of theirs, its first letter, a form of it, or it with its umlauts written out."""
    return any(word[0] == one or _is_form(word, one) for one in own)


def _is_form(word: str, name: str) -> bool:
    """Tell a usual short or pet form, Mike of Michael, from a slip: Micheal, Jon of John."""
    if word == name or name.startswith(word):
        return True
    if _UMLAUT.sub(r"\1", word) == _UMLAUT.sub(r"\1", name):
        return True
    stem = _PET.sub("", word)
    if len(word) > len(name) and len(stem) >= _NAME_MIN and name.startswith(stem):
        return True
    return not _slips(word, name) and (alike(word, name) or name in other_forms(word))


def _near(word: str, own: dict[str, str]) -> str:
    """Return the name of theirs that a word is a slip of."""
    near = [(_slips(word, one), one) for one in own if len(one) >= _NAME_MIN]
    best = min(((n, one) for n, one in near if n), default=(0, ""))
    return own[best[1]] if best[0] else ""


def _slips(word: str, name: str) -> int:
    """Return how many letters were typed amiss, if they are few; 0 if a word is another."""
    n = DamerauLevenshtein.distance(word, name)
    most = _SLIPS_MAX if min(len(word), len(name)) >= _LONG else 1
    return n if 0 < n <= most and word[0] == name[0] else 0
