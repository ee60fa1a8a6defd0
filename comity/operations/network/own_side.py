"""The owner's own side of the count: what I left unsaid, unanswered, or pasted to many."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from comity.cache import heeds
from comity.language.requests import asks_advice, is_pasted_key, thanks
from comity.operations.moment import DAY_US, iso

if TYPE_CHECKING:
    from comity.book import Book

_YEAR_US = 365 * DAY_US
_PASTED_PERSONS_MIN = 3
_PASTED_CHARS = 1_000  # two texts that begin with these are one

# What I wrote in the window, with how many it was addressed to.
_SAID = """
    WITH mine AS (
        SELECT key, min(person) AS person, max(at_us) AS at_us, count(DISTINCT person) AS persons
        FROM contact
        WHERE addressed AND direction = 'out' AND interaction IN ('mail', 'message', 'invitation')
            AND at_us > $1 AND at_us <= $2
        GROUP BY key
    )
    SELECT mine.person, mine.at_us, mine.persons, r.text FROM mine JOIN written r USING (key)
    WHERE r.at_us > $1 AND r.at_us <= $2 AND r.text <> ''
    ORDER BY mine.at_us DESC, key
"""
_LAST_WORDS = """
    WITH theirs AS (
        SELECT DISTINCT c.key, c.person FROM contact c JOIN thread t USING (key)
        WHERE c.addressed AND c.direction = 'in' AND c.interaction IN ('mail', 'message')
            AND c.at_us > $1 AND c.at_us <= $2
            AND NOT EXISTS (SELECT 1 FROM contact b JOIN thread u USING (key)
                WHERE u.thread = t.thread AND b.direction = 'out' AND b.at_us > c.at_us)
    )
    SELECT theirs.key, theirs.person, r.text FROM theirs JOIN written r USING (key)
    WHERE r.at_us > $1 AND r.at_us <= $2
        AND regexp_matches(r.text, '(?i)thank|dank|merci|gracias')
"""


def my_side(book: Book) -> dict[str, Any]:
    """Return what of mine the count should not hide."""
    return dict(book.once(_worked_out)[0])


def whom(book: Book, figure: str) -> list[str]:
    """Return the people behind a figure of texts: ``thanks_unanswered``, ``pasted_to_many``."""
    return book.once(_worked_out)[1][figure]


@heeds()
def _worked_out(book: Book) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Return the figures, and the people behind those of texts; both depend on sources alone."""
    book.show_facts()
    window = [book.moment_us - _YEAR_US, book.moment_us]
    sent = book.rows(_SAID, window)
    advice = next((one for one in sent if asks_advice(one["text"])), None)
    pasted = _pasted(sent)
    thanked = [one for one in book.rows(_LAST_WORDS, window) if thanks(one["text"])]
    figures = {
        "invitations_without_a_word": _count(book, _WORDLESS, [book.moment_us]),
        "questions_unanswered": _count(book, _OPEN, [window[0], book.moment_us - DAY_US]),
        "questions_guessed": _count(book, _GUESSED, [window[0], book.moment_us - DAY_US]),
        "thanks_unanswered": len({one["key"] for one in thanked}),
        "pasted_to_many": len(pasted),
        "last_asked_advice_at": iso(advice["at_us"]) if advice else None,
    }
    people = {
        "thanks_unanswered": sorted({one["person"] for one in thanked}),
        "pasted_to_many": sorted({one for whom in pasted.values() for one in whom}),
    }
    return figures, people


_WORDLESS = """
    SELECT count(DISTINCT key) AS n FROM contact
    WHERE interaction = 'invitation' AND direction = 'out' AND NOT addressed AND at_us <= ?
"""
_OPEN = """
    SELECT count(*) AS n FROM exchange
    WHERE direction = 'in' AND answered_us IS NULL AND at_us > ? AND at_us <= ?
"""
_GUESSED = """
    SELECT count(*) AS n FROM exchange
    WHERE direction = 'in' AND guessed AND at_us > ? AND at_us <= ?
"""


def _count(book: Book, sql: str, values: list[int]) -> int:
    return int(book.rows(sql, values)[0]["n"])


def _pasted(sent: list[dict[str, Any]]) -> dict[str, set[str]]:
    """Return the texts sent on their own to several people, by key, with those people."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in sent:
        if one["persons"] == 1 and (key := is_pasted_key(one["text"][:_PASTED_CHARS])):
            found[key].add(one["person"])
    return {key: people for key, people in found.items() if len(people) >= _PASTED_PERSONS_MIN}
