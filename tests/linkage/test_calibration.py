from __future__ import annotations

import json
from importlib import resources
from math import exp

import numpy as np
import pytest

from comity.linkage.calibration import SIGNS, match_probability, signs
from comity.linkage.columns.match_features import NUMBER, RULES, findings, nothing
from tests.linkage.invented import in_columns, one

FITTED = json.loads(resources.files("comity.linkage").joinpath("calibration.json").read_text())


PEOPLE = in_columns(
    [
        one("email:q@acme.example", "Ada Lovelace"),
        one("email:alovelace@hooli.example"),
        one("email:x@gmail.com", "adalove"),
    ]
)
ADA, OTHER, FREE = (np.array([row]) for row in range(3))


def probable(rule: str, contest: float = 1, **found: float) -> float:
    record = findings(NUMBER[rule], 1, **found)  # type: ignore[arg-type]
    return match_probability(record, PEOPLE, ADA, OTHER, contest=np.array([contest])).item()


def test_the_numbers_say_where_they_come_from() -> None:
    assert FITTED["fitted_by"] == "benchmarks/fit_linkage.py"
    assert FITTED["fitted_on"]
    assert FITTED["pairs"] > 1000
    assert tuple(FITTED["signs"]) == SIGNS


def test_a_probability_done_by_hand() -> None:
    """Nine letters are a quarter above eight; nobody else lays claim; both have a site."""
    logit = FITTED["intercept"] + FITTED["rules"]["spelling: f last"]
    logit += FITTED["signs"]["letters"] / 4
    assert probable("spelling: f last", letters=9) == pytest.approx(1 / (1 + exp(-logit)))


def test_a_probability_that_is_told_is_that_and_nothing_is_less_than_any() -> None:
    assert probable("name", score=0.99, contest=9) == 0.99
    assert match_probability(nothing(1), PEOPLE, ADA, OTHER).item() < 0


def test_what_is_read_of_a_pair() -> None:
    found = findings(NUMBER["local part"], 1, letters=20, word=True)
    read = signs(found, PEOPLE, FREE, FREE, contest=np.array([1]))
    assert {sign: values.item() for sign, values in read.items()} == {
        "letters": 1.0,
        "rivals": 0.0,
        "contest": 0.0,
        "word": 1.0,
        "word letters": 1.0,
        "own letters": 1.0,
        "free": 1.0,
        "known": 2.0,
    }
    assert tuple(read) == SIGNS


def test_a_rule_too_rare_to_have_a_weight_has_the_middling_one() -> None:
    rare = next(rule for rule in RULES if rule and rule not in FITTED["rules"])
    assert 0 < probable(rare, letters=8) < 1


@pytest.mark.parametrize("change", [{"rivals": 5.0}, {"word": True}, {"letters": 3}])
def test_what_speaks_against_a_pair_lowers_its_probability(change: dict[str, float]) -> None:
    plain = probable("spelling: full", letters=9)
    assert probable("spelling: full", **{"letters": 9, **change}) < plain
    assert probable("spelling: full", letters=9, contest=3) < plain
