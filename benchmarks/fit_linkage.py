"""Fit what linkage's rules are worth, on truth that people made, and try it on other truth.

    COMITY_DATA=FOLDER python benchmarks/fit_linkage.py [--write]

Logistic regression with a small ridge, by Newton's method. Fitted are the rules that compare
local parts and names, on the pairs that blocking finds: Stackalytics' people with the name on one
random address each and on all of them, and the mailmap of Linux 6.1 under its own names. Printed
is how true the probabilities are on truth that was left out: another source, and other people.
"""

from __future__ import annotations

import argparse
import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from linkage import MAILMAP, STACKALYTICS, one_name_each

from comity.evaluate.linkage.truth import from_mailmap
from comity.linkage.calibration import SIGNS, signs
from comity.linkage.columns.blocking import candidates
from comity.linkage.columns.census import census
from comity.linkage.columns.comparison import compare
from comity.linkage.columns.match_features import RULES
from comity.linkage.columns.people import people
from comity.linkage.columns.scoring import contest
from comity.linkage.subject import subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.evaluate.linkage.truth import Sample

HOME = Path(__file__).parent.parent / "comity" / "linkage" / "calibration.json"
RIDGE = 1.0
STEPS = 50
LEAST_PAIRS = 5  # a rule seen less often has no weight of its own
BANDS = ((0.97, 1.0), (0.9, 0.97), (0.8, 0.9), (0.5, 0.8), (0.3, 0.5), (0.1, 0.3), (0.0, 0.1))


@dataclass(frozen=True, slots=True)
class Seen:
    """A compared pair."""

    rule: str
    signs: tuple[float, ...]
    true: bool
    fold: int  # by the person of its left identity


@dataclass(frozen=True, slots=True)
class Fitted:
    """The numbers."""

    intercept: float
    rules: dict[str, float]
    signs: dict[str, float]

    def probability(self, one: Seen) -> float:
        """Return how probable it is that the two are one person."""
        weights = [self.signs[sign] for sign in SIGNS]
        logit = self.intercept + self.rules.get(one.rule, 0.0) + np.dot(weights, one.signs)
        return float(1 / (1 + np.exp(-logit)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    folder = Path(os.environ["COMITY_DATA"])
    stack = folder / STACKALYTICS
    linux = seen(from_mailmap(folder / MAILMAP))
    named_once = [pair for seed in (1, 2, 3) for pair in seen(one_name_each(stack, seed=seed))]
    named = seen(one_name_each(stack, seed=None))
    try_on("linux, fitted on stackalytics", fit(named_once + named), linux)
    try_on("stackalytics, fitted on linux", fit(linux), named_once)
    for fold in (0, 1):
        others = [one for one in named_once + named if one.fold != fold]
        try_on(f"stackalytics, fitted on other people ({fold})", fit(others + linux),
               [one for one in named_once if one.fold == fold])  # fmt: skip
    fitted = fit(named_once + named + linux)
    if wanted.write:
        write(fitted, len(named_once + named + linux))


def seen(sample: Sample) -> list[Seen]:
    """Return the pairs that blocking finds and rules say something of that has to be weighed."""
    ordered = sorted(sample.profiles, key=lambda one: one.identity)
    subjects = [subject(one, index) for index, one in enumerate(ordered)]
    everyone = people([one for one in subjects if one.linkable])
    left, right, claims = candidates(everyone)
    compared = compare(everyone, census(everyone, claims), left, right)
    rivals = contest(everyone, compared)
    told = signs(compared.found, everyone, compared.left, compared.right, contest=rivals)
    pairs = []
    for one, other, finding, *values in zip(*compared, *told.values(), strict=True):
        owners = [sample.truth.get(everyone.subjects[each].identity) for each in (one, other)]
        if np.isnan(finding["score"]) and None not in owners:
            fold = zlib.crc32(str(owners[0]).encode()) % 2
            rule = RULES[finding["rule"]]
            pairs.append(Seen(rule, tuple(values), owners[0] == owners[1], fold))
    return pairs


def fit(pairs: Sequence[Seen]) -> Fitted:
    """Return the weights that make the pairs likeliest, less the ridge's penalty on them."""
    counted = {rule: sum(one.rule == rule for one in pairs) for rule in {p.rule for p in pairs}}
    rules = sorted(rule for rule, count in counted.items() if count >= LEAST_PAIRS)
    table = np.array([[1.0, *(one.rule == rule for rule in rules), *one.signs] for one in pairs])
    true = np.array([one.true for one in pairs], dtype=float)
    weights, penalty = np.zeros(table.shape[1]), np.full(table.shape[1], RIDGE)
    penalty[0] = 1e-6
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (true - likely) - penalty * weights
        bend = (table * (likely * (1 - likely))[:, None]).T @ table + np.diag(penalty)
        weights += np.linalg.solve(bend, slope)
    named = dict(zip(["", *rules, *SIGNS], map(float, weights), strict=True))
    return Fitted(named[""], {r: named[r] for r in rules}, {sign: named[sign] for sign in SIGNS})


def try_on(label: str, fitted: Fitted, pairs: Sequence[Seen]) -> None:
    """Print, of pairs in bands of probability, how many are true."""
    said = np.array([fitted.probability(one) for one in pairs])
    true = np.array([one.true for one in pairs])
    print(f"{label}: {len(pairs):,} pairs, {true.sum():,} true")
    for low, high in BANDS:
        here = (said >= low) & ((said < high) | (high == 1))
        if here.any():
            means = f"said {said[here].mean():.3f}, true {true[here].mean():.3f}"
            print(f"  {low:.2f} to {high:.2f}  {here.sum():>6,} pairs, {means}")


def write(fitted: Fitted, pairs: int) -> None:
    """Write the numbers with where they come from."""
    document: dict[str, Any] = {
        "name": "calibration",
        "fitted_on": "pairs found by blocking in Stackalytics 2018-09 (a name on one address of a "
        "person, three times; and on all) and in the mailmap of Linux 6.1",
        "fitted_by": "benchmarks/fit_linkage.py",
        "pairs": pairs,
        "formula": "p = 1 / (1 + exp(-(intercept + rule + sum of sign weight * sign)))",
        "intercept": round(fitted.intercept, 3),
        "rules": {rule: round(value, 3) for rule, value in fitted.rules.items()},
        "signs": {sign: round(value, 3) for sign, value in fitted.signs.items()},
    }
    HOME.write_text(json.dumps(document, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
