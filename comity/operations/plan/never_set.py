"""*never_set*: one of us wrote of meeting or talking some day, and no meeting followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.document import Reason
from comity.operations.loops.rows import open_rows
from comity.operations.plan.asked import may_approach
from comity.operations.plan.suggestion import Evidence, Help, Suggestion, SuggestionKind
from comity.operations.words import ago, days_since, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book

AGE_DAYS = (10, 120)


def find(book: Book) -> Iterator[Suggestion]:
    """Yield the latest word of meeting with each person."""
    found = [
        one
        for one in open_rows(book, "never_set")
        if AGE_DAYS[0] <= days_since(one.at_us, book) < AGE_DAYS[1]
    ]
    if not found:
        return
    may, seen = book.once(may_approach), set[str]()
    for one in found:
        if one.person not in may or one.person in seen:
            continue
        seen.add(one.person)
        yield Suggestion(
            kind=KIND,
            person=one.person,
            name=one.name,
            identity=one.identity,
            cause=one.id,
            weight=-days_since(one.at_us, book),
            why=(
                Reason("never_set", None, f"written {ago(one.at_us, book)}"),
                Reason("met", None, "no meeting or call is seen since"),
            ),
            evidence=(Evidence(one.key, one.at_us, excerpt(one.text)),),
            help=Help("overture", one.text, one.at_us),
        )


KIND = SuggestionKind(
    name="never_set",
    words="a time was never set",
    help="you wrote of meeting, and set no time",
    minutes=3,
    find=find,
    of_three=1,
    of_loops=True,
)
