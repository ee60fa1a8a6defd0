"""Cases and chances in; how far off the chances are, on all days and on each, with an interval.

Errors of different days can cancel in the figure of all days together, so each day's stands by it.
The interval draws whole owners; few draws lie below the figure, since chance adds to any error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from comity.evaluate.metrics import ECE_BINS, ece
from comity.evaluate.resampling import draw_owners, interval

if TYPE_CHECKING:
    from comity.evaluate.cases import Cases
    from comity.evaluate.metrics import Floats


def errors(test: Cases, chances: Floats, *, draws: int, seed: int) -> dict[str, Any]:
    """Return the expected calibration error, its interval, and that of each day."""
    owners = test.history.owners
    at = np.minimum((chances * ECE_BINS).astype(np.int64), ECE_BINS - 1)
    gaps = np.bincount(
        test.owner * ECE_BINS + at, weights=chances - test.labels, minlength=owners * ECE_BINS
    )
    drawn = draw_owners(owners, draws=draws, rng=np.random.default_rng(seed))
    cases = drawn @ np.bincount(test.owner, minlength=owners)
    off = np.abs(drawn @ gaps.reshape(owners, ECE_BINS)).sum(axis=1) / cases
    days = {day: test.day == day for day in test.days}
    return {
        "value": ece(test.labels, chances),
        "interval": list(interval(off)),
        "days": {str(day): ece(test.labels[on], chances[on]) for day, on in days.items()},
    }
