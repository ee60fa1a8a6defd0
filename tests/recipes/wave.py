"""*wave*: whom one has not waved at yet. An invented suggestion, and a setting of its own."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from comity.operations.document import QuotingReason, Reason
from comity.operations.plan.suggestion import Help, Suggestion, SuggestionKind
from comity.operations.upkeep.settings import Setting, chosen_by_user

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book

WAVES = Setting(
    name="waves",
    label="Waves a day",
    meaning="how many people are waved at (1)",
    default=lambda _: 1,
)


def find(book: Book) -> Iterator[Suggestion]:
    """Yield as many as are set."""
    many = chosen_by_user(book).get("waves") or 1
    rows = book.rows("SELECT person, name, identity FROM candidate ORDER BY name")
    for one in islice(rows, int(many)):
        yield Suggestion(
            kind=KIND,
            person=one["person"],
            name=one["name"],
            identity=one["identity"],
            cause="the tide",
            weight=1.0,
            why=(
                Reason("waves", 0, "nobody waved yet"),
                QuotingReason("their_words", "Ahoy.", "“Ahoy.”"),
            ),
            evidence=(),
            help=Help("greeting", "Ahoy.", None),
        )


KIND = SuggestionKind(
    name="wave",
    words="somebody to wave at",
    help="the tide is in",
    minutes=1,
    find=find,
    fades=True,
)
