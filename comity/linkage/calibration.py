"""What was found of two subjects in; how probable it is that they are one person out.

Logistic regression: a weight for the rule, and weights for what makes its word good or bad. The
numbers, and the truth they were fitted on by ``benchmarks/fit_linkage.py``, stand in
``calibration.json`` and nowhere else.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib import resources
from math import exp, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.linkage.finding import Finding
    from comity.linkage.subject import Subject

SURE = 0.93  # probable enough to link without asking
SIGNS = ("letters", "rivals", "contest", "word", "word letters", "own letters", "free", "known")
_LETTERS = 8  # from which their number is told, at most as many again as to 12
_LETTERS_MAX = 12


def probability(found: Finding, left: Subject, right: Subject, *, contest: int) -> float:
    """Return the probability that the two are one person.

    ``contest`` is how many names lay claim to the one that bears none.
    """
    return _logistic(found.rule, signs(found, left, right, contest=contest))


@lru_cache(maxsize=1 << 16)
def _logistic(rule: str, values: tuple[float, ...]) -> float:
    weights = _weights()
    logit = weights["intercept"] + weights.get(rule, 0.0)
    for sign, value in zip(SIGNS, values, strict=True):
        logit += weights[sign] * value
    return 1 / (1 + exp(-logit))


def signs(found: Finding, left: Subject, right: Subject, *, contest: int) -> tuple[float, ...]:
    """Return what the probability depends on beside the rule, in the order of ``SIGNS``."""
    letters = (min(found.letters, _LETTERS_MAX) - _LETTERS) / 4
    own = found.rule == "local part"
    return (
        letters,
        log(max(found.rivals, 1.0)),
        log(max(contest, 1)),
        float(found.word),
        letters if found.word else 0.0,
        letters if own else 0.0,
        float(not left.site and not right.site),
        float(_goes_by_another(left) + _goes_by_another(right)),
    )


def _goes_by_another(one: Subject) -> bool:
    """Tell one that is known by a name of a single word, which was not what was found."""
    return bool(one.called) and not one.fulls


@cache
def _weights() -> dict[str, float]:
    text = resources.files(__package__).joinpath("calibration.json").read_text("utf-8")
    fitted = json.loads(text)
    return {"intercept": fitted["intercept"], **fitted["rules"], **fitted["signs"]}
