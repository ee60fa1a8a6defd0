"""How strong: from a person's days, a percentile among the owner's people; for ordering only.

The score is the sum of day weights decayed with a half-life of 90 days. It is never called
closeness and never shown about a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measure.frequency import decay

if TYPE_CHECKING:
    import ibis.expr.types as ir

HALF_LIFE_DAYS = 90
UNIT = 1e9  # parts of a weight


def score(days: ir.Table) -> ir.Value:
    """Return the decayed sum of day weights in whole billionths, as an aggregate; null without.

    Integers, because a sum of fractions depends on the order of its terms: two people with the
    same days would differ in the last digit, and no longer tie.
    """
    decayed = days.weight * decay(days.age_days, HALF_LIFE_DAYS) * UNIT
    return decayed.round().cast("int64").sum(where=days.weight > 0)


def percentiles(ties: ir.Table) -> ir.Table:
    """Return ``strength`` per owner and score: the score's average rank over the owner's people.

    Nobody without evidence is counted; equal scores share the mean of their ranks.
    """
    import ibis

    people = ties.filter(ties.score.notnull())
    scores = people.group_by("owner", "score").agg(equal=people.count())
    up_to = ibis.window(group_by=scores.owner, order_by=scores.score, preceding=None, following=0)
    last_rank = scores.equal.sum().over(up_to)
    size = scores.equal.sum().over(ibis.window(group_by=scores.owner))
    average_rank = last_rank - (scores.equal - 1).cast("float64") / 2.0
    return scores.select("owner", "score", strength=average_rank / size)
