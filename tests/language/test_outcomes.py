from __future__ import annotations

import pytest

from comity.language.outcomes import advice, referrals, tells_outcome


@pytest.mark.parametrize(
    "sentence",
    [
        "My advice would be to start with the smallest site.",
        "I would suggest that you show it to the team first.",
        "You might want to talk to the harbour office.",
        "Ich würde dir empfehlen, klein anzufangen.",
    ],
)
def test_advice_is_told(sentence: str) -> None:
    assert advice(sentence) == [sentence]


@pytest.mark.parametrize("sentence", ["What would you suggest?", "They suggested a boat."])
def test_what_asks_for_advice_gives_none(sentence: str) -> None:
    assert advice(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    ["I mentioned you to a colleague.", "I've recommended you for the mill.",
     "I passed on your name to the board."],
)  # fmt: skip
def test_a_referral_is_told(sentence: str) -> None:
    assert referrals(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentence", ["Somebody mentioned you to me.", "I mentioned the mill to a colleague."]
)
def test_to_mention_another_refers_nobody(sentence: str) -> None:
    assert referrals(sentence) == []


@pytest.mark.parametrize(
    "text",
    [
        "I took your tip and it made all the difference.",
        "It worked out well: we have agreed on a first project.",
        "Thanks to your introduction we met last week.",
        "Your advice on the roof paid off.",
    ],
)
def test_how_it_turned_out_is_told(text: str) -> None:
    assert tells_outcome(text)


@pytest.mark.parametrize("text", ["Thank you!", "That was kind of you.", "I will try it."])
def test_thanks_tell_no_outcome(text: str) -> None:
    assert not tells_outcome(text)
