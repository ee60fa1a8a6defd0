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


def test_a_sentence_is_whole_though_its_line_was_wrapped() -> None:
    (found,) = scored(
        "Hello Ben,\n\nyes. I will send the drawings of\nthe mill on Friday. All good?\n"
    )
    assert found.text == "I will send the drawings of the mill on Friday."
    assert found.p >= THRESHOLD


def test_the_same_words_twice_are_two_sentences() -> None:
    assert len(scored("I'll send the list.\n\nI'll send the list.")) == 2


PIECES = ["I'll send ", "it", " ", "\n", ". ", "> ", "\u2019", "\t", "- "]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_each_sentence_has_words_of_the_text_and_a_probability(text: str) -> None:
    for one in scored(text):
        assert 0 < one.p <= 1
        assert " ".join(one.text.split()) in " ".join(text.split())
