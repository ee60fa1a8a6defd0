"""What I said of my ties and what formulas say in; how far they order them alike, out.

Spearman's rho (1904) and Kendall's tau-b (1945), both with ties; intervals by drawing people.
Beside this program's own strength stand the one formula a vendor has published (DotAlign, US
patent 9,785,781) and plain counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.evaluate.documents import RankAgreement
from comity.evaluate.resampling import draw_owners, estimate, resampled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from comity.evaluate.documents import Estimate
    from comity.evaluate.metrics import Floats, Integers


def agreement(
    said: Floats, measures: Mapping[str, Floats], *, seed: int, draws: int
) -> dict[str, RankAgreement]:
    """Return each measure's rank agreement with what was said, on the same draws of people."""
    people = np.arange(len(said))
    drawn = draw_owners(max(len(said), 1), draws=draws, rng=np.random.default_rng(seed))
    return {
        name: RankAgreement(
            spearman=_told(spearman, said, values, people, drawn),
            kendall_tau_b=_told(kendall_tau_b, said, values, people, drawn),
        )
        for name, values in measures.items()
    }


def _told(
    measure: Callable[[Floats, Floats], float],
    said: Floats,
    values: Floats,
    people: Integers,
    drawn: Floats,
) -> Estimate:
    def weighted(weights: Floats) -> float:
        times = weights.astype(np.int64)
        return measure(np.repeat(said, times), np.repeat(values, times))

    draws = resampled(weighted, people, drawn) if len(said) else np.zeros(0)
    return estimate(measure(said, values), draws)


def spearman(one: Floats, other: Floats) -> float:
    """Return the correlation of average ranks; nan where either does not vary.

    >>> round(spearman(np.array([1.0, 2.0, 3.0, 3.0]), np.array([1.0, 3.0, 2.0, 4.0])), 3)
    0.632
    """
    from scipy.stats import spearmanr

    return float(spearmanr(one, other).statistic) if _vary(one, other) else float("nan")


def kendall_tau_b(one: Floats, other: Floats) -> float:
    """Return pairs ordered alike less pairs ordered otherwise, over those that are no ties.

    >>> round(kendall_tau_b(np.array([1.0, 2.0, 3.0, 3.0]), np.array([1.0, 3.0, 2.0, 4.0])), 3)
    0.548
    """
    from scipy.stats import kendalltau

    return float(kendalltau(one, other).statistic) if _vary(one, other) else float("nan")


def _vary(*rankings: Floats) -> bool:
    return all(len(values) and np.ptp(values) > 0 for values in rankings)
