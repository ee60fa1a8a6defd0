"""From days and questions, one row per owner and person as of a moment: DESIGN's Relationship.

``schema.PERSON_DAY``, ``schema.EXCHANGE`` and the one-row ``schema.MOMENT`` in,
``schema.RELATIONSHIP`` out. The moment is a table, or an engine's variables, and no literal: so
the compiled SQL holds for every moment, and a reader says which before running the saved text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measure.breadth import breadth
from comity.measure.frequency import WEEKS_HALF_LIVES_DAYS, frequency, owner_totals, weeks
from comity.measure.latency import latency
from comity.measure.recency import recency, silence
from comity.measure.reciprocity import reciprocity, two_way_days
from comity.measure.rhythm import span, usual_gap_days
from comity.measure.stage import stage
from comity.measure.strength import percentiles, score
from comity.schema import RELATIONSHIP

if TYPE_CHECKING:
    from collections.abc import Callable

    import ibis.expr.types as ir

    from comity.schema import Moment

LATENCY_COUNTS = (
    "asked_by_them",
    "answered_by_me",
    "guessed_by_me",
    "awaiting_me",
    "asked_by_me",
    "answered_by_them",
    "guessed_by_them",
    "awaiting_them",
)


def relationship(
    person_day: ir.Table,
    exchange: ir.Table,
    moment: ir.Table | Moment,
    forecast: Callable[[ir.Table], ir.Table],
) -> ir.Table:
    """Return every relationship as of the moment; later days and questions are not seen.

    ``forecast`` adds ``p_contact_7d`` and ``p_active_90d`` (``models.activity.forecast``).
    """
    ties = _compared(_features(_seen(person_day, moment), moment))
    ties = forecast(_answered(ties, latency(exchange, moment)))
    return ties.mutate(stage=stage(ties)).select(*RELATIONSHIP)


def _seen(person_day: ir.Table, moment: ir.Table | Moment) -> ir.Table:
    as_of_us, as_of_day = moment.as_of_us.as_scalar(), moment.as_of_day.as_scalar()
    seen = person_day.filter(person_day.day <= as_of_day, person_day.first_us <= as_of_us)
    return seen.mutate(age_days=as_of_day - seen.day)


def _features(days: ir.Table, moment: ir.Table | Moment) -> ir.Table:
    ties = days.group_by("owner", "person").agg(
        **frequency(days),
        **recency(days),
        **reciprocity(days),
        **span(days),
        **breadth(days),
        score=score(days),
    )
    ties = _with_weeks(ties, weeks(days))
    ties = ties.mutate(
        **silence(ties, moment.as_of_us.as_scalar()),
        two_way_days=two_way_days(ties),
        usual_gap_days=usual_gap_days(ties),
    )
    return ties.mutate(gap_ratio=ties.silent_days / ties.usual_gap_days)


def _with_weeks(ties: ir.Table, counted: ir.Table) -> ir.Table:
    joined = _beside(ties, counted, ("owner", "person"))
    names = [f"weeks_hl{h}d" for h in WEEKS_HALF_LIVES_DAYS]
    return joined.mutate(**{name: joined[name].fill_null(0.0) for name in names})


def _compared(ties: ir.Table) -> ir.Table:
    """Add what depends on the owner's other relationships."""
    with_totals = _beside(ties, owner_totals(ties), ("owner",))
    return _beside(with_totals, percentiles(ties), ("owner", "score"))


def _answered(ties: ir.Table, replies: ir.Table) -> ir.Table:
    joined = _beside(ties, replies, ("owner", "person"))
    return joined.mutate(**{name: joined[name].fill_null(0) for name in LATENCY_COUNTS})


def _beside(left: ir.Table, right: ir.Table, keys: tuple[str, ...]) -> ir.Table:
    """Return the left rows with the right's other columns, null where there is no such row."""
    added = [right[name] for name in right.columns if name not in keys]
    return left.left_join(right, keys).select(left, *added)
