"""What was found of pairs of subjects in; how probable it is that they are one person out.

Logistic regression: a weight for the rule, and weights for what makes its word good or bad. The
numbers, and the truth they were fitted on by ``benchmarks/fit_linkage.py``, stand in
``calibration.json`` and nowhere else.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from math import exp, log
from typing import TYPE_CHECKING

import numpy as np

from comity.linkage.columns.coding import exactly
from comity.linkage.columns.match_features import NUMBER, RULES

if TYPE_CHECKING:
    from comity.linkage.columns.blocks import Floats, Ints
    from comity.linkage.columns.match_features import Findings
    from comity.linkage.columns.people import People

SURE = 0.93  # probable enough to link without asking
SIGNS = ("letters", "rivals", "contest", "word", "word letters", "own letters", "free", "known")
_LETTERS = 8  # from which their number is told, at most as many again as to 12
_LETTERS_MAX = 12


def match_probability(
    found: Findings, people: People, left: Ints, right: Ints, *, contest: Ints | None = None
) -> Floats:
    """Return the probability that the two of each pair are one person, as told or as it depends.

    ``contest`` is how many names lay claim to the one that bears none; by default one.
    """
    score: Floats = found["score"].copy()
    rest = np.flatnonzero(np.isnan(score))
    rivals = np.ones(len(rest), np.int64) if contest is None else contest[rest]
    score[rest] = probability(found[rest], people, left[rest], right[rest], contest=rivals)
    return score


def probability(
    found: Findings, people: People, left: Ints, right: Ints, *, contest: Ints
) -> Floats:
    """Return the probability by the rule and the signs."""
    weights = _weights()
    by_rule = np.array([weights["intercept"] + weights.get(rule, 0.0) for rule in RULES])
    logit: Floats = by_rule[found["rule"]]
    for sign, values in signs(found, people, left, right, contest=contest).items():
        logit += weights[sign] * values
    return exactly(lambda one: 1 / (1 + exp(-one)), logit)


def signs(
    found: Findings, people: People, left: Ints, right: Ints, *, contest: Ints
) -> dict[str, Floats]:
    """Return what the probability depends on beside the rule, in the order of ``SIGNS``."""
    letters = (np.minimum(found["letters"], _LETTERS_MAX) - _LETTERS) / 4
    own = found["rule"] == NUMBER["local part"]
    known = people.is_called & ~people.named  # by a single word, which was not what was found
    columns = (
        letters,
        exactly(log, np.maximum(found["rivals"], 1.0)),
        exactly(log, np.maximum(contest, 1.0)),
        found["word"].astype(float),
        np.where(found["word"], letters, 0.0),
        np.where(own, letters, 0.0),
        (~people.has_site[left] & ~people.has_site[right]).astype(float),
        known[left].astype(float) + known[right],
    )
    return dict(zip(SIGNS, columns, strict=True))


@cache
def _weights() -> dict[str, float]:
    text = resources.files(__package__).joinpath("calibration.json").read_text("utf-8")
    fitted = json.loads(text)
    return {"intercept": fitted["intercept"], **fitted["rules"], **fitted["signs"]}
