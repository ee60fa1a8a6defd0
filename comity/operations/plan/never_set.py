"""*never_set*: one of us wrote of meeting or talking some day, and no meeting followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.document import Reason
from comity.operations.plan.of_loops import latest, suggestion
from comity.operations.plan.suggestion import Help, SuggestionKind
from comity.operations.words import ago

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book
    from comity.operations.plan.suggestion import Suggestion

AGE_DAYS = (10, 120)


def find(book: Book) -> Iterator[Suggestion]:
    """Yield the latest word of meeting with each person."""
    for one in latest(book, "never_set", AGE_DAYS, approaches=True):
        why = (
            Reason("never_set", None, f"written {ago(one.at_us, book)}"),
            Reason("met", None, "no meeting or call is seen since"),
        )
        help_ = Help("overture", one.text, one.at_us)
        yield suggestion(book, KIND, one, why, help_=help_)


KIND = SuggestionKind(
    name="never_set",
    words="a time was never set",
    help="you wrote of meeting, and set no time",
    minutes=3,
    find=find,
    of_three=1,
    of_loops=True,
)
