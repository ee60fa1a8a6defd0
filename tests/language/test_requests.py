from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.language.promises import promises
from comity.language.requests import (
    asks_advice,
    cue,
    is_pasted_key,
    questions,
    request_probability,
    requests,
    thanks,
)
from tests.growth import is_linear


@pytest.mark.parametrize(
    "text",
    [
        "When do we meet?",
        "Any news?",
        "Can I call you?",
        "any news on the engine",
        "Do you know Bob?",
        "do you know whether it runs",
        "Is it at https://example.org/?a=b or elsewhere?",
        "Kannst du mir helfen?",
        "Haben Sie Zeit?",
        "Pouvez-vous m'aider ?",
        "¿Tienes tiempo?",
    ],
)
def test_a_question_to_the_reader(text: str) -> None:
    assert questions(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "How are you?",
        "How are you doing today?",
        "How have you been?",
        "Wie geht es dir?",
        "Comment ça va ?",
        "Guess what?",
        "See https://example.org/?a=b",
        "> When do we meet?",
        '"When do we meet?"',
        "Should you need anything, call.",
        "???",
        "Ready to save 50%? Click here?",
        "",
    ],
)
def test_what_is_no_question(text: str) -> None:
    assert questions(text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Please send me the drawings.", "please"),
        ("Could you send me the drawings?", "could_you"),
        ("Would you mind having a look?", "would_mind"),
        ("Let me know what works.", "let_me_know"),
        ("Let's meet on Friday.", "lets"),
        ("I need the drawings by Friday.", "need"),
        ("I'd love to hear how you did it.", "want"),
        ("It would be great to have the drawings.", "want"),
        ("Is there any chance of an introduction to Bob?", "possible"),
        ("I was wondering whether Bob is hiring.", "wondering"),
        ("Don't forget the drawings.", "remember"),
        ("Just following up on the drawings.", "follow_up"),
        ("Bob, check the drawings.", "imperative"),
        ("Kannst du mir die Zeichnung schicken?", "german"),
        ("Merci de m'envoyer le dessin.", "french"),
        ("Me gustaría hablar contigo.", "spanish"),
        ("It rained.", ""),
        ("Looking forward to seeing you.", ""),
        ("To unsubscribe, please click below.", ""),
        ("The app lets you draw.", ""),
        ("Please find attached the drawings.", ""),
    ],
)
def test_a_request_is_told_by_a_rule_with_a_name(text: str, rule: str) -> None:
    assert cue(text) == rule
    assert requests(text) == ([text] if rule else [])


@pytest.mark.parametrize(
    "text",
    [
        "Thank you so much for the introduction!",
        "Thanks, that worked.",
        "It runs now.\n\nThanks,\nAda",
        "I really appreciate your help.",
        "Vielen Dank für die Hilfe!",
        "Merci pour votre aide.",
        "Muchas gracias.",
    ],
)
def test_thanks(text: str) -> None:
    assert thanks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Can you send it?\n\nThanks,\nAda",
        "Please send it. Thanks in advance.",
        "No thanks.",
        "Vielen Dank im Voraus.",
        "Merci de m'envoyer le dessin.",
        "Hello",
        "",
    ],
)
def test_what_thanks_for_nothing(text: str) -> None:
    assert not thanks(text)


@pytest.mark.parametrize(
    "text",
    [
        "What would you recommend?",
        "Could I get your advice on the engine?",
        "I would love to hear your thoughts.",
        "Any suggestions?",
        "Do you have any tips for me?",
        "Can I pick your brain?",
        "What do you think?",
        "Should I take the job?",
        "Was würdest du mir empfehlen?",
        "Qu'en pensez-vous ?",
        "¿Qué me recomiendas?",
    ],
)
def test_advice_sought(text: str) -> None:
    assert asks_advice(text) == [text]


@pytest.mark.parametrize(
    "text",
    ["Thank you for your advice.", "I followed your advice.", "I think so.", "What is the time?"],
)
def test_no_advice_sought(text: str) -> None:
    assert asks_advice(text) == []


PITCH = "I came across your profile and was impressed by your work. We help firms grow 10 times."


def test_one_text_sent_to_many_has_one_key() -> None:
    first = is_pasted_key(f"Hi Ada,\n\n{PITCH}")
    assert first
    assert is_pasted_key(f"Dear Mr. Example,\n{PITCH.replace('10', '20')}") == first
    assert is_pasted_key(PITCH) == first
    assert is_pasted_key(f"Hi Ada, {PITCH} And then some more about it.") != first


@pytest.mark.parametrize("text", ["", "Hi Ada, thanks!", "1234567890 " * 10])
def test_a_short_text_has_no_key(text: str) -> None:
    assert is_pasted_key(text) == ""


def test_a_request_is_likelier_than_a_statement() -> None:
    asks, tells = (
        request_probability("Please send the drawings."),
        request_probability("It rained."),
    )
    assert 0 < tells < 0.5 < asks < 1


@given(st.text(max_size=300))
def test_any_text_is_taken(text: str) -> None:
    for read in (questions, requests, promises, asks_advice):
        assert all(sentence in " ".join(text.split()) or sentence for sentence in read(text))
    assert isinstance(thanks(text), bool)
    assert len(is_pasted_key(text)) in {0, 16}


@pytest.mark.parametrize(
    "piece",
    [
        "i will ",
        "what would ",
        "would be ",
        "please ",
        "thanks ",
        "\nthanks",
        "you ",
        "a ",
        '"',
        "?",
        ".",
        "! ",
        "\n",
        "ich werde a ",
    ],
)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def read(chars: int) -> None:
        text = piece * (chars // len(piece))
        for reading in (questions, requests, promises, asks_advice, thanks, is_pasted_key):
            reading(text)

    assert is_linear(read, 1 << 11, 1 << 14)
