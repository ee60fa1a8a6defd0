"""*tell_them*: somebody advised, named or introduced me, and never heard how it turned out."""

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

AGE_DAYS = (14, 200)  # before, there is nothing to tell; after, it is not waited for


def find(book: Book) -> Iterator[Suggestion]:
    """Yield the latest help of each person that they never heard the end of."""
    for one in latest(book, "tell_them", AGE_DAYS):
        why = (
            Reason("helped_you", None, f"helped you {ago(one.at_us, book)}"),
            Reason("told", None, "nothing here tells them how it turned out"),
        )
        yield suggestion(book, KIND, one, why, help_=Help("helped", one.text, one.at_us))


KIND = SuggestionKind(
    name="tell_them",
    words="tell them how it turned out",
    help="they helped you, and never heard how it turned out",
    minutes=4,
    find=find,
    of_three=1,
    of_loops=True,
)
