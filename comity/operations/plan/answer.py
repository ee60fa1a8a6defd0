"""*answer*: a question put to me in their own words, at most 21 days old, the last word theirs.

What asks and what answers it ``derive.exchanges`` says. It is owed to those who had a word of mine
before, or whom I named; a stranger's first approach is not (``first_approaches`` of the audit
counts them).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.document import Reason
from comity.operations.moment import DAY_US
from comity.operations.person.overlay import named
from comity.operations.plan.received import received
from comity.operations.plan.suggestion import Evidence, Help, Suggestion, SuggestionKind
from comity.operations.words import ago, days_since

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book

AGE_DAYS_MAX = 21


def find(book: Book) -> Iterator[Suggestion]:
    """Yield the latest open question of each person."""
    from_us = book.moment_us - AGE_DAYS_MAX * DAY_US
    seen: set[str] = set()
    known = book.once(named)
    for one in received(book):
        is_open = bool(one.question) and one.is_last_word and one.at_us > from_us
        if not is_open or one.person in seen:
            continue
        if one.first_approach and one.person not in known:
            continue
        seen.add(one.person)
        age_days = days_since(one.at_us, book)
        others = one.recipients - 1
        whom = "you" if not others else f"you and {others} other{'s' * (others > 1)}"
        yield Suggestion(
            kind=KIND,
            person=one.person,
            name=one.name,
            identity=one.identity,
            cause=one.key,
            weight=(one.strength or 0.0) - age_days / AGE_DAYS_MAX,
            why=(
                Reason(
                    "asked_days_ago", round(age_days, 1), f"asked {whom} {ago(one.at_us, book)}"
                ),
                Reason("last_word", "theirs", "nothing from you to them since"),
            ),
            evidence=(Evidence(one.key, one.at_us, one.subject),),
            help=Help("question", one.question, one.at_us),
        )


KIND = SuggestionKind(
    name="answer",
    words="a question is open",
    help="a question to you is open",
    minutes=5,
    find=find,
    owed=True,
    of_three=1,
)
