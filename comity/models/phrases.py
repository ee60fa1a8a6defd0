"""The features of a sentence in, the probability that it does something out.

Logistic regression over which features are there, each counted as one over the root of how many
there are, so that a long sentence is no surer than a short one (a bag of words of unit length, as
in Joachims, ECML 1998). The numbers stand in one JSON file each: what a feature weighs, on what
they were fitted, and how well they do there. A feature without a weight weighs nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log, sqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_LOGIT_MAX = 30.0


@dataclass(frozen=True, slots=True)
class Phrases:
    """The frozen weights with their provenance."""

    date: str
    fitted_on: tuple[Mapping[str, Any], ...]
    threshold: float  # at or above it the answer is yes
    measured: Mapping[str, Any]
    intercept: float
    weights: Mapping[str, float]

    def probability(self, features: Collection[str]) -> float:
        """Return the probability that a sentence with these features does it."""
        return sigmoid(self.log_odds(features))

    def log_odds(self, features: Collection[str]) -> float:
        """Return the same as log-odds."""
        of = self.weights.get
        total = sum(of(feature, 0.0) for feature in features)
        return self.intercept + total / sqrt(len(features) or 1)


@cache
def load(name: str) -> Phrases:
    """Read the numbers that ship with the program; ``name`` is the file's, such as ``request``."""
    raw = json.loads(files("comity.models").joinpath(f"{name}.json").read_text("utf-8"))
    return Phrases(
        raw["date"],
        tuple(raw["fitted_on"]),
        raw["threshold"],
        raw["measured"],
        raw["intercept"],
        raw["weights"],
    )


def sigmoid(logit: float) -> float:
    """Return the probability of log-odds."""
    return 1 / (1 + exp(-max(-_LOGIT_MAX, min(logit, _LOGIT_MAX))))


def logit(probability: float) -> float:
    """Return the log-odds of a probability between 0 and 1."""
    return log(probability / (1 - probability))
