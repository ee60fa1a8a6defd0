"""*tell_them*: somebody advised, named or introduced me, and never heard how it turned out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.document import Reason
from comity.operations.loops.rows import open_rows
from comity.operations.plan.suggestion import Evidence, Help, Suggestion, SuggestionKind
from comity.operations.words import ago, days_since, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book

AGE_DAYS = (14, 200)  # before, there is nothing to tell; after, it is not waited for


def find(book: Book) -> Iterator[Suggestion]:
    """Yield the latest help of each person that they never heard the end of."""
    seen: set[str] = set()
    for one in open_rows(book, "tell_them"):
        if one.person in seen or not AGE_DAYS[0] <= days_since(one.at_us, book) < AGE_DAYS[1]:
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
                Reason("helped_you", None, f"helped you {ago(one.at_us, book)}"),
                Reason("told", None, "nothing here tells them how it turned out"),
            ),
            evidence=(Evidence(one.key, one.at_us, excerpt(one.text)),),
            help=Help("helped", one.text, one.at_us),
        )


KIND = SuggestionKind(
    name="tell_them",
    words="tell them how it turned out",
    help="they helped you, and never heard how it turned out",
    minutes=4,
    find=find,
    of_three=1,
    of_loops=True,
)
