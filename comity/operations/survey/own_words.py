"""The user's own sent words by the survey's lexicon: how many messages and sentences of each tone.

Read from what they wrote in a year, the latest first and capped; a message is looked into only
where a word of either tone can be in it. Words of help and trust are everyday words too ("help
yourself"), so this shows sentences, and grades nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from comity.language.definition.lexicon import LANGUAGES, lexicon
from comity.language.definition.said import once_each
from comity.language.draft.tongue import tongue
from comity.language.sentences import sentences
from comity.operations.decide.me import is_known
from comity.operations.moment import DAY_US, iso
from comity.operations.survey.documents import OwnSentence, OwnWords
from comity.operations.words import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book
    from comity.language.definition.said import Said

DAYS: Final = 365
MESSAGES_MAX: Final = 3_000
MESSAGES_MIN: Final = 5
_CHARS_MAX = 2_000
_SHOWN = 3  # sentences of each tone
_CLOSING = re.compile(  # a form, and no kindness
    r"(?:with\s+)?(?:kind|warm|best)(?:est)?\s+(?:regards|wishes)\b"
    r"|(?:mit\s+)?(?:freundlich|herzlich|lieb)\w*\s+gr[uü](?:ß|ss)\w*",
    re.IGNORECASE,
)
# Of the latest messages the user wrote to somebody; whoever is hidden from a reader is not in
# ``contact``, and so neither is what was written to them alone.
_WROTE = f"""
    WITH mine AS (
        SELECT DISTINCT key, at_us FROM contact
        WHERE direction = 'out' AND addressed AND interaction IN ('mail', 'message')
            AND at_us > ? AND at_us <= ?
        ORDER BY at_us DESC, key LIMIT {MESSAGES_MAX}
    )
    SELECT key, mine.at_us, r.text[:{_CHARS_MAX}] AS text FROM mine JOIN written r USING (key)
    WHERE r.text <> '' ORDER BY mine.at_us DESC, key
"""


@dataclass(frozen=True, slots=True)
class _Toned:
    """A sentence with a word of a tone."""

    key: str
    at_us: int
    sentence: str
    said: tuple[Said, ...]


def own_words(book: Book) -> OwnWords:
    """Return what of the user's own written words is of either tone, or why nobody can tell."""
    if book.is_empty:
        return _nothing(
            "There is no mail of yours here to set beside it: import what you wrote, and this "
            "page shows your own words beside theirs."
        )
    if not is_known(book):
        return _nothing(
            "Nothing says yet which address is yours, so nobody can tell what you wrote: say it "
            "in the settings, and this page shows your own words beside theirs."
        )
    return book.once(_counted)


def _counted(book: Book) -> OwnWords:
    book.show_facts()
    now_us = book.moment_us
    rows = book.rows(_WROTE, [now_us - DAYS * DAY_US, now_us])
    if len(rows) < MESSAGES_MIN:
        return _nothing(
            "You wrote too little in the last year, by what is imported, to set beside it: import "
            "your sent mail too.",
            messages=len(rows),
        )
    toned: list[_Toned] = []
    all_sentences = 0
    for one in rows:
        parts = sentences(one["text"])
        all_sentences += len(parts)
        toned += _toned(one["key"], one["at_us"], parts, one["text"])
    shares = {tone: _of_tone(toned, tone) for tone in ("relationship", "sales")}
    return OwnWords(
        told=_told(len(rows), all_sentences, len(shares["relationship"]), len(shares["sales"])),
        messages=len(rows),
        sentences=all_sentences,
        relationship=len(shares["relationship"]),
        sales=len(shares["sales"]),
        shown=tuple(
            OwnSentence(one.key, iso(one.at_us), tone, _words(one, tone), excerpt(one.sentence))
            for tone, of in shares.items()
            for one in _different(of)
        ),
    )


def _toned(key: str, at_us: int, parts: list[str], text: str) -> Iterator[_Toned]:
    if not _hint().search(text.lower()):
        return
    language = tongue(text) or "en"
    if language not in LANGUAGES:
        return
    for sentence in parts:
        if _hint().search(sentence.lower()) and not _CLOSING.match(sentence):
            found = tuple(
                one for one in once_each(sentence, language).values() if one.tone != "neutral"
            )
            if found:
                yield _Toned(key, at_us, sentence, found)


@cache
def _hint() -> re.Pattern[str]:
    """Return what tells cheaply that a word of either tone may be in a text."""
    keys = {key.split()[0] for one in LANGUAGES for key in lexicon(one).tones}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(keys)))})")


def _of_tone(toned: list[_Toned], tone: str) -> list[_Toned]:
    return [one for one in toned if any(word.tone == tone for word in one.said)]


def _words(one: _Toned, tone: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.form for word in one.said if word.tone == tone))


def _different(toned: list[_Toned]) -> list[_Toned]:
    """Return the latest sentences, each of another word and another message."""
    found: list[_Toned] = []
    seen: set[str] = set()
    for one in toned:
        marks = {one.key, *(word.key for word in one.said)}
        if seen.isdisjoint(marks):
            found.append(one)
            seen |= marks
        if len(found) == _SHOWN:
            break
    return found


def _told(messages: int, all_sentences: int, relationship: int, sales: int) -> str:
    return (
        f"Of {all_sentences:,} sentences in the latest {messages:,} messages you wrote within a "
        f"year, {relationship:,} hold a word of relationship and {sales:,} a word of sales."
    )


def _nothing(told: str, *, messages: int = 0) -> OwnWords:
    return OwnWords(told, messages, None, None, None, ())
