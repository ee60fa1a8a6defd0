"""Who next and who still: from relationship features, two probabilities and their reasons.

Logistic regression on the natural logarithm of one plus each feature. The numbers, what they were
fitted on and which columns make a feature stand in ``activity.json`` and nowhere else. They are
the same for everyone; over the log-odds of ``p_active_90d`` an owner's own intercept and slope are
laid where a closed quarter of theirs shows that it helps (``models.logistic.refit``).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import exp, log1p
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from comity.models import logistic

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ibis.expr.types as ir
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]

Number = TypeVar("Number", float, "Floats")
CONTACT_7D = "p_contact_7d"
ACTIVE_90D = "p_active_90d"
HORIZON_DAYS = {CONTACT_7D: 7, ACTIVE_90D: 90}
HAZARD_SHAPE = 2 / 3  # of the time to the next contact; 0.70 and 0.62 on the two logs
RIDGE = {CONTACT_7D: 1e-3, ACTIVE_90D: 1e-2}  # what carried over best from one log to the other


@dataclass(frozen=True, slots=True)
class Feature:
    """A number the model reads: ln(1 + the sum of these columns); what is unknown counts as 0."""

    name: str
    group: str  # recency, rhythm, volume, direction or context
    sum_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Logit:
    """One target's frozen numbers."""

    meaning: str
    cases: int  # it was fitted on
    intercept: float
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Activity:
    """The frozen model with its provenance."""

    version: int
    date: str
    fitted_on: tuple[Mapping[str, Any], ...]  # each log's name, digest and days
    features: tuple[Feature, ...]
    targets: Mapping[str, Logit]


@cache
def load() -> Activity:
    """Read the numbers that ship with the program."""
    text = files("comity.models").joinpath("activity.json").read_text("utf-8")
    raw = json.loads(text)
    return Activity(
        raw["version"],
        raw["date"],
        tuple(raw["fitted_on"]),
        tuple(Feature(n, f["group"], tuple(f["sum_of"])) for n, f in raw["features"].items()),
        {name: Logit(**numbers) for name, numbers in raw["targets"].items()},
    )


def fit(columns: Mapping[str, Floats], labels: Floats, target: str) -> Activity:
    """Return the model with one target's numbers fitted anew.

    ``columns`` are arrays of ``schema.RELATIONSHIP`` columns by name, nan where unknown; of the
    same length as ``labels``, zeros and ones.
    """
    import numpy as np

    model = load()
    matrix = np.column_stack([_values(columns, feature) for feature in model.features])
    line = logistic.fit(matrix, labels, ridge=RIDGE[target])
    names = [feature.name for feature in model.features]
    weights = dict(zip(names, line.weights, strict=True))
    numbers = Logit(model.targets[target].meaning, len(labels), line.intercept, weights)
    return replace(model, targets={**model.targets, target: numbers})


def shifted(
    model: Activity, columns: Mapping[str, Floats], labels: Floats, target: str
) -> Activity:
    """Return the model with one target's intercept moved to what became of these cases.

    For the newest cases of those it was fitted on: what drifts, drifts on from there.
    """
    numbers = model.targets[target]
    moved = numbers.intercept + logistic.shift(logits(columns, target, model=model), labels)
    return replace(model, targets={**model.targets, target: replace(numbers, intercept=moved)})


def logits(columns: Mapping[str, Floats], target: str, *, model: Activity | None = None) -> Floats:
    """Return the log-odds of many relationships at once, from columns as ``fit`` takes them."""
    import numpy as np

    model = model or load()
    numbers = model.targets[target]
    terms = [
        numbers.weights[feature.name] * _values(columns, feature) for feature in model.features
    ]
    return np.asarray(numbers.intercept + sum(terms), np.float64)


def within(logits: Floats, target: str, *, days: float) -> Floats:
    """Return the log-odds of as much happening within other days than the target's.

    The hazard falls as a Weibull law's: the longer one waited, the longer one waits.
    """
    import numpy as np

    share = (days / HORIZON_DAYS[target]) ** HAZARD_SHAPE
    bounded = np.clip(logits, -logistic.LOGIT_MAX, logistic.LOGIT_MAX)
    none = share * np.logaddexp(0.0, bounded)  # minus the logarithm of the chance of nothing
    return np.asarray(np.log(-np.expm1(-none)) + none, np.float64)


def score(
    features: Mapping[str, float | None],
    target: str,
    *,
    calibration: tuple[float, float] = (0.0, 1.0),
    model: Activity | None = None,
) -> float:
    """Return the probability for one relationship's columns, as ``forecast`` computes it.

    ``features`` are columns of ``schema.RELATIONSHIP`` by name; ``calibration`` is the owner's
    intercept and slope on the log-odds.
    """
    model = model or load()
    intercept, slope = calibration
    total = model.targets[target].intercept + sum(_terms(features, target, model).values())
    return 1.0 / (1.0 + exp(-(intercept + slope * total)))


def reasons(
    features: Mapping[str, float | None], target: str, *, model: Activity | None = None
) -> list[tuple[str, float]]:
    """Return each feature group's part of the log-odds, the largest in size first.

    By group, because the weights of features that measure nearly the same thing cancel.
    """
    model = model or load()
    terms = _terms(features, target, model)
    parts: dict[str, float] = {}
    for feature in model.features:
        parts[feature.group] = parts.get(feature.group, 0.0) + terms[feature.name]
    return sorted(parts.items(), key=lambda part: (-abs(part[1]), part[0]))


def logit(ties: ir.Table, target: str, *, model: Activity | None = None) -> ir.Value:
    """Return the log-odds as an expression over columns of ``schema.RELATIONSHIP``."""
    model = model or load()
    numbers = model.targets[target]
    total = numbers.intercept
    for feature in model.features:
        value = sum(ties[column].fill_null(0) for column in feature.sum_of)
        total = total + (1.0 + value).ln() * numbers.weights[feature.name]
    return total


def forecast(
    ties: ir.Table, calibration: ir.Table | None = None, *, model: Activity | None = None
) -> ir.Table:
    """Add ``p_contact_7d`` and ``p_active_90d``; null without an event in 365 days.

    ``calibration`` (``schema.CALIBRATION``) holds the intercept and slope of owners who have
    them, for ``p_active_90d``; everyone else has 0 and 1.
    """
    import ibis

    model = model or load()
    columns = ties.columns
    if calibration is not None:
        ties = ties.left_join(calibration, "owner")
    log_odds = {target: logit(ties, target, model=model) for target in HORIZON_DAYS}
    if calibration is not None:
        slope, intercept = ties.slope.fill_null(1.0), ties.intercept.fill_null(0.0)
        log_odds[ACTIVE_90D] = intercept + slope * log_odds[ACTIVE_90D]
    chances = {
        target: (ties.days_365d > 0).ifelse(1.0 / (1.0 + (-z).exp()), ibis.null("float64"))
        for target, z in log_odds.items()
    }
    return ties.select(*columns, **chances)


def _values(columns: Mapping[str, Floats], feature: Feature) -> Floats:
    import numpy as np

    return np.log1p(sum(np.nan_to_num(columns[name]) for name in feature.sum_of))


def _terms(features: Mapping[str, float | None], target: str, model: Activity) -> dict[str, float]:
    weights = model.targets[target].weights
    return {
        feature.name: weights[feature.name]
        * log1p(sum(features[column] or 0.0 for column in feature.sum_of))
        for feature in model.features
    }
