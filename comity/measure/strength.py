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
    """Return the decayed sum of day weights in whole billionths, as an aggregate.

    Integers, because a sum of fractions depends on the order of its terms: two people with the
    same days would differ in the last digit, and no longer tie.
    """
    decayed = days.weight * decay(days.age_days, HALF_LIFE_DAYS) * UNIT
    return decayed.round().cast("int64").sum()


def percentile(ties: ir.Table) -> ir.Table:
    """Add ``strength``: average rank of the score over the owner's people with evidence."""
    import ibis

    evidence = ties.evidence_days > 0
    among = [ties.owner, evidence]
    below = ibis.rank().over(ibis.window(group_by=among, order_by=ties.score))
    equal = ties.count().over(ibis.window(group_by=[*among, ties.score]))
    people = ties.count().over(ibis.window(group_by=among))
    share = (below + (equal + 1) / 2.0) / people
    return ties.mutate(strength=evidence.ifelse(share, ibis.null("float64")))
