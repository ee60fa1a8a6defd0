from __future__ import annotations

import pytest

from comity.language.help import help_told, is_of_an_hour


@pytest.mark.parametrize(
    ("text", "kind", "giver"),
    [
        ("I did what you suggested and it worked.", "advice", "reader"),
        ("Your advice on pricing paid off, we saved two weeks.", "advice", "reader"),
        ("I took your tip and spoke to them first.", "advice", "reader"),
        ("Thank you so much for your advice!", "advice", "reader"),
        ("I mentioned you to a colleague who mends weirs.", "referral", "writer"),
        ("I’ve recommended you to Ben for the mill.", "referral", "writer"),
        ("I passed your name on to the jury.", "referral", "writer"),
        ("Thank you for recommending me to Cleo.", "referral", "reader"),
        ("Thanks for connecting us!", "introduction", "reader"),
        ("Many thanks for the introduction to Ben.", "introduction", "reader"),
        ("I saw this and thought of you: https://weirs.example/a", "article", "writer"),
        ("This article might interest you.", "article", "writer"),
        ("Danke für den guten Rat!", "advice", "reader"),
    ],
)
def test_what_the_words_say_of_help(text: str, kind: str, giver: str) -> None:
    assert [(one.kind, one.giver) for one in help_told(text)] == [(kind, giver)]


@pytest.mark.parametrize(
    "text",
    [
        "I would appreciate your advice on pricing.",
        "Could you give me some advice?",
        "If I had followed your advice, it would have worked.",
        "I have not taken your advice.",
        "I will follow your advice.",
        "Thanks in advance for your advice.",
        "He recommended you to me.",
        "I recommended you to read the manual.",
        "I didn't put your name forward.",
        "Shall I say that you mentioned me?",
        "Thanks for the introduction to the topic.",
        "Let me introduce myself.",
        "I walked past your old office last week and thought of you.",
        "I hope this might interest you.",
        "Thanks for the offer.",
    ],
)
def test_wishes_plans_conditions_and_denials_are_no_help(text: str) -> None:
    assert help_told(text) == []


def test_a_kind_is_told_once_a_message() -> None:
    told = help_told("Your advice worked. Thank you for your advice. I mentioned you to Ben.")
    assert [one.kind for one in told] == ["advice", "referral"]
    assert told[0].sentence == "Your advice worked."


def test_a_question_of_an_hour_is_told_from_one_that_wants_to_know() -> None:
    assert is_of_an_hour("Would Tuesday at ten suit you?")
    assert is_of_an_hour("Are you free for a coffee?")
    assert not is_of_an_hour("Which parts still hang on a single supplier?")
    assert not is_of_an_hour("Would you dual-source the castings?")
