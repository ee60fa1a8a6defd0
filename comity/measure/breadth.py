"""In what ways: from a person's days, meetings and calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measure.frequency import YEAR_DAYS

if TYPE_CHECKING:
    import ibis.expr.types as ir


def breadth(days: ir.Table) -> dict[str, ir.Value]:
    """Return meetings and calls as aggregates over a person's days."""
    met = days.meetings + days.calls > 0
    return {
        "meetings": days.meetings.sum(),
        "calls": days.calls.sum(),
        "met_days_365d": days.count(where=met & (days.age_days < YEAR_DAYS)),
    }
