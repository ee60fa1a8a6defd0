"""*answer*: a question put to me in their own words, at most 21 days old, the last word theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.language.requests import questions
from comity.model import Evidence, Help, Reason, Suggestion
from comity.operations.moments import DAY_US
from comity.operations.wording import ago, days_since

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book

AGE_DAYS_MAX = 21
MINUTES = 5

_ASKED = """
    SELECT p.person, p.name, p.identity, p.strength, e.key, e.at_us, r.subject, r.text,
        c.recipients
    FROM exchange e JOIN anyone p USING (person) JOIN written r USING (key)
    JOIN contact c ON c.key = e.key AND c.person = e.person AND c.direction = 'in'
    WHERE e.direction = 'in' AND e.at_us > ? AND e.at_us <= ?
        AND (e.answered_us IS NULL OR e.answered_us > ?)
        AND coalesce(p.last_sent_us, 0) < e.at_us
    ORDER BY e.at_us DESC, e.key
"""


def find(book: Book) -> Iterator[Suggestion]:
    """Yield the latest open question of each person."""
    now_us = book.moment_us
    seen: set[str] = set()
    for one in book.rows(_ASKED, [now_us - AGE_DAYS_MAX * DAY_US, now_us, now_us]):
        asked = questions(one["text"])
        if not asked or one["person"] in seen:
            continue
        seen.add(one["person"])
        age_days = days_since(one["at_us"], book)
        others = one["recipients"] - 1
        whom = "you" if not others else f"you and {others} other{'s' * (others > 1)}"
        yield Suggestion(
            kind="answer",
            person=one["person"],
            name=one["name"],
            identity=one["identity"],
            cause=one["key"],
            weight=(one["strength"] or 0.0) - age_days / AGE_DAYS_MAX,
            why=(
                Reason(
                    "asked_days_ago", round(age_days, 1), f"asked {whom} {ago(one['at_us'], book)}"
                ),
                Reason("last_word", "theirs", "nothing from you to them since"),
            ),
            evidence=(Evidence(one["key"], one["at_us"], one["subject"]),),
            minutes=MINUTES,
            help=Help("question", asked[-1], one["at_us"]),
        )
