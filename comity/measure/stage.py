"""Which stage: from the other features, the first description that fits.

``let_go`` is the user's decision and comes before all of these; the caller applies it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir

GROWING_TWO_WAY_DAYS = 3
ESTABLISHED_TWO_WAY_DAYS = 12
ESTABLISHED_SPAN_DAYS = 180
BRIEF_SPAN_DAYS = 60
RESTING_GAPS = 8
RESTING_P_ACTIVE = 0.5
RESTING_SILENT_DAYS = 180
SPROUTING_SILENT_DAYS = 365
PLANTED_SILENT_DAYS = 90


def stage(ties: ir.Table) -> ir.Value:
    """Return brief, resting, established, growing, sprouting, planted or listed.

    Two-way days never become fewer, so who has three now was growing or established at some time.
    What began and ended within two months was an exchange about something, and no tie that rests;
    unless it had as many days both ways as an established one.
    """
    import ibis

    two_way, silent = ties.two_way_days, ties.silent_days
    unlikely = ties.p_active_90d.fill_null(0.0) < RESTING_P_ACTIVE
    quiet = unlikely & (silent > RESTING_SILENT_DAYS)
    resting = (two_way >= GROWING_TWO_WAY_DAYS) & ((ties.gap_ratio >= RESTING_GAPS) | quiet)
    lasted_days = ties.known_days - silent
    long_known = lasted_days >= ESTABLISHED_SPAN_DAYS
    brief = (two_way < ESTABLISHED_TWO_WAY_DAYS) & (lasted_days <= BRIEF_SPAN_DAYS)
    return ibis.cases(
        (resting & brief, "brief"),
        (resting, "resting"),
        ((two_way >= ESTABLISHED_TWO_WAY_DAYS) & long_known, "established"),
        (two_way >= GROWING_TWO_WAY_DAYS, "growing"),
        ((two_way > 0) & (silent <= SPROUTING_SILENT_DAYS), "sprouting"),
        ((ties.evidence_days > 0) & (silent <= PLANTED_SILENT_DAYS), "planted"),
        else_="listed",
    )
