"""*revive*: a resting tie that was good, one a day at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.document import Reason
from comity.operations.plan.quiet_ties import LAPSE_SILENT_DAYS, READ, mutual, suggestion
from comity.operations.plan.suggestion import SuggestionKind
from comity.operations.words import on_day, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book
    from comity.operations.plan.suggestion import Suggestion

TWO_WAY_DAYS_MIN = 6
SILENT_DAYS_MAX = 5 * 365
POOL = 7  # the best take turns by the day, so one that is skipped makes way

_RESTING = f"""
    SELECT {READ} FROM candidate
    WHERE stage = 'resting' AND may_approach AND two_way_days >= ?
        AND silent_days > ? AND silent_days <= ?
    ORDER BY ln(1 + two_way_days) - silent_days / 730 DESC, person LIMIT ?
"""


def find(book: Book) -> Iterator[Suggestion]:
    """Yield today's one of the resting ties that were good."""
    pool = book.rows(_RESTING, [TWO_WAY_DAYS_MIN, LAPSE_SILENT_DAYS[1], SILENT_DAYS_MAX, POOL])
    if not pool:
        return
    one = pool[book.today % len(pool)]
    text = f"silent for {span(one['silent_days'])}, since {on_day(one['last_at_us'], book)}"
    reason = Reason("silent_days", round(one["silent_days"], 1), text)
    yield suggestion(KIND, one, mutual(one, book), reason, weight=1.0)


KIND = SuggestionKind(
    name="revive",
    words="an old tie",
    help="was good, has gone quiet; one a day",
    minutes=10,
    find=find,
    fades=True,
    recalls=True,
)
