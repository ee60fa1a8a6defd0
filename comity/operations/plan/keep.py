"""*keep*: people the user named, whose own rhythm is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.document import Reason
from comity.operations.plan.suggestion import Suggestion, SuggestionKind
from comity.operations.words import days_since, on_day, rhythm, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book


_DUE = """
    SELECT person, name, identity, keep_days, last_at_us FROM candidate
    WHERE kept AND may_approach AND (last_at_us IS NULL OR silent_days >= keep_days)
"""


def find(book: Book) -> Iterator[Suggestion]:
    """Yield everyone kept who was not in contact for as long as their rhythm."""
    for one in book.rows(_DUE):
        last_us, often = one["last_at_us"], rhythm(one["keep_days"])
        if last_us is None:
            text, silent_days = "no contact noted yet", None
        else:
            silent_days = days_since(last_us, book)
            text = f"last in contact on {on_day(last_us, book)}, {span(silent_days)} ago"
        yield Suggestion(
            kind=KIND,
            person=one["person"],
            name=one["name"],
            identity=one["identity"],
            cause=str(last_us or ""),
            weight=(silent_days or one["keep_days"]) / one["keep_days"],
            why=(
                Reason("rhythm_days", one["keep_days"], f"you keep in touch {often}"),
                Reason("silent_days", silent_days and round(silent_days, 1), text),
            ),
            evidence=(),
            again_days=one["keep_days"],
        )


KIND = SuggestionKind(
    name="keep",
    words="someone you keep",
    help="the rhythm you chose is due",
    minutes=5,
    find=find,
    kept=True,
    recalls=True,
)
