"""Ties that were mutual and have gone quiet: what *lapse* and *revive* read of them and say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measure.stage import GROWING_TWO_WAY_DAYS
from comity.operations.document import Reason
from comity.operations.plan.suggestion import Suggestion
from comity.operations.words import between, count

if TYPE_CHECKING:
    from comity.book import Book, Row
    from comity.operations.plan.suggestion import SuggestionKind

AGAIN_DAYS_MIN = 30.0  # after one is done, however often they used to be in touch
READ = (  # of the hundred columns of a tie, each of which takes its time
    "person, name, identity, stage, usual_gap_days, gap_ratio, silent_days, two_way_days, "
    "evidence_days, first_at_us, last_at_us"
)


def mutual(one: Row, book: Book) -> Reason:
    """Return how mutual a tie was, from its first day to its last, as a reason."""
    days = count(one["two_way_days"], "day")
    when = between(one["first_at_us"], one["last_at_us"], book.zone)
    if one["two_way_days"] < GROWING_TWO_WAY_DAYS:
        text = f"in touch on {count(one['evidence_days'], 'day')} {when}"
        return Reason("evidence_days", one["evidence_days"], text)
    return Reason("two_way_days", one["two_way_days"], f"words both ways on {days} {when}")


def suggestion(kind: SuggestionKind, one: Row, *why: Reason, weight: float) -> Suggestion:
    """Return a tie as a suggestion; its next contact ends it, and one done rests for its rhythm."""
    return Suggestion(
        kind=kind,
        person=one["person"],
        name=one["name"],
        identity=one["identity"],
        cause=str(one["last_at_us"]),
        weight=weight,
        why=why,
        evidence=(),
        again_days=max(one["usual_gap_days"] or 0.0, AGAIN_DAYS_MIN),
    )
