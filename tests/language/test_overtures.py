from __future__ import annotations

import pytest

from comity.language.overtures import overtures


@pytest.mark.parametrize(
    "sentence",
    [
        "We should have coffee one of these days.",
        "Let's have lunch together sometime soon.",
        "We must catch up properly before too long.",
        "We should talk.",
        "I'd love to grab a coffee when you are in town.",
        "Let's catch up soon!",
        "Lass uns mal wieder einen Kaffee trinken.",
        "Wir sollten uns unbedingt mal treffen.",
        "On devrait se voir bientôt.",
        "A ver si quedamos pronto.",
    ],
)
def test_to_meet_some_day_is_an_overture(sentence: str) -> None:
    assert overtures(f"Dear Ada,\n\n{sentence}\n\nBest,\nRobin") == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Shall we have coffee?",
        "Let's meet on Tuesday.",
        "Let's meet at 10:30.",
        "We should meet the deadline.",
        "We should have talked to them first.",
        "We should not meet again.",
        "If you like, we could have lunch.",
        "Let's talk about it at the conference.",
        "We met for coffee last week.",
        "They should catch up.",
    ],
)
def test_what_asks_names_a_day_or_means_otherwise_is_none(sentence: str) -> None:
    assert overtures(sentence) == []
