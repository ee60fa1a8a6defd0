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
RESTING_GAPS = 8
RESTING_P_ACTIVE = 0.5
RESTING_SILENT_DAYS = 180
SPROUTING_SILENT_DAYS = 365
PLANTED_SILENT_DAYS = 90


def stage(ties: ir.Table) -> ir.Value:
    """Return resting, established, growing, sprouting, planted or listed.

    Two-way days never become fewer, so who has three now was growing or established at some time.
    """
    import ibis

    two_way, silent = ties.two_way_days, ties.silent_days
    unlikely = ties.p_active_90d.fill_null(0.0) < RESTING_P_ACTIVE
    quiet = unlikely & (silent > RESTING_SILENT_DAYS)
    long_known = ties.known_days - silent >= ESTABLISHED_SPAN_DAYS
    return ibis.cases(
        ((two_way >= GROWING_TWO_WAY_DAYS) & ((ties.gap_ratio >= RESTING_GAPS) | quiet), "resting"),
        ((two_way >= ESTABLISHED_TWO_WAY_DAYS) & long_known, "established"),
        (two_way >= GROWING_TWO_WAY_DAYS, "growing"),
        ((two_way > 0) & (silent <= SPROUTING_SILENT_DAYS), "sprouting"),
        ((ties.evidence_days > 0) & (silent <= PLANTED_SILENT_DAYS), "planted"),
        else_="listed",
    )
