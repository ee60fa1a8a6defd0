"""The lexicon: by language, the words of either tone, those that say nothing, those that deny.

``lexicon.toml`` tells where its lists come from and why a word stands in them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from comity.language.definition.stem import plain_word, stem

Tone = Literal["sales", "relationship", "neutral"]
LANGUAGES: Final = ("en", "de", "fr", "es")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language; expressions are tuples of words."""

    language: str
    tones: dict[str, Tone]  # by stem, or the stems of an expression joined by spaces
    expressions: frozenset[tuple[str, ...]]  # as written, of plain words
    blank: frozenset[str]
    negations: frozenset[str]
    denies_by_two: frozenset[tuple[str, str]]  # "rather than"
    never_negates: frozenset[str]
    turns: frozenset[str]
    joins: frozenset[str]

    def tone(self, key: str) -> Tone:
        """Return the tone of a stem, or of an expression's stems."""
        return self.tones.get(key, "neutral")


@cache
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language of ``LANGUAGES``."""
    said = _read()[language]
    denials = said["negations"].split()
    return Lexicon(
        language=language,
        tones=_tones(said, language),
        expressions=frozenset(_expressions(said["expressions"])),
        blank=_words(said["blank"]) | _words(said["asked"]),
        negations=frozenset(plain_word(one) for one in denials if "-" not in one),
        denies_by_two=frozenset(_pair(one) for one in denials if one.count("-") == 1),
        never_negates=_words(said["never_negates"]),
        turns=_words(said["turns"]),
        joins=_words(said["joins"]),
    )


@cache
def apart(language: str) -> frozenset[str]:
    """Return the forms that are no inflection of another word."""
    return _words(_read()[language]["apart"])


@cache
def _read() -> dict[str, dict[str, str]]:
    """Return the file's lists."""
    text = files("comity.language.definition").joinpath("lexicon.toml").read_text("utf-8")
    return tomllib.loads(text)


def _words(listed: str) -> frozenset[str]:
    return frozenset(map(plain_word, listed.split()))


def _expressions(listed: str) -> list[tuple[str, ...]]:
    return [tuple(map(plain_word, one.split())) for one in listed.split(",") if one.strip()]


def _pair(joined: str) -> tuple[str, str]:
    first, _, second = joined.partition("-")
    return plain_word(first), plain_word(second)


def _tones(said: dict[str, str], language: str) -> dict[str, Tone]:
    kept_apart = apart(language)
    found: dict[str, Tone] = {}
    tones: tuple[Tone, Tone] = ("sales", "relationship")
    for tone in tones:
        for word in said[tone].split():
            found[stem(plain_word(word), language, kept_apart)] = tone
        for words in _expressions(said[f"{tone}_expressions"]):
            found[" ".join(stem(one, language, kept_apart) for one in words)] = tone
    return found
