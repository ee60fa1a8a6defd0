"""Since when and how long ago: from a person's days, first and last instants and the silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir

DAY_US = 86_400_000_000


def in_days(span_us: ir.Value) -> ir.Value:
    """Return microseconds as days; cast first, since Spark would divide decimals."""
    return span_us.cast("float64") / float(DAY_US)


def recency(days: ir.Table) -> dict[str, ir.Value]:
    """Return first and last instants as aggregates over a person's days."""
    return {
        "first_at_us": days.first_addressed_us.min(),
        "last_at_us": days.last_addressed_us.max(),
        "last_sent_us": days.last_sent_us.max(),
        "last_received_us": days.last_received_us.max(),
        "last_interacted_us": days.last_us.max(),
    }


def silence(ties: ir.Table, as_of_us: ir.Value) -> dict[str, ir.Value]:
    """Return days since the first and since the last addressed interaction."""
    return {
        "known_days": in_days(as_of_us - ties.first_at_us),
        "silent_days": in_days(as_of_us - ties.last_at_us),
    }
