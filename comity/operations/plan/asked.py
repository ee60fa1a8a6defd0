"""*asked*: my question that nobody answered, offered once and then left.

Not to whom I wrote twice without an answer; what they said they would do is told beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.document import QuotingReason, Reason
from comity.operations.loops.rows import open_rows
from comity.operations.plan.of_loops import latest, suggestion
from comity.operations.plan.suggestion import SuggestionKind
from comity.operations.words import ago, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book
    from comity.operations.document import SomeReason
    from comity.operations.plan.suggestion import Suggestion

AGE_DAYS = (7, 45)


def find(book: Book) -> Iterator[Suggestion]:
    """Yield the latest open question of mine to each person."""
    words = {one.person: one for one in open_rows(book, "their_promise")}
    for one in latest(book, "my_question", AGE_DAYS, approaches=True):
        why: list[SomeReason] = [
            QuotingReason("asked", excerpt(one.text), f"you asked: {excerpt(one.text)}"),
            Reason("answer", None, f"{ago(one.at_us, book)}, and no answer is here"),
        ]
        if word := words.get(one.person):
            told = f"they said {ago(word.at_us, book)}: {excerpt(word.text)}"
            why.append(QuotingReason("their_word", excerpt(word.text), told))
        yield suggestion(book, KIND, one, why)


KIND = SuggestionKind(
    name="asked",
    words="your question is open",
    help="a question of yours had no answer: once, and then left",
    minutes=3,
    find=find,
    of_three=1,
    of_loops=True,
    once=True,
)
