"""The honest count: from contacts and relationships as of a moment, one row of figures per owner.

Interacting is any contact, also a copy or a reaction; addressed is with words or in presence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measure.recency import DAY_US

if TYPE_CHECKING:
    import ibis.expr.types as ir

WINDOWS_DAYS = (7, 30, 365)
STAGES = ("established", "growing", "resting", "sprouting", "planted", "listed")


def interacted(contact: ir.Table, moment: ir.Table) -> ir.Table:
    """Return, per owner, persons met in any way and persons addressed, by window."""
    as_of_us = moment.as_of_us.as_scalar()
    rows = contact.filter(contact.at_us <= as_of_us)
    counts = {"interacted_ever": rows.person.nunique()}
    for days in WINDOWS_DAYS:
        within = rows.at_us > as_of_us - days * DAY_US
        counts[f"interacted_{days}d"] = rows.person.nunique(where=within)
        counts[f"addressed_{days}d"] = rows.person.nunique(where=within & rows.addressed)
        wrote = within & rows.addressed & (rows.direction != "in")
        counts[f"addressed_by_me_{days}d"] = rows.person.nunique(where=wrote)
    return rows.group_by("owner").agg(**counts)


def standing(relationship: ir.Table) -> ir.Table:
    """Return, per owner, how many people there are by what has passed between us."""
    sent, received = relationship.sent > 0, relationship.received > 0
    stages = {name: relationship.count(where=relationship.stage == name) for name in STAGES}
    return relationship.group_by("owner").agg(
        people=relationship.count(),
        never_addressed=relationship.count(where=~sent & ~received),
        only_by_me=relationship.count(where=sent & ~received),
        only_by_them=relationship.count(where=~sent & received),
        two_way=relationship.count(where=relationship.two_way_days > 0),
        relationships=stages["established"] + stages["growing"] + stages["resting"],
        **stages,
    )
