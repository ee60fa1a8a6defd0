"""The user's latest texts in, in which languages no promise is looked for out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from comity.language.abroad import READ, unread
from comity.language.draft.tongue import tongue
from comity.operations.words import number

if TYPE_CHECKING:
    from comity.book import Book

TEXTS = 200  # so many of the latest are looked at
_SHARE_MIN = 0.05  # of fewer nothing is said: a greeting or a name may be of any language
_CHARS = 1_000
_NAMES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "el": "Greek", "fi": "Finnish",
    "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "nb": "Norwegian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish",
    "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
_LATEST = f"""
    SELECT left(r.text, {_CHARS}) FROM (
        SELECT key, max(at_us) AS at_us FROM contact
        WHERE direction = 'out' AND at_us <= $now_us GROUP BY key) c
    JOIN written r USING (key) WHERE r.text <> '' ORDER BY c.at_us DESC, key LIMIT {TEXTS}
"""


def unread_in_words(book: Book) -> str:
    """Return which of the user's latest texts are in a language that is not read; or ""."""
    return book.once(_unread_in_words)


def _unread_in_words(book: Book) -> str:
    book.show_facts()
    texts = [text for (text,) in book.execute(_LATEST, {"now_us": book.moment_us}).fetchall()]
    abroad = (text for text in texts if tongue(text) not in READ | {""})
    named = Counter(
        _NAMES.get(code, "another language") for text in abroad if (code := unread(text))
    )
    if sum(named.values()) < max(2, _SHARE_MIN * len(texts)):
        return ""
    each = [f"{number(n)} in {language}" for language, n in named.most_common(3)]
    return (
        "promises are looked for in English, German, French and Spanish; of your latest "
        f"{number(len(texts))} texts {' and '.join(each)} were not read"
    )
