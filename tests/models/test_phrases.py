from __future__ import annotations

import re
from math import exp

import pytest

from comity.language.politeness import politeness
from comity.language.requests import request_probability
from comity.models.phrases import Phrases, load, logit, sigmoid

MODEL = Phrases("", (), 0.5, {}, -1.0, {"please": 4.0, "never": -4.0})


def test_features_weigh_less_the_more_there_are() -> None:
    assert MODEL.log_odds({"please"}) == pytest.approx(3.0)
    assert MODEL.log_odds({"please", "b", "c", "d"}) == pytest.approx(1.0)
    assert MODEL.log_odds(set()) == pytest.approx(-1.0)
    assert MODEL.probability({"never"}) == pytest.approx(1 / (1 + exp(5)))


def test_log_odds_and_back() -> None:
    assert sigmoid(logit(0.3)) == pytest.approx(0.3)
    assert 0 < sigmoid(-1e9) < sigmoid(1e9) <= 1


@pytest.mark.parametrize("name", ["request", "politeness", "promises"])
def test_what_ships_says_where_it_is_from_and_holds_no_address(name: str) -> None:
    model = load(name)
    assert model.fitted_on
    assert model.measured
    assert not any(re.search(r"\w@\w", one) for one in model.weights)


@pytest.mark.parametrize(
    ("asks", "tells"),
    [
        ("Could you send me the drawings?", "I sent you the drawings."),
        ("Please call Ben.", "Ben called."),
        ("Let me know what works.", "It works."),
    ],
)
def test_a_request_is_likelier_than_what_tells(asks: str, tells: str) -> None:
    assert request_probability(tells) < load("request").threshold <= request_probability(asks)


def test_please_and_thanks_are_politer_than_a_reproach() -> None:
    kind = "Thank you for your work on the page. Would you mind adding where it is from?"
    rude = "Why did you delete it again? Stop doing this."
    assert politeness(rude) < 0.3
    assert politeness(kind) > 0.7
    assert politeness("") == 0.5
