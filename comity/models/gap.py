"""How long until the next day of contact: from a tie's earlier gaps, a distribution of days.

A log-normal law of whole days (an accelerated failure time model: Kalbfleisch and Prentice, *The
Statistical Analysis of Failure Time Data*, 2002, section 2.2) whose centre and spread follow the
tie's own gaps, the less the fewer there are. The numbers stand in ``gap.json``. Columns, one value
a gap: ``gaps`` (how many came before), ``log_gaps`` and ``log_gaps_squared`` (the sums of their
logarithms and of the squares), ``last_gap_days`` (nan for none).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]

_PRIOR_GAPS = 2.0  # for how many gaps of its own a tie is taken to be like all
_LEAST_MASS = 1e-9
_ENOUGH = 20_000  # gaps to fit on; more move no digit that is kept
_CENTRES = 6
_SPREADS = 3


@dataclass(frozen=True, slots=True)
class Gap:
    """The frozen model with its provenance."""

    date: str
    fitted_on: tuple[Mapping[str, Any], ...]
    centre: tuple[float, ...]  # of the logarithm: weights of 1 and of each term
    spread: tuple[float, ...]  # of its logarithm


@cache
def load() -> Gap:
    """Read the numbers that ship with the program."""
    raw = json.loads(files("comity.models").joinpath("gap.json").read_text("utf-8"))
    return Gap(raw["date"], tuple(raw["fitted_on"]), tuple(raw["centre"]), tuple(raw["spread"]))


def fit(columns: Mapping[str, Floats], days: Floats, closed: NDArray[np.bool_]) -> Gap:
    """Return the model fitted anew, on gaps of so many days; those not closed lasted longer."""
    import numpy as np
    from scipy.optimize import minimize

    rows = np.linspace(0, len(days) - 1, min(len(days), _ENOUGH)).astype(np.int64)
    centres, spreads = (terms[rows] for terms in _terms(columns))
    seen, ended = days[rows], closed[rows]

    def loss(numbers: Floats) -> float:
        centre, spread = numbers[:_CENTRES], numbers[_CENTRES:]
        at_most = _at_most(seen, centres @ centre, spreads @ spread)
        less = _at_most(seen - 1, centres @ centre, spreads @ spread)
        mass = np.where(ended, at_most - less, 1.0 - at_most)
        return -float(np.log(np.maximum(mass, _LEAST_MASS)).mean())

    start = np.zeros(_CENTRES + _SPREADS)
    start[0] = np.log(seen).mean()
    found = minimize(loss, start, method="BFGS").x
    return replace(
        load(),
        centre=tuple(map(float, found[:_CENTRES])),
        spread=tuple(map(float, found[_CENTRES:])),
    )


def chance(columns: Mapping[str, Floats], days: Floats, *, model: Gap | None = None) -> Floats:
    """Return how likely each gap is to last at most so many days."""
    import numpy as np

    model = model or load()
    centres, spreads = _terms(columns)
    return _at_most(days, centres @ np.array(model.centre), spreads @ np.array(model.spread))


def _at_most(days: Floats, centre: Floats, log_spread: Floats) -> Floats:
    import numpy as np
    from scipy.special import ndtr

    sure = (np.log(np.maximum(days + 0.5, _LEAST_MASS)) - centre) / np.exp(
        np.clip(log_spread, -3, 3)
    )
    return np.asarray(np.where(days > 0, ndtr(sure), 0.0), np.float64)


def _terms(columns: Mapping[str, Floats]) -> tuple[Floats, Floats]:
    """Return what the centre and what the spread follow, a row a gap."""
    import numpy as np

    gaps, logs, squares = columns["gaps"], columns["log_gaps"], columns["log_gaps_squared"]
    own = np.maximum(gaps, 1)
    mean, known = logs / (gaps + _PRIOR_GAPS), (gaps > 0) * 1.0
    varied = (
        np.sqrt(np.maximum(squares / own - (logs / own) ** 2, 0.0)) * gaps / (gaps + _PRIOR_GAPS)
    )
    last = np.log(np.nan_to_num(columns["last_gap_days"], nan=1.0))
    one, number = np.ones(len(gaps)), np.log1p(gaps)
    return np.column_stack([one, mean, last, number, varied, known]), np.column_stack(
        [one, number, varied]
    )
