"""*lapse* and *revive*: ties that were mutual and have gone quiet.

Below about 8 times its usual gap a tie's silence carries almost no information (Navarro et al.
2017, reproduced on three mail logs), so nobody is named before that. A lapse is recent; a
resting tie that was good is revived, one a day at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.model import Reason, Suggestion
from comity.operations.wording import count, on_day, span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from comity.book import Book
    from comity.model import SuggestionKind

GAPS_MIN = 8
LAPSE_SILENT_DAYS = (30, 180)
SLACK_DAYS = 3  # the last day before it is too late does not outweigh everything
REVIVE_TWO_WAY_DAYS_MIN = 6
REVIVE_SILENT_DAYS_MAX = 5 * 365
REVIVE_POOL = 7  # the best take turns by the day, so one that is skipped makes way
LAPSE_POOL = 20

# What a name is worth today, over what waiting would cost: the tie's worth, times the chance that
# it is not in touch again by itself, over the days left. Replayed on two mail logs (comity
# evaluate plan), at one name a week or fewer, more lapses are named before they are complete than
# by the days both ways alone, and fewer people who would have been in touch anyway.
_LAPSE = f"""
    SELECT *, ln(1 + two_way_days) * (1 - coalesce(p_active_90d, 0))
        / ({LAPSE_SILENT_DAYS[1]} - silent_days + {SLACK_DAYS}) AS urgency
    FROM candidate
    WHERE stage = 'resting' AND may_approach AND gap_ratio >= ? AND silent_days BETWEEN ? AND ?
    ORDER BY urgency DESC, person LIMIT ?
"""
_REVIVE = """
    SELECT * FROM candidate
    WHERE stage = 'resting' AND may_approach AND two_way_days >= ?
        AND silent_days > ? AND silent_days <= ?
    ORDER BY ln(1 + two_way_days) - silent_days / 730 DESC, person LIMIT ?
"""


def find_lapses(book: Book) -> Iterator[Suggestion]:
    """Yield ties silent for 8 times their usual gap, not yet for half a year."""
    for one in book.rows(_LAPSE, [GAPS_MIN, *LAPSE_SILENT_DAYS, LAPSE_POOL]):
        usual, silent = span(one["usual_gap_days"]), span(one["silent_days"])
        text = f"usually every {usual}, silent for {silent}"
        reason = Reason("gap_ratio", round(one["gap_ratio"], 1), text)
        yield _suggestion("lapse", one, (reason, _mutual(one)), weight=one["urgency"], minutes=5)


def find_revivals(book: Book) -> Iterator[Suggestion]:
    """Yield today's one of the resting ties that were good."""
    values = [REVIVE_TWO_WAY_DAYS_MIN, LAPSE_SILENT_DAYS[1], REVIVE_SILENT_DAYS_MAX, REVIVE_POOL]
    pool = book.rows(_REVIVE, values)
    if not pool:
        return
    one = pool[book.today % len(pool)]
    text = f"silent for {span(one['silent_days'])}, since {on_day(one['last_at_us'], book)}"
    reason = Reason("silent_days", round(one["silent_days"], 1), text)
    yield _suggestion("revive", one, (_mutual(one), reason), weight=1.0, minutes=10)


def _mutual(one: dict[str, Any]) -> Reason:
    days = count(one["two_way_days"], "two-way day")
    return Reason("two_way_days", one["two_way_days"], f"{days} over {span(one['known_days'])}")


def _suggestion(
    kind: SuggestionKind,
    one: dict[str, Any],
    why: tuple[Reason, ...],
    *,
    weight: float,
    minutes: int,
) -> Suggestion:
    return Suggestion(
        kind=kind,
        person=one["person"],
        name=one["name"],
        identity=one["identity"],
        cause=str(one["last_at_us"]),
        weight=weight,
        why=why,
        evidence=(),
        minutes=minutes,
    )
