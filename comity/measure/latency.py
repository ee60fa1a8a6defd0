"""Who answers whom: from asking messages, one row per owner and person with rates and times.

A question counts once its 30 days are over; one asked since then has an open window and is left
out, answered or not, since counting only those already answered would flatter. A stranger's first
approach that was left is left out too: nobody owes a stranger an answer. All windows being equally
long, the Kaplan-Meier median of the answering time is the plain median with unanswered questions
placed last; it exists when more than half were answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measure.recency import DAY_US, in_days

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from comity.schema import Moment

WINDOW_DAYS = 30
NEVER_DAYS = 1e6  # longer than any answer took


def latency(exchange: ir.Table, moment: ir.Table | Moment) -> ir.Table:
    """Return, per owner and person and each way, what was asked and how it was answered."""
    asks = _windowed(exchange, moment)
    by_me, to_me = asks.direction == "in", asks.direction == "out"
    return asks.group_by("owner", "person").agg(
        asked_by_them=_asked(asks, by_me),
        answered_by_me=_answered(asks, by_me),
        guessed_by_me=_answered(asks, by_me & asks.guessed),
        reply_rate_by_me=_rate(asks, by_me),
        reply_gap_by_me_days=_median_days(asks, by_me),
        awaiting_me=_awaiting(asks, by_me),
        asked_by_me=_asked(asks, to_me),
        answered_by_them=_answered(asks, to_me),
        guessed_by_them=_answered(asks, to_me & asks.guessed),
        reply_rate_to_me=_rate(asks, to_me),
        reply_gap_to_me_days=_median_days(asks, to_me),
        awaiting_them=_awaiting(asks, to_me),
    )


def _windowed(exchange: ir.Table, moment: ir.Table | Moment) -> ir.Table:
    """Return what was asked by then, and how long the answer took if it came in the window."""
    as_of_us, window_us = moment.as_of_us.as_scalar(), WINDOW_DAYS * DAY_US
    by_me = exchange.answered_us.notnull() & (exchange.answered_us <= as_of_us)
    counts = (exchange.direction == "out") | ~exchange["first"] | by_me
    asks = exchange.filter((exchange.at_us <= as_of_us) & counts)
    gap_us = asks.answered_us - asks.at_us
    answered = gap_us.notnull() & gap_us.between(0, window_us) & (asks.answered_us <= as_of_us)
    return asks.mutate(
        closed=asks.at_us + window_us <= as_of_us,
        answered=answered,
        gap_days=answered.ifelse(in_days(gap_us), NEVER_DAYS),
    )


def _asked(asks: ir.Table, side: ir.Value) -> ir.Value:
    return asks.count(where=side & asks.closed)


def _answered(asks: ir.Table, side: ir.Value) -> ir.Value:
    return asks.count(where=side & asks.closed & asks.answered)


def _rate(asks: ir.Table, side: ir.Value) -> ir.Value:
    return asks.answered.cast("float64").mean(where=side & asks.closed)


def _median_days(asks: ir.Table, side: ir.Value) -> ir.Value:
    # not median(where=...): on Spark the condition would null the quantile as well
    median = (side & asks.closed).ifelse(asks.gap_days, None).median()
    return (median <= WINDOW_DAYS).ifelse(median, None)


def _awaiting(asks: ir.Table, side: ir.Value) -> ir.Value:
    return asks.count(where=side & ~asks.closed & ~asks.answered)
