"""Who writes back: from what is known as a message is written, a probability within two days.

Logistic regression; the numbers stand in ``reply.json``. Columns, one value a message to one
person alone: ``pair_rate``, ``turn_rate`` (shares of earlier ones that were answered in time, all
and those written at the same turn, drawn to the owner's overall rate), ``my_turn`` (1 where
theirs was the last word), ``since_received_days`` (nan where they never wrote), ``received_7d``,
``received_30d`` (counts), ``streak`` (mine since their last), ``waking_share`` (how much of what
the owner is sent in a week comes at the hours of the coming two days, as a multiple of two
sevenths). The week's own shape stands in for clock and calendar, of which it needs to know nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

from comity.models import logistic

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]

WINDOW_DAYS = 2
RIDGE = 3e-3
_MINUTES_A_DAY = 1440
_NEVER = 16.0  # ln(1 + minutes) of seventeen years


@dataclass(frozen=True, slots=True)
class Reply:
    """The frozen model with its provenance."""

    date: str
    fitted_on: tuple[Mapping[str, Any], ...]
    intercept: float
    weights: Mapping[str, float]


@cache
def load() -> Reply:
    """Read the numbers that ship with the program."""
    raw = json.loads(files("comity.models").joinpath("reply.json").read_text("utf-8"))
    return Reply(raw["date"], tuple(raw["fitted_on"]), raw["intercept"], raw["weights"])


def fit(columns: Mapping[str, Floats], labels: Floats) -> Reply:
    """Return the model fitted anew; ``labels`` are 1 where an answer came in time."""
    import numpy as np

    found = terms(columns)
    line = logistic.fit(np.column_stack(list(found.values())), labels, ridge=RIDGE)
    weights = dict(zip(found, line.weights, strict=True))
    return replace(load(), intercept=line.intercept, weights=weights)


def logits(columns: Mapping[str, Floats], *, model: Reply | None = None) -> Floats:
    """Return the log-odds of an answer for many messages at once."""
    import numpy as np

    model = model or load()
    found = terms(columns)
    total = sum(model.weights[name] * values for name, values in found.items())
    return np.asarray(model.intercept + total, np.float64)


def terms(columns: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return what the model weighs, by name."""
    import numpy as np

    minutes = np.log1p(columns["since_received_days"] * _MINUTES_A_DAY)
    never = np.isnan(minutes)
    since = np.where(never, _NEVER, minutes)
    return {
        "pair_rate": _log_odds(columns["pair_rate"]),
        "turn_rate": _log_odds(columns["turn_rate"]),
        "my_turn": columns["my_turn"],
        "since_received": since,
        "since_received_my_turn": since * columns["my_turn"],
        "never_received": never.astype(np.float64),
        "received_7d": np.log1p(columns["received_7d"]),
        "received_30d": np.log1p(columns["received_30d"]),
        "streak": np.log1p(columns["streak"]),
        "waking_share": np.log(columns["waking_share"]),
    }


def _log_odds(rate: Floats) -> Floats:
    import numpy as np

    inside = np.clip(rate, 0.01, 0.99)
    return np.asarray(np.log(inside / (1 - inside)), np.float64)
