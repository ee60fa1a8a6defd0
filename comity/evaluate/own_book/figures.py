"""Cases of past windows in; how good the forecasts were, beside two rules of thumb, out.

Scores that are no probabilities are made some by isotonic regression on the windows before
alone, so that they can be held to the same figures; the oldest window serves
for that and is not counted where there are several. Intervals come from drawing whole people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.evaluate import metrics
from comity.evaluate.documents import Bin, ForecastFigures, Newest
from comity.evaluate.isotonic import isotonic
from comity.evaluate.resampling import DRAWS, draw_owners, estimate, resampled
from comity.operations.moment import iso

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.evaluate.documents import Estimate
    from comity.evaluate.metrics import Floats, Integers
    from comity.evaluate.own_book.cases import Cases, Target

CASES_MIN = 50  # fewer show nothing
EACH_MIN = 10  # of those that came true, and of those that did not
BINS = 10

_ORDERING = {"auc": metrics.auc, "ap": metrics.ap}
_CHANCES = {"brier": metrics.brier, "log_loss": metrics.log_loss, "ece": metrics.ece}


def figures(cases: Cases, target: Target, *, seed: int) -> ForecastFigures:
    """Return a target's figures over all windows, and the newest window by itself; no words."""
    counted = cases.of(np.flatnonzero(cases.window > 0)) if len(cases.from_us) > 1 else cases
    newest = cases.of(np.flatnonzero(cases.window == len(cases.from_us) - 1))
    true = int(counted.came_true.sum())
    enough = len(counted.person) >= CASES_MIN and min(true, len(counted.person) - true) >= EACH_MIN
    return ForecastFigures(
        target=target.name,
        horizon_days=target.horizon_days,
        meaning=target.meaning,
        n=len(counted.person),
        people=len(np.unique(counted.person)),
        windows=len(np.unique(counted.window)),
        base_rate=_share(counted.came_true),
        enough=enough,
        methods=_methods(cases, counted, seed=seed) if enough else {},
        bins=bins(counted.came_true, counted.forecast),
        newest=Newest(
            n=len(newest.person),
            base_rate=_share(newest.came_true),
            expected=float(newest.forecast.sum()),
            came_true=int(newest.came_true.sum()),
            bins=bins(newest.came_true, newest.forecast),
            from_=iso(cases.from_us[-1]) if cases.from_us else None,
        ),
        from_=iso(cases.from_us[0]) if cases.from_us else None,
        sentences=(),
    )


def bins(came_true: Floats, forecast: Floats) -> tuple[Bin, ...]:
    """Return per tenth of probability how many were forecast, and how many came true."""
    place = np.minimum((forecast * BINS).astype(np.int64), BINS - 1)
    return tuple(
        Bin(
            from_=number / BINS,
            to=(number + 1) / BINS,
            n=int((place == number).sum()),
            came_true=int(came_true[place == number].sum()),
            mean_forecast=_share(forecast[place == number]),
        )
        for number in range(BINS)
    )


def _methods(cases: Cases, counted: Cases, *, seed: int) -> dict[str, dict[str, Estimate]]:
    """Return each method's figures with intervals, all on the same draws of people."""
    persons, person = np.unique(counted.person, return_inverse=True)
    drawn = draw_owners(len(persons), draws=DRAWS, rng=np.random.default_rng(seed))
    several = len(cases.from_us) > 1
    scores = {name: getattr(cases, name) for name in ("forecast", "recency", "overdue")}
    made: dict[str, dict[str, Estimate]] = {}
    for name, score in scores.items():
        own = score[cases.window > 0] if several else score
        chances = own if name == "forecast" else _calibrated(cases, score) if several else None
        told = {
            figure: _told(of, counted.came_true, own, person, drawn)
            for figure, of in _ORDERING.items()
        }
        if chances is not None:
            told |= {
                figure: _told(of, counted.came_true, chances, person, drawn)
                for figure, of in _CHANCES.items()
            }
        made[name] = told
    return made


def _calibrated(cases: Cases, score: Floats) -> Floats:
    """Return every later window's score as a probability, learnt from the windows before it."""
    parts = []
    for number in range(1, len(cases.from_us)):
        before, now = cases.window < number, cases.window == number
        parts.append(isotonic(score[before], cases.came_true[before])(score[now]))
    return np.concatenate(parts)


def _told(
    figure: Callable[[Floats, Floats], float],
    labels: Floats,
    scores: Floats,
    person: Integers,
    drawn: Floats,
) -> Estimate:
    """Return a figure with its interval."""

    def weighted(weights: Floats) -> float:
        times = weights.astype(np.int64)
        return figure(np.repeat(labels, times), np.repeat(scores, times))

    return estimate(figure(labels, scores), resampled(weighted, person, drawn))


def _share(values: Floats) -> float | None:
    return float(values.mean()) if len(values) else None
