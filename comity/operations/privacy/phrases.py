"""Names and identities of a person in; what means them in a text out, and whom else it means.

Sought are full names, in either order, addresses, and numbers however they are spaced. A single
word is no name to seek: many bear it, and it hides in others.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from comity.normalise.name import clean
from comity.operations.privacy.private_words import bare, tells

if TYPE_CHECKING:
    from collections.abc import Iterable

Means: TypeAlias = Literal["", "them", "namesake"]
_DIGITS_MIN, _DIGITS_MAX = 7, 9  # of a number, its last: the rest is written in several ways
_GAP = r"[\s().\-/]{0,3}"
_ADDRESS_CHARS = r"\w.+-"


@dataclass(frozen=True, slots=True)
class Phrases:
    """What means one person in a text."""

    sure: re.Pattern[str] | None
    doubtful: re.Pattern[str] | None  # names that somebody else bears as well
    needles: frozenset[frozenset[str]]  # words that all stand in whatever holds a phrase
    numbers: tuple[str, ...]  # patterns

    @classmethod
    def of(
        cls, names: Iterable[str], identities: Iterable[str], others: Iterable[str] = ()
    ) -> Phrases:
        """Return the phrases of a person; ``others`` are the names of everyone else."""
        borne = {spelled for one in others for spelled in _spellings(one)}
        known = [*identities]
        said = [*names, *(bare(one) for one in known if one.startswith("name:"))]
        called = {spelled for one in said for spelled in _spellings(one) if tells(spelled)}
        values = {_folded(bare(one)) for one in known if not one.startswith("name:")}
        written = {one for one in values if one and not one.startswith("+") and tells(one)}
        numbers = tuple(filter(None, (_number(one) for one in sorted(values) if one[:1] == "+")))
        sure = [*map(_bounded, sorted(called - borne)), *map(_address, sorted(written)), *numbers]
        return cls(
            _any_of(sure),
            _any_of([*map(_bounded, sorted(called & borne))]),
            frozenset(frozenset(re.split(r"[\s,]+", one)) for one in called | written),
            numbers,
        )

    def meaning(self, text: str) -> Means:
        """Return whom a text names by any phrase."""
        folded = _folded(text)
        if self.sure and self.sure.search(folded):
            return "them"
        return "namesake" if self.doubtful and self.doubtful.search(folded) else ""


def _spellings(name: str) -> set[str]:
    """Return a name as it may stand in a text: as written, as said, family name first."""
    found = {_folded(name), said := _folded(clean(name))}
    first, _, last = said.rpartition(" ")
    if first:
        found |= {f"{last}, {first}", f"{last} {first}"}
    return found - {""}


def _folded(text: str) -> str:
    """Return a text as phrases are sought in it: case, accents and spaces aside."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).replace("\u2019", "'")
        text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(text.lower().split())


def _bounded(name: str) -> str:
    """Return a pattern of a name as words of its own, where its script has spaces and case."""
    before, after = (r"(?<!\w)" if _cased(name[0]) else "", r"(?!\w)" if _cased(name[-1]) else "")
    return f"{before}{re.escape(name)}{after}"


def _cased(char: str) -> bool:
    return char.upper() != char.lower() or not char.isalpha()


def _address(value: str) -> str:
    """Return a pattern of an address that is no part of a longer one."""
    return rf"(?<![{_ADDRESS_CHARS}]){re.escape(value)}(?![\w-]|\.\w)"


def _number(value: str) -> str:
    """Return a pattern of the last digits of a number, however they are spaced."""
    digits = [char for char in value if char.isdigit()][-_DIGITS_MAX:]
    return rf"{_GAP.join(digits)}(?!\d)" if len(digits) >= _DIGITS_MIN else ""


def _any_of(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns)) if patterns else None
