from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.language.promises import THRESHOLD, promises, scored


@pytest.mark.parametrize(
    "text",
    [
        "I'll send the drawings tomorrow.",
        "I\u2019ll definitely send the drawings.",
        "I will introduce you to Bob.",
        "I'm going to ask Bob.",
        "Let me check and get back to you.",
        "OK, will send it.",
        "Leave it with me.",
        "You'll have it by Friday.",
        "Ich schicke dir die Zeichnung morgen.",
        "Ich werde Bob morgen fragen.",
        "Je vous envoie le dessin demain.",
        "Te enviaré el dibujo mañana.",
    ],
)
def test_a_promise(text: str) -> None:
    assert promises(f"Hello.\n\n{text}") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "I will not send it.",
        "I'll be away on Friday.",
        "Shall I send it?",
        "If you like, I'll send it.",
        "Let me know.",
        "He will send it.",
        "We will discuss the challenges of engines.",
        "I sent it.",
        "OK, will do.",
        "I will.",
        "We'll see you tomorrow.",
        "I will see them tonight at the weir.",
        "You will have a great time there.",
        "Send me the plan and I'll look at it.",
        'He wrote "I will send the plan" in May.',
        "We will launch a new product.",
    ],
)
def test_what_is_no_promise(text: str) -> None:
    assert promises(text) == []


def test_a_sentence_is_found_where_it_stands_though_its_line_was_wrapped() -> None:
    text = "Hello Ben,\n\nyes. I will send the drawings of\nthe mill on Friday. All good?\n"
    (found,) = scored(text)
    assert found.text == "I will send the drawings of the mill on Friday."
    assert text[found.start : found.end] == "I will send the drawings of\nthe mill on Friday."
    assert found.p >= THRESHOLD


def test_the_same_words_twice_stand_in_two_places() -> None:
    text = "I'll send the list.\n\nI'll send the list."
    first, second = scored(text)
    assert (first.start, second.start) == (0, text.rindex("I'll"))


PIECES = ["I'll send ", "it", " ", "\n", ". ", "> ", "\u2019", "\t", "- "]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_places_are_in_order_and_hold_the_words(text: str) -> None:
    at = 0
    for one in scored(text):
        assert at <= one.start < one.end <= len(text)
        assert text[one.start : one.end].split() == one.text.split()
        at = one.end
