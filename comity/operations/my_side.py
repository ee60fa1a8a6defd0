"""The owner's own side of the count: what I left unsaid, unanswered, or pasted to many."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from comity.language.requests import asks_advice, is_pasted_key, thanks
from comity.operations.moments import DAY_US, iso

if TYPE_CHECKING:
    from comity.book import Book

_YEAR_US = 365 * DAY_US
_PASTED_PERSONS_MIN = 3

_SAID = """
    SELECT c.key, c.person, c.at_us, r.text FROM contact c JOIN record r USING (key)
    WHERE c.addressed AND c.interaction IN ('mail', 'message', 'invitation')
        AND c.direction = ? AND c.at_us > ? AND c.at_us <= ? AND r.text <> ''
    ORDER BY c.at_us DESC, c.key, c.person
"""
_LAST_WORDS = """
    SELECT c.key, c.at_us, r.text FROM contact c JOIN thread t USING (key) JOIN record r USING (key)
    WHERE c.addressed AND c.direction = 'in' AND c.interaction IN ('mail', 'message')
        AND c.at_us > ? AND c.at_us <= ? AND regexp_matches(r.text, '(?i)thank|dank|merci|gracias')
        AND NOT EXISTS (SELECT 1 FROM contact b JOIN thread u USING (key)
            WHERE u.thread = t.thread AND b.direction = 'out' AND b.at_us > c.at_us)
"""


def my_side(book: Book) -> dict[str, Any]:
    """Return what of mine the count should not hide."""
    book.show_facts()
    window = [book.moment_us - _YEAR_US, book.moment_us]
    sent = book.rows(_SAID, ["out", *window])
    advice = next((one for one in sent if asks_advice(one["text"])), None)
    return {
        "invitations_without_a_word": _count(book, _WORDLESS, [book.moment_us]),
        "questions_unanswered": _count(book, _OPEN, [window[0], book.moment_us - DAY_US]),
        "thanks_unanswered": sum(thanks(one["text"]) for one in book.rows(_LAST_WORDS, window)),
        "pasted_to_many": len(_pasted(sent)),
        "last_asked_advice_at": iso(advice["at_us"]) if advice else None,
    }


_WORDLESS = """
    SELECT count(DISTINCT key) AS n FROM contact
    WHERE interaction = 'invitation' AND direction = 'out' AND NOT addressed AND at_us <= ?
"""
_OPEN = """
    SELECT count(*) AS n FROM exchange
    WHERE direction = 'in' AND answered_us IS NULL AND at_us > ? AND at_us <= ?
"""


def _count(book: Book, sql: str, values: list[int]) -> int:
    return int(book.rows(sql, values)[0]["n"])


def _pasted(sent: list[dict[str, Any]]) -> dict[str, set[str]]:
    """Return the texts sent on their own to several people, by key, with those people."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    recipients: defaultdict[str, set[str]] = defaultdict(set)
    for one in sent:
        recipients[one["key"]].add(one["person"])
    for one in sent:
        if len(recipients[one["key"]]) == 1 and (key := is_pasted_key(one["text"])):
            found[key].add(one["person"])
    return {key: people for key, people in found.items() if len(people) >= _PASTED_PERSONS_MIN}
