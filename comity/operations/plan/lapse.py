"""*lapse*: a two-way tie about to be lost while it can still be saved, one a week at most.

A silence is too long to mend by a word after 8 times the usual gap (Navarro et al. 2017), or after
a quarter. Named is who is most urgent of those silent for a month, and for longer than usual, who
still have time: the worth
of the tie, times the chance that it is not in touch again by itself, over the days left. Where
nobody is urgent, nobody is named. ``comity evaluate plan`` replays these very functions on logs
(docs/science.md).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from comity.operations.document import Reason
from comity.operations.plan.quiet_ties import READ, mutual, suggestion
from comity.operations.plan.suggestion import SuggestionKind
from comity.operations.words import usual

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from comity.book import Book, Row
    from comity.operations.plan.suggestion import Suggestion

    Floats: TypeAlias = NDArray[np.float64]
    Integers: TypeAlias = NDArray[np.int64]

HORIZON_DAYS = 90  # a silence as long is a lapse
GAPS_MAX = 8
SILENT_DAYS_MIN = 30
CONTACTS_MIN = 3  # fewer are no tie to lose
SLACK_DAYS = 3  # the last day before it is too late does not outweigh everything
URGENCY_MIN = 0.06  # below it no name is better than a name
EVERY_DAYS = 7
POOL = 7  # of whom one is named, so one that is put off makes way

_QUIET = f"""
    SELECT {READ}, coalesce(p_active_90d, 0) AS p_active FROM candidate
    WHERE may_approach AND silent_days BETWEEN {SILENT_DAYS_MIN} AND {HORIZON_DAYS}
        AND stage IN ('sprouting', 'growing', 'established')
        AND sent > 0 AND received > 0 AND sent + received >= {CONTACTS_MIN}
    ORDER BY person
"""


def days_to_save(usual_gap_days: Floats, *, horizon_days: int = HORIZON_DAYS) -> Floats:
    """Return the silence after which naming is too late; without a usual gap (nan), the horizon."""
    import numpy as np

    return np.asarray(np.fmin(GAPS_MAX * usual_gap_days, horizon_days), np.float64)


def urgency(two_way_days: Integers, p_active: Floats, left_days: Floats) -> Floats:
    """Return what naming a tie today is worth, over what waiting would cost.

    The value of the tie (the logarithm of one and its two-way days), times the chance that it
    is not in touch again by itself, over the days left to name it: of two ties as dear and as
    doubtful, the one that can wait, waits. The form is that of the index of a job with a
    deadline (Whittle, "Restless bandits", J. Appl. Prob. 1988). Minus infinity where it is too
    late.
    """
    import numpy as np

    worth = np.log1p(two_way_days) * (1 - p_active)
    index = worth / (np.maximum(left_days, 0) + SLACK_DAYS)
    return np.asarray(np.where(left_days >= 0, index, -np.inf), np.float64)


def named(
    two_way_days: Integers,
    p_active: Floats,
    left_days: Floats,
    *,
    silent_days: Floats | Integers,
    usual_gap_days: Floats,
) -> Floats:
    """Return the urgency of who may be named, and minus infinity for all others.

    Nobody is while the silence is within their usual gap, or under a month.
    """
    import numpy as np

    index = urgency(two_way_days, p_active, left_days)
    quiet = (silent_days >= SILENT_DAYS_MIN) & ~(silent_days < usual_gap_days)
    may_be = (index >= URGENCY_MIN) & quiet
    return np.asarray(np.where(may_be, index, -np.inf), np.float64)


def find(book: Book) -> Iterator[Suggestion]:
    """Yield the most urgent ties; the plan names one of them a week."""
    quiet = book.rows(_QUIET)
    if not quiet:
        return
    import numpy as np

    def column(name: str) -> Floats:
        return np.array([one[name] for one in quiet], np.float64)  # None is nan

    silent, gap = column("silent_days"), column("usual_gap_days")
    index = named(
        column("two_way_days").astype(np.int64),
        column("p_active"),
        days_to_save(gap) - silent,
        silent_days=silent,
        usual_gap_days=gap,
    )
    for at in np.argsort(-index, kind="stable")[:POOL]:
        if np.isfinite(index[at]):
            one = quiet[at]
            found = suggestion(KIND, one, _quiet(one), mutual(one, book), weight=float(index[at]))
            again_days = found.again_days or 0.0
            in_time = one["silent_days"] + again_days <= HORIZON_DAYS
            yield found if in_time else replace(found, again_days=None)


def _quiet(one: Row) -> Reason:
    """Return how long they have been quiet, beside the rhythm they used to be in touch in."""
    text = usual(one["evidence_days"], one["usual_gap_days"] or 0.0, one["silent_days"])
    return Reason("silent_days", round(one["silent_days"], 1), text)


KIND = SuggestionKind(
    name="lapse",
    words="gone quiet",
    help="in touch both ways, quiet for a month or more, and soon too late; one a week",
    minutes=5,
    find=find,
    fades=True,
    recalls=True,
    every_days=EVERY_DAYS,
)
