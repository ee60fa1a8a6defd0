"""*follow_up*: newly met or newly connected, and nothing from me since."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.language.sentences import sentences
from comity.model import Evidence, Reason, Suggestion
from comity.normalise.subject import title
from comity.operations.moments import DAY_US
from comity.operations.wording import ago

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book

AGE_DAYS_MAX = 14
MINUTES = 5

_MET = """
    SELECT p.person, p.name, p.identity, c.key, c.at_us, c.interaction, c.recipients,
        coalesce(r.subject, '') AS subject
    FROM contact c JOIN anyone p USING (person) LEFT JOIN record r USING (key)
    WHERE c.addressed AND c.interaction IN ('meeting', 'call') AND c.at_us > ? AND c.at_us <= ?
        AND p.may_approach AND p.first_at_us > ? AND NOT EXISTS (
            SELECT 1 FROM contact b WHERE b.person = c.person AND b.addressed
            AND b.direction = 'out' AND b.at_us >= c.at_us AND b.at_us <= ?)
    QUALIFY row_number() OVER (PARTITION BY p.person ORDER BY c.at_us DESC, c.key) = 1
    ORDER BY c.at_us DESC, c.key
"""
# A stranger's first words are a reason where they say that we met: what else cold mail wants, its
# metadata cannot tell.
_WROTE = """
    SELECT p.person, p.name, p.identity, c.key, c.at_us, r.subject, r.text
    FROM contact c JOIN anyone p USING (person) JOIN written r USING (key)
    WHERE c.addressed AND c.direction = 'in' AND c.interaction IN ('mail', 'message')
        AND c.at_us > ? AND c.at_us <= ? AND p.first_at_us = c.at_us AND p.sent = 0
    ORDER BY c.at_us DESC, c.key
"""
_MET_WORDS = re.compile(
    r"(?:(?:good|nice|great|lovely|pleasure|glad|enjoyed)\b[^.!?]{0,20}\bmeet(?:ing)?\s+you|"
    r"\bwe\s+met\b|(?:schön|gut|gefreut|freut)[^.!?]{0,30}kennen|"
    r"\b(?:ravie?|enchantée?|plaisir)[^.!?]{0,30}rencontr|\bgusto\s+(?:en\s+)?conocer)",
    re.IGNORECASE,
)
# A connection alone is no reason: there must have been a word, or it was I who asked.
_CONNECTED = """
    SELECT p.person, p.name, p.identity, n.at_us FROM connected n JOIN anyone p USING (person)
    WHERE n.at_us > ? AND n.at_us <= ? AND p.may_approach AND p.first_at_us IS NULL
        AND EXISTS (SELECT 1 FROM contact c WHERE c.person = n.person
            AND (c.addressed OR c.direction = 'out'))
    ORDER BY n.at_us DESC, p.person
"""


def find(book: Book) -> Iterator[Suggestion]:
    """Yield people first met, or connected with, in the last fortnight."""
    now_us = book.moment_us
    from_us = now_us - AGE_DAYS_MAX * DAY_US
    for one in book.rows(_MET, [from_us, now_us, from_us, now_us]):
        about = f": {title(one['subject'])}" if one["subject"] else ""
        text = f"first met {ago(one['at_us'], book)}{about}"
        yield Suggestion(
            kind="follow_up",
            person=one["person"],
            name=one["name"],
            identity=one["identity"],
            cause=one["key"],
            weight=1.0 + 1.0 / one["recipients"],
            why=(
                Reason("first_met_us", one["at_us"], text),
                Reason("last_word", None, "nothing from you to them since"),
            ),
            evidence=(Evidence(one["key"], one["at_us"], one["subject"]),),
            minutes=MINUTES,
        )
    yield from _who_wrote(book, from_us, now_us)
    for one in book.rows(_CONNECTED, [from_us, now_us]):
        yield Suggestion(
            kind="follow_up",
            person=one["person"],
            name=one["name"],
            identity=one["identity"],
            cause=f"connected:{one['at_us']}",
            weight=0.5,
            why=(Reason("connected_us", one["at_us"], f"connected {ago(one['at_us'], book)}"),),
            evidence=(),
            minutes=MINUTES,
        )


def _who_wrote(book: Book, from_us: int, now_us: int) -> Iterator[Suggestion]:
    """Yield those who wrote first that it was good to meet."""
    for one in book.rows(_WROTE, [from_us, now_us]):
        said = next((s for s in sentences(one["text"]) if _MET_WORDS.search(s)), "")
        if not said:
            continue
        text = f"wrote {ago(one['at_us'], book)} that you met"
        yield Suggestion(
            kind="follow_up",
            person=one["person"],
            name=one["name"],
            identity=one["identity"],
            cause=one["key"],
            weight=1.5,
            why=(
                Reason("first_met_us", one["at_us"], text),
                Reason("their_words", said, f"“{said}”"),
            ),
            evidence=(Evidence(one["key"], one["at_us"], one["subject"]),),
            minutes=MINUTES,
        )
