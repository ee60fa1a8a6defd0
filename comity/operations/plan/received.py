"""What came from each person since my last word to them, read once for all kinds that rest on it.

A statement a kind costs DuckDB more to plan than to run: on a book of 2,000 people one reading
takes a fifth of the time of five.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from comity.operations.moment import DAY_US

if TYPE_CHECKING:
    from comity.book import Book

AGE_DAYS_MAX = 90

# A meeting is a word of mine too, so what came at the very instant of the last is read. The text
# of a meeting that recurs was written when it was first set.
_RECEIVED = """
    SELECT p.person, p.name, p.identity, p.strength, p.may_approach, p.sent, p.first_at_us,
        coalesce(p.last_sent_us, 0) < c.at_us AS is_last_word, c.key, c.at_us, c.direction,
        c.interaction, c.addressed, c.recipients, c.help, coalesce(e.question, '') AS question,
        coalesce(e.first, false) AS first_approach,
        coalesce(r.subject, '') AS subject, coalesce(r.text, '') AS text,
        coalesce(r.detail, '') AS detail
    FROM contact c JOIN anyone p USING (person)
    LEFT JOIN (SELECT key, subject, text, detail FROM written
        WHERE at_us > $from_us OR occurrences_us <> '') r USING (key)
    LEFT JOIN exchange e ON e.key = c.key AND e.person = c.person AND e.direction = 'in'
        AND (e.answered_us IS NULL OR e.answered_us > $now_us)
    WHERE c.direction <> 'out' AND c.at_us > $from_us AND c.at_us <= $now_us
        AND coalesce(p.last_sent_us, 0) <= c.at_us
    ORDER BY c.at_us DESC, c.key
"""


class Received(NamedTuple):
    """Something a person wrote, said or gave, with what is known of them."""

    person: str
    name: str
    identity: str
    strength: float | None
    may_approach: bool
    sent: int  # how often I addressed them, ever
    first_at_us: int | None
    is_last_word: bool  # nothing from me since, nor at the same instant
    key: str
    at_us: int
    direction: str
    interaction: str
    addressed: bool
    recipients: int
    help: str
    question: str  # that no answer was given to; or ""
    first_approach: bool  # of somebody who never had a word of mine before
    subject: str
    text: str  # without what it quotes
    detail: str


def received(book: Book) -> list[Received]:
    """Return what came in the last quarter, the newest first."""
    return book.once(_read)


def _read(book: Book) -> list[Received]:
    now_us = book.moment_us
    values = {"now_us": now_us, "from_us": now_us - AGE_DAYS_MAX * DAY_US}
    return [Received(*row) for row in book.execute(_RECEIVED, values).fetchall()]
