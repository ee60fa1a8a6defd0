"""How mutual: from a person's days, who starts, who helps, and the days both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir


def reciprocity(days: ir.Table) -> dict[str, ir.Value]:
    """Return who starts and who helps as aggregates over a person's days."""
    names = ("initiated_by_me", "initiated_by_them", "help_given", "help_received")
    return {name: days[name].sum() for name in names}


def two_way_days(ties: ir.Table) -> ir.Value:
    """Return the lesser of the days I addressed them and the days they addressed me."""
    import ibis

    return ibis.least(ties.sent_days, ties.received_days)
