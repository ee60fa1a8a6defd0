"""Names and lapses in; the share named in time, and the nagging, with paired intervals, out.

Whole owners are drawn for the intervals, or whole ties where there is one owner, and every plan
is measured on the same draws: a difference of two plans is of the same lapses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from comity.evaluate.documents import Less, PlanFigures, Replay
from comity.evaluate.replay.policies import POLICIES
from comity.evaluate.replay.run import Lapses, lapses, next_contact, replay
from comity.evaluate.resampling import draw_owners, estimate, resampled_mean

if TYPE_CHECKING:
    from comity.evaluate.documents import Estimate
    from comity.evaluate.metrics import Floats, Integers
    from comity.evaluate.replay.history import History
    from comity.evaluate.replay.run import Named

MINE = "plan"  # what the others are compared with
LAPSES_MIN = 20  # fewer show nothing
WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one plan's names."""

    in_time: Floats  # 0 or 1 a lapse
    by_horizon: Floats
    owner: Integers  # of each name that can be judged
    anyway: Floats  # 0 or 1 a name: in touch again within the horizon
    anyway_week: Floats  # within a week
    needless: Floats  # 0 or 1 a name: the silence was no lapse, with nobody acting


def figures(
    history: History, *, horizon_days: int, every_days: int, seed: int, draws: int
) -> Replay:
    """Replay every plan over a history and return what can be said of each."""
    rng = np.random.default_rng(seed)
    known = _judged_lapses(history, horizon_days=horizon_days)
    named = replay(
        history,
        POLICIES,
        known=known,
        horizon_days=horizon_days,
        every_days=every_days,
        rng=rng,
    )
    found = {
        name: judge(history, known, names, horizon_days=horizon_days)
        for name, names in named.items()
    }
    whose = history.owner if history.owners > 1 else np.arange(len(history.owner))
    drawn = draw_owners(int(whose.max(initial=0)) + 1, draws=draws, rng=rng)
    return Replay(
        horizon_days=horizon_days,
        every_days=every_days,
        days=history.days,
        owners=history.owners,
        lapses=len(known.tie),
        enough=len(known.tie) >= LAPSES_MIN,
        plans={
            name: _told(judged, found[MINE], known, whose, drawn) for name, judged in found.items()
        },
    )


def _judged_lapses(history: History, *, horizon_days: int) -> Lapses:
    """Return the lapses that begin when the plans have begun."""
    known = lapses(history, horizon_days=horizon_days)
    kept = np.flatnonzero(known.last >= horizon_days)
    return Lapses(
        known.tie[kept], known.last[kept], known.left_days[kept], known.two_way_days[kept]
    )


def judge(history: History, known: Lapses, named: Named, *, horizon_days: int) -> Judged:
    """Hold the names against what happened.

    A name can be judged when a horizon has passed since.
    """
    place = known.place(named.tie, named.last)
    silent, met = named.day - named.last, place >= 0
    in_time, by_horizon = np.zeros(len(known.tie)), np.zeros(len(known.tie))
    by_horizon[place[met]] = 1
    in_time[place[met & (silent <= known.left_days[place] if len(known.tie) else met)]] = 1
    old = np.flatnonzero(named.day + horizon_days < history.days)
    wait = (next_contact(history, named) - named.day)[old]
    return Judged(
        in_time,
        by_horizon,
        named.tie[old],
        (wait < horizon_days).astype(np.float64),
        (wait < WEEK_DAYS).astype(np.float64),
        (silent[old] + wait <= horizon_days).astype(np.float64),
    )


def _told(
    judged: Judged, beside: Judged, known: Lapses, whose: Integers, drawn: Floats
) -> PlanFigures:
    lapse_of, name_of = whose[known.tie], whose[judged.owner]
    value = known.two_way_days.astype(np.float64)

    def met(cases: Floats) -> Estimate:
        return _share(cases, lapse_of, drawn)

    def by_worth(cases: Floats) -> Estimate:
        return _weighted(cases, value, lapse_of, drawn)

    less, later = judged.in_time - beside.in_time, judged.by_horizon - beside.by_horizon
    return PlanFigures(
        in_time=met(judged.in_time),
        by_horizon=met(judged.by_horizon),
        active_anyway=_share(judged.anyway, name_of, drawn),
        active_anyway_7d=_share(judged.anyway_week, name_of, drawn),
        needless=_share(judged.needless, name_of, drawn),
        in_time_by_two_way_days=by_worth(judged.in_time),
        named=len(judged.anyway),
        less=None
        if judged is beside
        else Less(met(less), by_worth(less), met(later), by_worth(later)),
    )


def _share(cases: Floats, of: Integers, drawn: Floats) -> Estimate:
    mean = float(cases.mean()) if len(cases) else float("nan")
    return estimate(mean, resampled_mean(cases, of, drawn))


def _weighted(cases: Floats, weight: Floats, of: Integers, drawn: Floats) -> Estimate:
    """Return the mean of cases that count by their weight."""
    if not len(cases):
        return estimate(float("nan"), np.zeros(0))
    units = drawn.shape[1]
    sums = drawn @ np.bincount(of, weights=cases * weight, minlength=units)
    sizes = drawn @ np.bincount(of, weights=weight, minlength=units)
    with np.errstate(invalid="ignore", divide="ignore"):
        return estimate(float(np.dot(cases, weight) / weight.sum()), sums / sizes)
