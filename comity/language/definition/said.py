"""One person's answer in, the words and expressions they said out, each once.

Heeded: what is denied ("not selling" is kept apart from "selling", and so is each of "not selling
or pitching"), expressions, elisions (l'écoute), and which of the words say nothing by themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.language.definition.lexicon import LANGUAGES, apart, lexicon
from comity.language.definition.stem import plain_word, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.language.definition.lexicon import Lexicon, Tone

CHARS_MAX = 4_000
_WORDS_MAX = 600
_WORD_MAX = 40
_DENIED_WORDS = 6  # how far a denial reaches where nothing ends it
_TOKEN = re.compile(
    r"[^\W\d_]+(?:['\u2019\-\u2010\u2011][^\W\d_]+)*['\u2019]?|[.!?;:\n()\[\]]+|[,\u3001\u060c]|[\u2013\u2014]"
)
_ELISION = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'(?=\w{2})")
_ENDS = re.compile(r"[.!?;:\n()\[\]\u2013\u2014]")
_LINK = re.compile(r"https?://\S+|www\.\S+|(?<![^\s@])[^\s@]+@[^\s@]+\.\S+")


@dataclass(frozen=True, slots=True)
class Said:
    """Something one person said: ``key`` joins its inflections; ``form`` is as they wrote it.

    ``tone`` is of the word as they used it: a denied word is neutral, and has a key of its own.
    """

    key: str
    form: str
    tone: Tone
    denied: bool = False
    parts: tuple[Said, ...] = ()  # of an expression: its words that say something by themselves


@dataclass(frozen=True, slots=True)
class _Token:
    plain: str
    form: str
    starts: bool  # a sentence: its capital says nothing


def said(text: str, language: str) -> tuple[Said, ...]:
    """Return what a person said, each word and expression once, in the order of the text."""
    return tuple(once_each(text, language).values())


def once_each(text: str, language: str) -> dict[str, Said]:
    """Return what a person said by its key."""
    words = lexicon(language if language in LANGUAGES else "en")
    reads = language in LANGUAGES
    tokens = _tokens(text)
    found: dict[str, Said] = {}
    denied = _denied(tokens, words) if reads else frozenset()
    taken: set[int] = set()
    for at, length in _expressions(tokens, words) if reads else ():
        taken.update(range(at, at + length))
        one = _of(tokens[at : at + length], words, denied=at in denied)
        found.setdefault(one.key, one)
    for at, token in enumerate(tokens):
        if at not in taken and _tells(token, words):
            one = _of([token], words, denied=at in denied and reads, language=language)
            found.setdefault(one.key, one)
    return found


def _tokens(text: str) -> list[_Token]:
    made: list[_Token] = []
    starts = True
    for match in _TOKEN.finditer(_LINK.sub(" . ", text[:CHARS_MAX])):
        form = match[0].replace("\u2019", "'").replace("\u2010", "-").replace("\u2011", "-")
        plain = _ELISION.sub("", plain_word(form)).strip("'")
        if form[0].isalpha():
            form = form.strip("'")
            made.append(_Token(plain, form[len(form) - len(plain) :], starts))
            starts = False
        else:
            made.append(_Token(form, form, starts=False))
            starts = starts or bool(_ENDS.search(form))
    return made[:_WORDS_MAX]


def _tells(token: _Token, words: Lexicon) -> bool:
    """Tell whether a word says something by itself."""
    plain = token.plain
    if not plain[:1].isalpha() or len(plain) > _WORD_MAX or plain in words.blank:
        return False
    return len(plain) > 2 or not plain.isascii()  # noqa: PLR2004 - one Chinese sign is a word


def _of(tokens: list[_Token], words: Lexicon, *, denied: bool, language: str = "") -> Said:
    language = language or words.language
    parts = tuple(
        _of([one], words, denied=denied, language=language)
        for one in tokens
        if len(tokens) > 1 and _tells(one, words)
    )
    key = " ".join(stem(one.plain, language, apart(words.language)) for one in tokens)
    form = " ".join(_form(one, language) for one in tokens)
    tone = words.tone(key) if language == words.language else "neutral"
    if denied and tone != "neutral":
        return Said(
            f"not {key}", f"{_NOT[words.language]} {form}", "neutral", denied=True, parts=parts
        )
    return Said(key, form, tone, parts=parts)


_NOT = {"en": "not", "de": "nicht", "fr": "pas", "es": "no"}


def _form(token: _Token, language: str) -> str:
    """Return a word as it is shown: German nouns alone keep their capital."""
    if language == "de":
        return token.form
    shout = token.form.isupper() and len(token.form) > 1
    return token.form if shout and not token.starts and len(token.form) <= 4 else token.form.lower()  # noqa: PLR2004 - CEO, B2B


def _expressions(tokens: list[_Token], words: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield where the expressions of the lexicon stand, and how many words each has."""
    plain = [one.plain for one in tokens]
    at = 0
    while at < len(plain):
        length = next((n for n in (3, 2) if tuple(plain[at : at + n]) in words.expressions), 0)
        if length:
            yield at, length
        at += length or 1


def _denied(tokens: list[_Token], words: Lexicon) -> frozenset[int]:
    """Return the places that a denial before them reaches, in the same clause."""
    found: set[int] = set()
    for at, token in enumerate(tokens):
        pair = (token.plain, tokens[at + 1].plain) if at + 1 < len(tokens) else ("", "")
        by_two = pair in words.denies_by_two
        after = at + (2 if by_two else 1)
        if not by_two and token.plain not in words.negations:
            continue
        if after < len(tokens) and tokens[after].plain in words.never_negates:
            continue
        found.update(_reach(tokens, after, words))
    return frozenset(found)


def _reach(tokens: list[_Token], start: int, words: Lexicon) -> Iterator[int]:
    """Yield the places a denial reaches; over a comma only where an "or" follows in the list."""
    left = _DENIED_WORDS
    for at in range(start, len(tokens)):
        plain = tokens[at].plain
        if _ENDS.search(plain) or plain in words.turns or left == 0:
            return
        if not plain[:1].isalpha():
            if not _lists_on(tokens, at + 1, words):
                return
            left = _DENIED_WORDS
            continue
        if plain in words.joins:
            left = _DENIED_WORDS
            continue
        left -= 1
        yield at


def _lists_on(tokens: list[_Token], start: int, words: Lexicon) -> bool:
    for token in tokens[start : start + _DENIED_WORDS]:
        if token.plain in words.joins:
            return True
        if _ENDS.search(token.plain) or token.plain in words.turns:
            return False
    return False
