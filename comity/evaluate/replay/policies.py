"""A morning's ties in, how much each asks to be named out: one rule a way of planning.

A score of minus infinity is a tie not to be named. Every rule sees what was known that morning
and nothing else, but for ``best``, which knows the future and bounds what any rule could do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from comity.measure.stage import GROWING_TWO_WAY_DAYS
from comity.operations.plan.lapse import FALLEN_TO, GAPS_MIN, SLACK_DAYS, SOONER_GAPS_MIN
from comity.operations.plan.quiet_ties import LAPSE_SILENT_DAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from comity.evaluate.metrics import Floats, Integers

FLOOR = 0.06  # of the index; below it no name is better than a name


@dataclass(frozen=True, slots=True)
class Morning:
    """The two-way ties silent for no longer than the horizon, one place each."""

    silent_days: Integers
    gap_ratio: Floats  # nan where there is no usual gap yet
    two_way_days: Integers
    p_active: Floats
    p_active_then: Floats  # right after the last contact
    left_days: Floats  # until it is too late: 8 usual gaps, at most the horizon
    horizon_days: int
    lapses: Integers  # 1 where this silence will be a lapse; ``best`` alone may look
    lot: Floats  # uniform from 0 to 1


def urgency(two_way_days: Integers, p_active: Floats, left_days: Floats) -> Floats:
    """Return what naming a tie today is worth, over what waiting would cost.

    The value of the tie (the logarithm of one and its two-way days), times the chance that it
    is not in touch again by itself, over the days left to name it: of two ties as dear and as
    doubtful, the one that can wait, waits. The form is that of the index of a job with a
    deadline (Whittle, "Restless bandits", J. Appl. Prob. 1988).
    """
    worth = np.log1p(two_way_days) * (1 - p_active)
    return np.asarray(worth / (np.maximum(left_days, 0) + SLACK_DAYS), np.float64)


def index(morning: Morning) -> Floats:
    """Return the urgency of every tie that can still be named in time."""
    score = urgency(morning.two_way_days, morning.p_active, morning.left_days)
    return np.where(morning.left_days >= 0, score, -np.inf)


def _random(morning: Morning) -> Floats:
    return morning.lot


def _recency(morning: Morning) -> Floats:
    return morning.silent_days.astype(np.float64)


def _overdue(morning: Morning) -> Floats:
    """Silence over the usual gap; a gap not yet known is taken for the horizon's eighth."""
    unknown = morning.silent_days * GAPS_MIN / morning.horizon_days
    return np.where(np.isnan(morning.gap_ratio), unknown, morning.gap_ratio)


def _likely_lost(morning: Morning) -> Floats:
    return np.where(morning.left_days >= 0, 1 - morning.p_active, -np.inf)


def _sparing(morning: Morning) -> Floats:
    score = index(morning)
    return np.where(score >= FLOOR, score, -np.inf)


def _long(morning: Morning) -> Integers:
    """Tell which ties have grown, and are silent for 8 usual gaps and a month."""
    grown = morning.two_way_days >= GROWING_TWO_WAY_DAYS
    gaps = np.nan_to_num(morning.gap_ratio, nan=0.0) >= GAPS_MIN
    return np.asarray(grown & gaps & (morning.silent_days >= LAPSE_SILENT_DAYS[0]))


def _fallen(morning: Morning) -> Integers:
    """Tell which have grown, are silent for a month and two gaps, and much less likely by now."""
    grown = morning.two_way_days >= GROWING_TWO_WAY_DAYS
    late = np.nan_to_num(morning.gap_ratio, nan=0.0) >= SOONER_GAPS_MIN
    fallen = morning.p_active < FALLEN_TO * morning.p_active_then
    return np.asarray(grown & late & fallen & (morning.silent_days >= LAPSE_SILENT_DAYS[0]))


def _by_urgency(morning: Morning, allowed: Integers) -> Floats:
    left_days = (LAPSE_SILENT_DAYS[1] - morning.silent_days).astype(np.float64)
    score = urgency(morning.two_way_days, morning.p_active, left_days)
    return np.where(allowed, score, -np.inf)


def _plan(morning: Morning) -> Floats:
    return _by_urgency(morning, _long(morning) | _fallen(morning))


def _plan_by_days(morning: Morning) -> Floats:
    allowed = _long(morning) | _fallen(morning)
    return np.where(allowed, morning.two_way_days, -np.inf)


def _plan_by_gaps(morning: Morning) -> Floats:
    return _by_urgency(morning, _long(morning))


def _best(morning: Morning) -> Floats:
    """Return the ties that will lapse, the earliest deadline first."""
    wanted = (morning.lapses > 0) & (morning.left_days >= 0)
    return np.where(wanted, -morning.left_days, -np.inf)


POLICIES: Mapping[str, Callable[[Morning], Floats]] = {
    "index": index,
    "index_sparing": _sparing,
    "recency": _recency,
    "overdue": _overdue,
    "likely_lost": _likely_lost,
    "random": _random,
    "plan": _plan,
    "plan_by_days": _plan_by_days,
    "plan_by_gaps": _plan_by_gaps,
    "best": _best,
}
