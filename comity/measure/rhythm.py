"""In what rhythm: the usual gap between days of contact, and the silence measured in gaps.

A silence of more than 8 times the usual gap most likely means the tie has decayed (Navarro et
al., "Temporal patterns behind the strength of persistent ties", EPJ Data Science 2017); below
that the ratio says almost nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir

LEAST_DAYS = 3


def span(days: ir.Table) -> dict[str, ir.Value]:
    """Return the first and last day with anything addressed, as aggregates."""
    addressed = days.first_addressed_us.notnull()
    return {
        "first_day": days.day.min(where=addressed),
        "last_day": days.day.max(where=addressed),
    }


def usual_gap_days(ties: ir.Table) -> ir.Value:
    """Return the mean gap between evidence days over the tie's life; null under three of them."""
    import ibis

    gaps = (ties.evidence_days - 1).nullif(0)
    mean = (ties.last_day - ties.first_day) / gaps
    return (ties.evidence_days >= LEAST_DAYS).ifelse(mean, ibis.null("float64"))
