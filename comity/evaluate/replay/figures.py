"""Names and lapses in; the share named in time, and the nagging, with paired intervals, out.

Whole owners are drawn for the intervals, or whole ties where there is one owner, and every plan
is measured on the same draws: a difference of two plans is of the same lapses.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np

from comity.evaluate.replay.policies import POLICIES
from comity.evaluate.replay.run import Lapses, lapses, next_contact, replay
from comity.evaluate.resampling import draw_owners, interval, resampled_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from comity.evaluate.metrics import Floats, Integers
    from comity.evaluate.replay.history import History
    from comity.evaluate.replay.run import Named

MINE = "index"  # what the others are compared with ...
BESIDE = {"plan_by_days": "plan", "plan_by_gaps": "plan"}  # ... but for these
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


def figures(
    history: History, *, horizon_days: int, every_days: int, seed: int, draws: int
) -> dict[str, Any]:
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
    return {
        "horizon_days": horizon_days,
        "every_days": every_days,
        "days": history.days,
        "owners": history.owners,
        "lapses": len(known.tie),
        "enough": len(known.tie) >= LAPSES_MIN,
        "plans": {
            name: _told(judged, found[BESIDE.get(name, MINE)], known, whose, drawn)
            for name, judged in found.items()
        },
    }


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
    )


def _told(
    judged: Judged, beside: Judged, known: Lapses, whose: Integers, drawn: Floats
) -> dict[str, Any]:
    lapse_of, name_of = whose[known.tie], whose[judged.owner]
    value = known.two_way_days.astype(np.float64)
    shares: Mapping[str, tuple[Floats, Integers]] = {
        "in_time": (judged.in_time, lapse_of),
        "by_horizon": (judged.by_horizon, lapse_of),
        "active_anyway": (judged.anyway, name_of),
        "active_anyway_7d": (judged.anyway_week, name_of),
    }
    told: dict[str, Any] = {name: _share(cases, of, drawn) for name, (cases, of) in shares.items()}
    told["in_time_by_two_way_days"] = _weighted(judged.in_time, value, lapse_of, drawn)
    told["named"] = len(judged.anyway)
    if judged is not beside:
        less, later = judged.in_time - beside.in_time, judged.by_horizon - beside.by_horizon
        told["less"] = {
            "in_time": _share(less, lapse_of, drawn),
            "in_time_by_two_way_days": _weighted(less, value, lapse_of, drawn),
            "by_horizon": _share(later, lapse_of, drawn),
            "by_horizon_by_two_way_days": _weighted(later, value, lapse_of, drawn),
        }
    return told


def _share(cases: Floats, of: Integers, drawn: Floats) -> dict[str, float | None]:
    mean = float(cases.mean()) if len(cases) else float("nan")
    return _numbers(mean, resampled_mean(cases, of, drawn))


def _weighted(
    cases: Floats, weight: Floats, of: Integers, drawn: Floats
) -> dict[str, float | None]:
    """Return the mean of cases that count by their weight."""
    if not len(cases):
        return _numbers(float("nan"), np.zeros(0))
    units = drawn.shape[1]
    sums = drawn @ np.bincount(of, weights=cases * weight, minlength=units)
    sizes = drawn @ np.bincount(of, weights=weight, minlength=units)
    with np.errstate(invalid="ignore", divide="ignore"):
        return _numbers(float(np.dot(cases, weight) / weight.sum()), sums / sizes)


def _numbers(value: float, draws: Floats) -> dict[str, float | None]:
    low, high = interval(draws)
    made = {"value": value, "low": low, "high": high}
    return {name: None if isnan(number) else number for name, number in made.items()}
