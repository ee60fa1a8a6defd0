"""*promise*: what I said I would do, that is due or some days old, and nothing shows done.

What is old is no longer named: it stands among the loops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.document import Reason
from comity.operations.loops.rows import open_rows
from comity.operations.moment import DAY_US, local
from comity.operations.plan.of_loops import suggestion
from comity.operations.plan.suggestion import Help, SuggestionKind
from comity.operations.words import ago, day, days_since

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book
    from comity.operations.loops.rows import Row
    from comity.operations.plan.suggestion import Suggestion

AGE_DAYS_MAX = 60  # since it was made, or since it was due
_SETTLES_DAYS = 2  # what names no day is left alone at first
_AHEAD_DAYS = 1  # and what names one, until the day before


def find(book: Book) -> Iterator[Suggestion]:
    """Yield each open promise that is due."""
    for one in open_rows(book, "promise"):
        if _is_due(book, one):
            yield _suggestion(book, one)


def _is_due(book: Book, one: Row) -> bool:
    if one.due_us is not None:
        late = days_since(one.due_us, book)
        return -_AHEAD_DAYS - 1 < late < AGE_DAYS_MAX
    return _SETTLES_DAYS <= days_since(one.at_us, book) < AGE_DAYS_MAX


def _suggestion(book: Book, one: Row) -> Suggestion:
    due_us = one.at_us + 7 * DAY_US if one.due_us is None else one.due_us
    said = [Reason("promised", None, f"you said so {ago(one.at_us, book)}")]
    if one.due_us is not None:
        when = day(local(one.due_us, book.zone))
        over = days_since(one.due_us, book) > 0
        said.append(Reason("due", None, f"for {when}{', which has passed' if over else ''}"))
    said.append(Reason("kept", None, "nothing here shows it done"))
    help_ = Help("promise", one.text, one.at_us)
    return suggestion(book, KIND, one, said, help_=help_, weight=days_since(due_us, book))


KIND = SuggestionKind(
    name="promise",
    words="your word",
    help="you said you would do something",
    minutes=10,
    find=find,
    owed=True,
    of_loops=True,
)
