"""*asked*: my question that nobody answered, offered once and then left.

Not to whom I wrote twice without an answer; what they said they would do is told beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.document import QuotingReason, Reason
from comity.operations.loops.rows import open_rows
from comity.operations.plan.suggestion import Evidence, Suggestion, SuggestionKind
from comity.operations.words import ago, days_since, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book
    from comity.operations.document import SomeReason

AGE_DAYS = (7, 45)
_MAY_APPROACH = "SELECT person FROM anyone WHERE may_approach"


def may_approach(book: Book) -> set[str]:
    """Return who was not approached twice without an answer."""
    return {one["person"] for one in book.rows(_MAY_APPROACH)}


def find(book: Book) -> Iterator[Suggestion]:
    """Yield the latest open question of mine to each person."""
    found = [
        one
        for one in open_rows(book, "my_question")
        if AGE_DAYS[0] <= days_since(one.at_us, book) < AGE_DAYS[1]
    ]
    if not found:
        return
    may, seen = book.once(may_approach), set[str]()
    words = {one.person: one for one in open_rows(book, "their_promise")}
    for one in found:
        if one.person not in may or one.person in seen:
            continue
        seen.add(one.person)
        why: list[SomeReason] = [
            QuotingReason("asked", excerpt(one.text), f"you asked: {excerpt(one.text)}"),
            Reason("answer", None, f"{ago(one.at_us, book)}, and no answer is here"),
        ]
        if word := words.get(one.person):
            told = f"they said {ago(word.at_us, book)}: {excerpt(word.text)}"
            why.append(QuotingReason("their_word", excerpt(word.text), told))
        yield Suggestion(
            kind=KIND,
            person=one.person,
            name=one.name,
            identity=one.identity,
            cause=one.id,
            weight=-days_since(one.at_us, book),
            why=tuple(why),
            evidence=(Evidence(one.key, one.at_us, excerpt(one.text)),),
        )


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
