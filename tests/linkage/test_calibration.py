from __future__ import annotations

import json
from importlib import resources
from math import exp
from typing import TYPE_CHECKING

import pytest

from comity.linkage.calibration import SIGNS, probability, signs
from comity.linkage.finding import Finding
from comity.linkage.subject import subject
from comity.linkage.vocabulary import Profile

if TYPE_CHECKING:
    from comity.linkage.subject import Subject

FITTED = json.loads(resources.files("comity.linkage").joinpath("calibration.json").read_text())


def one(identity: str, name: str = "") -> Subject:
    return subject(Profile(identity, ((name, 1),) if name else (), "person", (), 0, 1), 0)


ADA, OTHER = one("email:q@acme.example", "Ada Lovelace"), one("email:alovelace@hooli.example")


def test_the_numbers_say_where_they_come_from() -> None:
    assert FITTED["fitted_by"] == "benchmarks/fit_linkage.py"
    assert FITTED["fitted_on"]
    assert FITTED["pairs"] > 1000
    assert tuple(FITTED["signs"]) == SIGNS


def test_a_probability_done_by_hand() -> None:
    """Nine letters are a quarter above eight; nobody else lays claim; both have a site."""
    found = Finding("spelling: f last", letters=9)
    logit = FITTED["intercept"] + FITTED["rules"]["spelling: f last"]
    logit += FITTED["signs"]["letters"] / 4
    got = probability(found, ADA, OTHER, contest=1)
    assert got == pytest.approx(1 / (1 + exp(-logit)))


def test_what_is_read_of_a_pair() -> None:
    found = Finding("local part", letters=20, rivals=1, word=True)
    free = one("email:x@gmail.com", "adalove")
    assert dict(zip(SIGNS, signs(found, free, free, contest=1), strict=True)) == {
        "letters": 1.0,
        "rivals": 0.0,
        "contest": 0.0,
        "word": 1.0,
        "word letters": 1.0,
        "own letters": 1.0,
        "free": 1.0,
        "known": 2.0,
    }


def test_a_rule_too_rare_to_have_a_weight_has_the_middling_one() -> None:
    assert 0 < probability(Finding("never seen", letters=8), ADA, OTHER, contest=1) < 1


@pytest.mark.parametrize("change", [{"rivals": 5.0}, {"word": True}, {"letters": 3}])
def test_what_speaks_against_a_pair_lowers_its_probability(change: dict[str, float]) -> None:
    plain = Finding("spelling: full", letters=9)
    worse = plain._replace(**change)  # type: ignore[arg-type]
    assert probability(worse, ADA, OTHER, contest=1) < probability(plain, ADA, OTHER, contest=1)
    assert probability(plain, ADA, OTHER, contest=3) < probability(plain, ADA, OTHER, contest=1)
