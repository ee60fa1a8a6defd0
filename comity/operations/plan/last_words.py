"""What was last spoken of with a person: the subject of the latest exchange."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.model import Evidence

if TYPE_CHECKING:
    from comity.book import Book

_REPLY_MARK = re.compile(
    r"^(?:\s*(?:re|aw|fwd?|wg|antw|sv|tr|r)\s*(?:\[\d+\])?\s*:)+\s*", re.IGNORECASE
)
_LIST_MARK = re.compile(r"^\s*\[[^\]]{1,40}\]\s*")
_EXCERPT_CHARS = 160

_LAST = """
    SELECT c.key, c.at_us, r.subject, r.text FROM contact c JOIN record r USING (key)
    WHERE c.person = ? AND c.addressed AND c.at_us <= ? AND (r.subject <> '' OR r.text <> '')
    ORDER BY c.at_us DESC, c.key LIMIT 1
"""


def last_spoken(book: Book, person: str) -> Evidence | None:
    """Return the latest exchange with a person that has a subject or words."""
    found = book.rows(_LAST, [person, book.moment_us])
    if not found:
        return None
    one = found[0]
    return Evidence(one["key"], one["at_us"], topic(one["subject"]) or excerpt(one["text"]))


def topic(subject: str) -> str:
    """Return a subject without the marks of replies and lists."""
    return _LIST_MARK.sub("", _REPLY_MARK.sub("", subject)).strip() or subject.strip()


def excerpt(text: str) -> str:
    """Return the beginning of a text on one line."""
    line = " ".join(text[: 4 * _EXCERPT_CHARS].split())
    return line if len(line) <= _EXCERPT_CHARS else line[: _EXCERPT_CHARS - 1].rstrip() + "…"
