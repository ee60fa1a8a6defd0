"""A morning's ties in, how much each asks to be named out: one rule a way of planning.

A score of minus infinity is a tie not to be named. Every rule sees what was known that morning
and nothing else, but for ``best``, which knows the future and bounds what any rule could do.
``plan`` is no rule of its own: it calls what ``today`` calls.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from comity.measure.stage import GROWING_TWO_WAY_DAYS
from comity.operations.plan import lapse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from comity.evaluate.metrics import Floats, Integers


@dataclass(frozen=True, slots=True)
class Morning:
    """The two-way ties silent for no longer than the horizon, one place each."""

    silent_days: Integers
    gap_ratio: Floats  # nan where there is no usual gap yet
    two_way_days: Integers
    p_active: Floats
    left_days: Floats  # until it is too late: 8 usual gaps, at most the horizon
    horizon_days: int
    lapses: Integers  # 1 where this silence will be a lapse; ``best`` alone may look
    lot: Floats  # uniform from 0 to 1


def _plan(morning: Morning) -> Floats:
    return lapse.named(
        morning.two_way_days,
        morning.p_active,
        morning.left_days,
        silent_days=morning.silent_days,
        usual_gap_days=morning.silent_days / morning.gap_ratio,
    )


def _index(morning: Morning) -> Floats:
    """Return the urgency of every tie that can still be named in time."""
    return lapse.urgency(morning.two_way_days, morning.p_active, morning.left_days)


def _eight_gaps(morning: Morning) -> Floats:
    """Return the two-way days of grown ties silent for 8 usual gaps and a month."""
    grown = morning.two_way_days >= GROWING_TWO_WAY_DAYS
    gaps = np.nan_to_num(morning.gap_ratio, nan=0.0) >= lapse.GAPS_MAX
    late = grown & gaps & (morning.silent_days >= lapse.SILENT_DAYS_MIN)
    return np.where(late, morning.two_way_days, -np.inf)


def _random(morning: Morning) -> Floats:
    return morning.lot


def _recency(morning: Morning) -> Floats:
    return morning.silent_days.astype(np.float64)


def _overdue(morning: Morning) -> Floats:
    """Silence over the usual gap; a gap not yet known is taken for the horizon's eighth."""
    unknown = morning.silent_days * lapse.GAPS_MAX / morning.horizon_days
    return np.where(np.isnan(morning.gap_ratio), unknown, morning.gap_ratio)


def _likely_lost(morning: Morning) -> Floats:
    return np.where(morning.left_days >= 0, 1 - morning.p_active, -np.inf)


def _best(morning: Morning) -> Floats:
    """Return the ties that will lapse, the earliest deadline first."""
    wanted = (morning.lapses > 0) & (morning.left_days >= 0)
    return np.where(wanted, -morning.left_days, -np.inf)


POLICIES: Mapping[str, Callable[[Morning], Floats]] = {
    "plan": _plan,
    "index": _index,
    "eight_gaps": _eight_gaps,
    "recency": _recency,
    "overdue": _overdue,
    "likely_lost": _likely_lost,
    "random": _random,
    "best": _best,
}
