"""How often: from a person's days, counts in all, in the last year and decayed.

Decayed counts are halved for every half-life of age in whole days (Roth et al., "Suggesting
friends using the implicit social graph", KDD 2010). Days and weeks are counted beside messages
because they say more of what comes next: ten mails on one day are one occasion (Ureña-Carrion,
Saramäki and Kivelä, "Estimating tie strength in social networks", EPJ Data Science 2020).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir

HALF_LIVES_DAYS = (7, 30, 90, 180, 365)
DAYS_HALF_LIVES_DAYS = (7, 30)
SENT_DAYS_HALF_LIVES_DAYS = (7, 30, 365)
WEEKS_HALF_LIVES_DAYS = (90, 365)
YEAR_DAYS = 365
_MONDAY = 3  # 1970-01-01 was a Thursday


def decay(age_days: ir.Value, half_life_days: int) -> ir.Value:
    """Return 2 to the power of minus age over half-life: 1 today, 1/2 after one half-life."""
    import ibis

    return ibis.literal(2.0).pow(-age_days.cast("float64") / float(half_life_days))


def frequency(days: ir.Table) -> dict[str, ir.Value]:
    """Return the counts as aggregates over a person's days, which carry ``age_days``."""
    by_me, by_them, year = days.sent > 0, days.received > 0, days.age_days < YEAR_DAYS
    either = by_me | by_them
    wrote = days.sent_mail + days.sent_message > 0
    heard = days.received_mail + days.received_message > 0
    return {
        "sent": days.sent.sum(),
        "received": days.received.sum(),
        "unaddressed": days.unaddressed.sum(),
        "evidence_days": days.count(where=either),
        "sent_days": days.count(where=by_me),
        "received_days": days.count(where=by_them),
        "sent_365d": days.sent.sum(where=year).fill_null(0),
        "received_365d": days.received.sum(where=year).fill_null(0),
        "days_365d": days.count(where=year & either),
        "wrote_days_365d": days.count(where=year & wrote),
        "heard_days_365d": days.count(where=year & heard),
        **{f"sent_hl{h}d": (days.sent * decay(days.age_days, h)).sum() for h in HALF_LIVES_DAYS},
        **{
            f"received_hl{h}d": (days.received * decay(days.age_days, h)).sum()
            for h in HALF_LIVES_DAYS
        },
        **{f"days_hl{h}d": _decayed(days, either, h) for h in DAYS_HALF_LIVES_DAYS},
        **{f"sent_days_hl{h}d": _decayed(days, by_me, h) for h in SENT_DAYS_HALF_LIVES_DAYS},
    }


def weeks(days: ir.Table) -> ir.Table:
    """Return, per owner and person, the decayed count of weeks with anything addressed.

    A week is the calendar's, from Monday, and as old as its last day with anything; so the sums
    of a life can be kept up by one event after another.
    """
    spoken = days.filter((days.sent > 0) | (days.received > 0))
    week = ((spoken.day + _MONDAY).cast("float64") / 7.0).floor().cast("int64")
    each = spoken.group_by(spoken.owner, spoken.person, week=week).agg(
        age_days=spoken.age_days.min()
    )
    return each.group_by("owner", "person").agg(
        **{f"weeks_hl{h}d": decay(each.age_days, h).sum() for h in WEEKS_HALF_LIVES_DAYS}
    )


def _decayed(days: ir.Table, counted: ir.Value, half_life_days: int) -> ir.Value:
    return decay(days.age_days, half_life_days).sum(where=counted).fill_null(0.0)


def owner_totals(ties: ir.Table) -> ir.Table:
    """Return, per owner, decayed counts over everyone and the persons of a year."""
    return ties.group_by("owner").agg(
        owner_sent_days_hl7d=ties.sent_days_hl7d.sum(),
        owner_received_hl30d=ties.received_hl30d.sum(),
        owner_people_365d=ties.count(where=ties.days_365d > 0),
    )
