"""*lapse* and *revive*: ties that were mutual and have gone quiet.

Nobody is named for silence alone below 8 times their usual gap, where it carries almost no
information (Navarro et al. 2017, reproduced on three mail logs). But then it is mostly too late:
replayed on mail logs (``comity evaluate plan``), that rule names next to no tie before it has
lapsed. So one tie a day is named sooner, of those silent for longer than usual whose chance of
contact has fallen well below what it was right after the last. A lapse is recent; a resting tie
that was good is revived, one a day at most.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from comity.cache import heeds
from comity.models.activity import ACTIVE_90D, at_last_contact, load, score
from comity.operations.document import Reason
from comity.operations.plan.suggestion import Suggestion
from comity.operations.words import count, on_day, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from comity.book import Book
    from comity.operations.plan.suggestion import SuggestionKind

GAPS_MIN = 8
SOONER_GAPS_MIN = 1.5  # a silence within the usual rhythm is no reason
FALLEN_TO = 0.7  # of what the chance of contact was right after the last
LAPSE_SILENT_DAYS = (30, 180)
SLACK_DAYS = 3  # the last day before it is too late does not outweigh everything
REVIVE_TWO_WAY_DAYS_MIN = 6
REVIVE_SILENT_DAYS_MAX = 5 * 365
REVIVE_POOL = 7  # the best take turns by the day, so one that is skipped makes way
LAPSE_POOL = 20
COOLING_POOL = 7  # take turns as well

# What a name is worth today, over what waiting would cost: the tie's worth, times the chance that
# it is not in touch again by itself, over the days left. Replayed on two mail logs (comity
# evaluate plan), at one name a week or fewer, more lapses are named before they are complete than
# by the days both ways alone, and fewer people who would have been in touch anyway.
_NAMED = (  # of the hundred columns of a tie, each of which takes its time
    "person, name, identity, stage, usual_gap_days, gap_ratio, silent_days, two_way_days, "
    "known_days, last_at_us"
)
_QUIET = f"""
    SELECT {_NAMED}, p_active_90d, ln(1 + two_way_days) * (1 - coalesce(p_active_90d, 0))
        / ({LAPSE_SILENT_DAYS[1]} - silent_days + {SLACK_DAYS}) AS urgency
    FROM candidate
    WHERE may_approach AND silent_days BETWEEN {LAPSE_SILENT_DAYS[0]} AND {LAPSE_SILENT_DAYS[1]}
        AND (stage = 'resting' AND gap_ratio >= {GAPS_MIN}
            OR stage IN ('growing', 'established') AND gap_ratio >= {SOONER_GAPS_MIN})
    ORDER BY urgency DESC, person
"""
_REVIVE = f"""
    SELECT {_NAMED} FROM candidate
    WHERE stage = 'resting' AND may_approach AND two_way_days >= ?
        AND silent_days > ? AND silent_days <= ?
    ORDER BY ln(1 + two_way_days) - silent_days / 730 DESC, person LIMIT ?
"""


def find_lapses(book: Book) -> Iterator[Suggestion]:
    """Yield ties silent for 8 times their usual gap, and today's one of those that cool sooner."""
    quiet = book.rows(_QUIET)
    for one in [one for one in quiet if one["stage"] == "resting"][:LAPSE_POOL]:
        yield _lapse(one, _rhythm(one), _mutual(one))
    pool = list(islice(_cooling(book, quiet), COOLING_POOL))
    if pool:
        one, then = pool[book.today % len(pool)]
        yield _lapse(one, _rhythm(one), _fallen(one, then), _mutual(one))


def _cooling(book: Book, quiet: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], float]]:
    """Yield ties whose chance of contact has fallen, with what it was, the most urgent first."""
    own = book.rows("SELECT intercept, slope FROM calibration LIMIT 1")
    calibration = (own[0]["intercept"], own[0]["slope"]) if own else (0.0, 1.0)
    found = [one for one in quiet if one["stage"] != "resting"]
    features = book.once(_features, tuple(sorted(one["person"] for one in found)))
    for one in found:
        then = score(at_last_contact(features[one["person"]]), ACTIVE_90D, calibration=calibration)
        if (one[ACTIVE_90D] or 0.0) < FALLEN_TO * then:
            yield one, then


@heeds()
def _features(book: Book, persons: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """Return what the forecast reads of each."""
    columns = {"person", "silent_days", "known_days"}
    columns |= {name for feature in load().features for name in feature.sum_of}
    sql = (
        f"SELECT {', '.join(sorted(columns))} FROM relationship WHERE person IN (SELECT unnest(?))"
    )
    return {one["person"]: one for one in book.rows(sql, [list(persons)])}


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


def _lapse(one: dict[str, Any], *why: Reason) -> Suggestion:
    return _suggestion("lapse", one, why, weight=one["urgency"], minutes=5)


def _rhythm(one: dict[str, Any]) -> Reason:
    usual, silent = span(one["usual_gap_days"]), span(one["silent_days"])
    text = f"usually in touch every {usual}, quiet for {silent}"
    return Reason("gap_ratio", round(one["gap_ratio"], 1), text)


def _fallen(one: dict[str, Any], then: float) -> Reason:
    now = one[ACTIVE_90D] or 0.0
    text = f"contact within 90 days is {now / then:.0%} as likely as right after the last"
    return Reason(ACTIVE_90D, round(now, 3), text)


def _mutual(one: dict[str, Any]) -> Reason:
    days, known = count(one["two_way_days"], "day"), span(one["known_days"])
    return Reason("two_way_days", one["two_way_days"], f"words both ways on {days} over {known}")


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
