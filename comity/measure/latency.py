"""Who answers whom: from asking messages, one row per owner and person with rates and times.

A question counts once its 30 days are over; one asked since then has an open window and is left
out, answered or not, since counting only those already answered would flatter. All windows being
equally long, the Kaplan-Meier median of the answering time is the lower median with unanswered
questions placed last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measure.recency import DAY_US

if TYPE_CHECKING:
    import ibis.expr.types as ir

WINDOW_DAYS = 30


def latency(exchange: ir.Table, moment: ir.Table) -> ir.Table:
    """Return asked, answered, rate, median time and awaiting, each way, per owner and person."""
    asks = _ranked(_windowed(exchange, moment))
    theirs = _side(asks, "in", ("asked_by_them", "answered_by_me", "by_me", "awaiting_me"))
    mine = _side(asks, "out", ("asked_by_me", "answered_by_them", "to_me", "awaiting_them"))
    return asks.group_by("owner", "person").agg(**theirs, **mine)


def _windowed(exchange: ir.Table, moment: ir.Table) -> ir.Table:
    """Return what was asked by then, with the answer if it came within the window."""
    as_of_us = moment.as_of_us.as_scalar()
    asks = exchange.filter(exchange.at_us <= as_of_us)
    by_then = asks.answered_us.notnull() & (asks.answered_us <= as_of_us)
    gap_us = asks.answered_us - asks.at_us
    within = by_then & (gap_us >= 0) & (gap_us <= WINDOW_DAYS * DAY_US)
    return asks.mutate(
        closed=asks.at_us + WINDOW_DAYS * DAY_US <= as_of_us,
        answered=within,
        waiting=~by_then,
        gap_days=within.ifelse(gap_us / float(DAY_US), None),
    )


def _ranked(asks: ir.Table) -> ir.Table:
    """Mark the median of each person's closed questions each way, unanswered ones last."""
    import ibis

    side = [asks.owner, asks.person, asks.direction, asks.closed]
    order = [asks.gap_days.isnull(), asks.gap_days, asks.at_us, asks.key]
    position = ibis.row_number().over(ibis.window(group_by=side, order_by=order))
    size = asks.count().over(ibis.window(group_by=side))
    return asks.mutate(position=position, size=size).mutate(
        median=lambda t: t.closed & (2 * t.position + 1 <= t.size) & (2 * t.position + 3 > t.size)
    )


def _side(asks: ir.Table, direction: str, names: tuple[str, str, str, str]) -> dict[str, ir.Value]:
    asked_name, answered_name, rate_suffix, awaiting_name = names
    closed = (asks.direction == direction) & asks.closed
    asked, answered = asks.count(where=closed), asks.count(where=closed & asks.answered)
    return {
        asked_name: asked,
        answered_name: answered,
        f"reply_rate_{rate_suffix}": answered / asked.nullif(0),
        f"reply_gap_{rate_suffix}_days": asks.gap_days.max(where=closed & asks.median),
        awaiting_name: asks.count(
            where=(asks.direction == direction) & ~asks.closed & asks.waiting
        ),
    }
