"""A real way to help, or none: my own open word to a person, or a recommendation to return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.language.requests import promises
from comity.model import Help

if TYPE_CHECKING:
    from comity.book import Book

_LOOKED_AT = 5  # my latest messages to them

_WROTE = """
    SELECT c.at_us, r.text FROM contact c JOIN record r USING (key) JOIN thread t USING (key)
    WHERE c.person = ? AND c.direction = 'out' AND c.addressed AND c.at_us <= ? AND r.text <> ''
        AND NOT EXISTS (SELECT 1 FROM contact b JOIN thread u USING (key)
            WHERE u.thread = t.thread AND b.person = c.person AND b.direction = 'out'
            AND b.at_us > c.at_us AND b.at_us <= ?)
    ORDER BY c.at_us DESC, c.key LIMIT ?
"""


def open_word(book: Book, person: str) -> Help | None:
    """Return the latest thing I said I would do for a person, with nothing from me after it."""
    for one in book.rows(_WROTE, [person, book.moment_us, book.moment_us, _LOOKED_AT]):
        if said := promises(one["text"]):
            return Help("promise", said[-1], one["at_us"])
    return None
