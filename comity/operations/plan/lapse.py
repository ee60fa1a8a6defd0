"""*lapse*: ties that were mutual, silent for 8 times their usual gap, or cooling before that.

At 8 times the gap it is mostly too late: replayed on mail logs (``comity evaluate plan``), that
rule names next to no tie before it has lapsed. So one tie a day is named sooner, of those silent
for longer than usual whose chance of contact has fallen well below what it was right after the
last. A lapse is recent.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from comity.models.activity import ACTIVE_90D, at_last_contact, load, score
from comity.operations.document import Reason
from comity.operations.plan.quiet_ties import LAPSE_SILENT_DAYS, READ, mutual, suggestion
from comity.operations.plan.suggestion import SuggestionKind
from comity.operations.words import usual

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comity.book import Book, Row
    from comity.operations.plan.suggestion import Suggestion

GAPS_MIN = 8
SOONER_GAPS_MIN = 1.5  # a silence within the usual rhythm is no reason
FALLEN_TO = 0.7  # of what the chance of contact was right after the last
SLACK_DAYS = 3  # the last day before it is too late does not outweigh everything
LAPSE_POOL = 20
COOLING_POOL = 7  # the best take turns by the day, so one that is skipped makes way

# What a name is worth today, over what waiting would cost: the tie's worth, times the chance that
# it is not in touch again by itself, over the days left. Replayed on two mail logs (comity
# evaluate plan), at one name a week or fewer, more lapses are named before they are complete than
# by the days both ways alone, and fewer people who would have been in touch anyway.
_QUIET = f"""
    SELECT {READ}, p_active_90d, ln(1 + two_way_days) * (1 - coalesce(p_active_90d, 0))
        / ({LAPSE_SILENT_DAYS[1]} - silent_days + {SLACK_DAYS}) AS urgency
    FROM candidate
    WHERE may_approach AND silent_days BETWEEN {LAPSE_SILENT_DAYS[0]} AND {LAPSE_SILENT_DAYS[1]}
        AND (stage = 'resting' AND gap_ratio >= {GAPS_MIN}
            OR stage IN ('growing', 'established') AND gap_ratio >= {SOONER_GAPS_MIN})
    ORDER BY urgency DESC, person
"""


def find(book: Book) -> Iterator[Suggestion]:
    """Yield ties silent for 8 times their usual gap, and today's one of those that cool sooner."""
    quiet = book.rows(_QUIET)
    for one in [one for one in quiet if one["stage"] == "resting"][:LAPSE_POOL]:
        yield _lapse(one, _rhythm(one), mutual(one, book))
    pool = list(islice(_cooling(book, quiet), COOLING_POOL))
    if pool:
        one = pool[book.today % len(pool)]
        yield _lapse(one, _rhythm(one), _fallen(one), mutual(one, book))


def _cooling(book: Book, quiet: Sequence[Row]) -> Iterator[Row]:
    """Yield ties whose chance of contact has fallen, the most urgent first."""
    own = book.rows("SELECT intercept, slope FROM calibration LIMIT 1")
    calibration = (own[0]["intercept"], own[0]["slope"]) if own else (0.0, 1.0)
    found = [one for one in quiet if one["stage"] != "resting"]
    features = _features(book, [one["person"] for one in found])
    for one in found:
        then = score(at_last_contact(features[one["person"]]), ACTIVE_90D, calibration=calibration)
        if (one[ACTIVE_90D] or 0.0) < FALLEN_TO * then:
            yield one


def _features(book: Book, persons: list[str]) -> dict[str, Row]:
    """Return what the forecast reads of each."""
    columns = {"person", "silent_days", "known_days"}
    columns |= {name for feature in load().features for name in feature.sum_of}
    sql = (
        f"SELECT {', '.join(sorted(columns))} FROM relationship WHERE person IN (SELECT unnest(?))"
    )
    return {one["person"]: one for one in book.rows(sql, [persons])}


def _lapse(one: Row, *why: Reason) -> Suggestion:
    return suggestion(KIND, one, *why, weight=one["urgency"])


def _rhythm(one: Row) -> Reason:
    text = usual(one["evidence_days"], one["usual_gap_days"], one["silent_days"])
    return Reason("gap_ratio", round(one["gap_ratio"], 1), text)


def _fallen(one: Row) -> Reason:
    text = "contact that comes by itself has become much less likely"
    return Reason(ACTIVE_90D, round(one[ACTIVE_90D] or 0.0, 3), text)


KIND = SuggestionKind(
    name="lapse",
    words="gone quiet",
    help="quiet for 8 times the usual gap, or much less likely to be in touch than before",
    minutes=5,
    find=find,
    fades=True,
    recalls=True,
)
