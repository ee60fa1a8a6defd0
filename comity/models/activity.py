"""Who next and who still: from relationship features, two probabilities and their reasons.

Logistic regression on the natural logarithm of one plus each feature. The numbers, what they were
fitted on and which columns make a feature stand in ``activity.json`` and nowhere else. They are
the same for everyone; an owner's own intercept and slope may be laid over them (Platt scaling).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log1p
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ibis.expr.types as ir

CONTACT_7D = "p_contact_7d"
ACTIVE_90D = "p_active_90d"


@dataclass(frozen=True, slots=True)
class Feature:
    """A number the model reads: ln(1 + the sum of these columns)."""

    name: str
    group: str  # recency, rhythm, volume, direction or context
    sum_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Logit:
    """One target's frozen numbers."""

    meaning: str
    intercept: float
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Activity:
    """The frozen model with its provenance."""

    version: int
    date: str
    fitted_on: str
    formula: str
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
        raw["fitted_on"],
        raw["formula"],
        tuple(Feature(n, f["group"], tuple(f["sum_of"])) for n, f in raw["features"].items()),
        {name: Logit(**numbers) for name, numbers in raw["targets"].items()},
    )


def score(
    features: Mapping[str, float],
    target: str,
    *,
    calibration: tuple[float, float] = (0.0, 1.0),
    model: Activity | None = None,
) -> float:
    """Return the probability for one relationship's columns, as ``forecast`` computes it.

    ``features`` are columns of ``schema.RELATIONSHIP`` by name; ``calibration`` is the owner's
    intercept and slope on the logit.
    """
    model = model or load()
    intercept, slope = calibration
    logit = model.targets[target].intercept + sum(_terms(features, target, model).values())
    return 1.0 / (1.0 + exp(-(intercept + slope * logit)))


def reasons(
    features: Mapping[str, float], target: str, *, model: Activity | None = None
) -> list[tuple[str, float]]:
    """Return each feature group's part of the logit, the largest in size first.

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
        value = sum(ties[column] for column in feature.sum_of)
        total = total + (1.0 + value).ln() * numbers.weights[feature.name]
    return total


def forecast(
    ties: ir.Table, calibration: ir.Table | None = None, *, model: Activity | None = None
) -> ir.Table:
    """Add ``p_contact_7d`` and ``p_active_90d``; null without an event in 365 days.

    ``calibration`` (``schema.CALIBRATION``) holds the intercept and slope of owners who have
    them; everyone else has 0 and 1.
    """
    import ibis

    model = model or load()
    columns = ties.columns
    if calibration is not None:
        ties = ties.left_join(calibration, "owner")
    probabilities = {}
    for target in (CONTACT_7D, ACTIVE_90D):
        z = logit(ties, target, model=model)
        if calibration is not None:
            name = target.removeprefix("p_")
            z = ties[f"{name}_intercept"].fill_null(0.0) + ties[f"{name}_slope"].fill_null(1.0) * z
        known = 1.0 / (1.0 + (-z).exp())
        probabilities[target] = (ties.days_365d > 0).ifelse(known, ibis.null("float64"))
    return ties.select(*columns, **probabilities)


def _terms(features: Mapping[str, float], target: str, model: Activity) -> dict[str, float]:
    weights = model.targets[target].weights
    return {
        feature.name: weights[feature.name]
        * log1p(sum(features[column] for column in feature.sum_of))
        for feature in model.features
    }
