"""Sentences sorted by hand, all invented: what wants an answer, or is help, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.language.asides import holds_patch, is_code_talk
from comity.language.promises import promises
from comity.language.requests import goals, questions, sentences
from tests.growth import is_linear

ASKS_ME = (
    "How is the mill doing since the flood?",
    "Why not meet on Friday at the weir?",
    "Who knew Bob when he ran the foundry, you or Cleo?",
    "Is it true that the lock closes in May?",
    "Isn't that the week you are in Leeds?",
    "What is the point at which you would refuse?",
    "How hard was it to find a joiner?",
    "Did you know the old owner?",
    "Where did the drawings go?",
    "Could you send report_final.pdf to Ben?",
    "Can anyone from your side come?",
    "Why would the council refuse it?",
    "Who needs a key on Monday, and who has one?",
    'Could you read me the page called "What next?"',
    "Can the return flight be booked from the function room?",
    "Would you look at the patch of damp by the door?",
    "When do you merge the two teams?",
    "Kommst du am Freitag?",
)
ASKS_NOBODY = (
    "How is any of this relevant to a bridge?",
    "And who knew?",
    "Why not?",
    "Who cares?",
    "Who would have thought?",
    "What could possibly go wrong?",
    "What's not to like?",
    "So what is the point of a weir without water?",
    "How hard can it be?",
    "How could I refuse?",
    "Why bother?",
    "Why would anyone want two weirs?",
    "Isn't it lovely when the sluice opens?",
    "Isn't it?",
    "Is it any wonder that they left?",
    "Since when do we close at noon?",
    "Need I say more?",
    "Can you believe the price of oak?",
    "Did you know that one bee makes a spoon of honey?",
    "Does anyone really read the minutes?",
    "Where does it end?",
    "Where did the time go?",
    "The result?",
    "Tired of damp cellars?",
    "Wer hätte das gedacht?",
    "Pourquoi pas ?",
    'He asked "when does the lock open?"',
)


@pytest.mark.parametrize("sentence", ASKS_ME)
def test_a_question_wants_an_answer(sentence: str) -> None:
    assert questions(f"Hello Robin.\n\n{sentence} Ada") == [sentence]


@pytest.mark.parametrize("sentence", ASKS_NOBODY)
def test_rhetoric_wants_none(sentence: str) -> None:
    assert questions(sentence) == []


@pytest.mark.parametrize(
    ("following", "is_open"),
    [
        ("Because it rains.", False),
        ("No, it never was.", False),
        ("Nobody knows.", False),
        ("Turns out it leaks.", False),
        ("No rush.", True),
        ("I think Friday would do.", True),
        ("Yes or no will do.", True),
        ("Simple drawings are enough.", True),
    ],
)
def test_a_question_answered_in_the_next_breath(following: str, *, is_open: bool) -> None:
    asked = "Is the cellar wet?"
    assert questions(f"{asked} {following}") == ([asked] if is_open else [])


OF_CODE = (
    "Shouldn't this be size_t?",
    "Does free_page() sleep here?",
    "Why is it checked as ptr->next there?",
    "Could you rebase it onto the new tree?",
    "Does the struct need a lock?",
    "Is a return value of zero allowed?",
    "I'll check a return of a function in the next version.",
    "I'll add a mutex around it.",
    "I keep forgetting that size_t is unsigned, and I'll fix the test.",
    "I'll rename `first` in the loop.",
)
OF_LIFE = (
    "Could you structure the day?",
    "I'll return the key to the function room.",
    "I'll send the drawings (all of them) tomorrow.",
    "Can you mail ada_hart@ring.example?",
    "I'll fix the patch of damp on Monday.",
    "I'll look at the build of the shed.",
    "Would you call Ben; he waits?",
)


@pytest.mark.parametrize("sentence", OF_CODE)
def test_talk_of_code_is_neither_a_question_nor_help(sentence: str) -> None:
    assert is_code_talk(sentence)
    assert not questions(sentence)
    assert not promises(sentence)


@pytest.mark.parametrize("sentence", OF_LIFE)
def test_talk_of_life_is_none_of_code(sentence: str) -> None:
    assert not is_code_talk(sentence)
    assert questions(sentence) or promises(sentence)


def test_what_carries_a_patch_is_of_code_all_through() -> None:
    patch = "diff --git a/x b/x\n@@ -1,2 +1,2 @@\n-a\n+b\n"
    assert holds_patch(f"Is it so?\n\n{patch}")
    assert not questions(f"Is it so?\n\n{patch}")
    assert not holds_patch("The diff --git made is at home.")


OPEN_WORDS = (
    "I'll send you the report of the mill.",
    "I will introduce you to Cleo.",
    "Let me ask Ben and get back to you.",
    "I'll let you know by Friday.",
    "Leave it with me.",
    "I'll keep you posted.",
    "I'll put the drawings in the post.",
    "I owe you a name for the roof.",
)
PLEASANTRIES = (
    "Thank you, I will be there.",
    "Much appreciated, Alistair.",
    "I'll be in touch.",
    "I'll keep that in mind.",
    "I'll do my best.",
    "I'll see you there.",
    "I will keep the appointment.",
    "We'll join you at eight.",
    "I'll attend.",
    "I will put it in the calendar.",
    "I'll start with the weather.",
    "I'll be back on Monday.",
)


@pytest.mark.parametrize("sentence", OPEN_WORDS)
def test_an_open_word_is_help(sentence: str) -> None:
    assert promises(sentence) == [sentence]


@pytest.mark.parametrize("sentence", PLEASANTRIES)
def test_a_pleasantry_is_none(sentence: str) -> None:
    assert promises(sentence) == []


GOALS = (
    "I'm looking for a joiner who knows oak.",
    "We need someone for the accounts.",
    "We need a new supplier for the valves by May.",
    "We are hiring two people for the lock.",
    "I am still trying to find a flat in Leeds.",
    "Our goal for the year is a dry cellar.",
    "I'd love to learn how you price a roof.",
    "Do you know someone who has run a mill?",
    "We're raising a small round.",
    "Ich suche eine Wohnung in Leipzig.",
    "Nous cherchons un menuisier.",
)
NO_GOALS = (
    "What does the insurer say?",
    "How is any of this relevant to a bridge?",
    "I'm looking forward to Friday.",
    "We need to talk about Friday.",
    "I need you to sign here.",
    "I need a minute.",
    "We are no longer looking.",
    "If you are looking for a joiner, ask Ben.",
    "They are hiring.",
    "I need the drawings by Friday.",
    "Are you looking for something?",
    "It is read as a whim, so I think we need some order in how that happens.",
    "If we need a rule for that, it should be a short one.",
    "Perhaps we need a way to say so.",
    "I fail to see why we need a new wall for that.",
    "The same result that I'm looking for comes of the older one.",
)


@pytest.mark.parametrize("sentence", GOALS)
def test_a_goal_is_stated(sentence: str) -> None:
    assert goals(f"Hello. {sentence}") == [sentence]


@pytest.mark.parametrize("sentence", NO_GOALS)
def test_what_states_no_goal(sentence: str) -> None:
    assert goals(sentence) == []


@given(st.text())
def test_what_is_found_are_sentences_of_the_text(text: str) -> None:
    assert {*goals(text), *questions(text), *promises(text)} <= set(sentences(text))


@pytest.mark.parametrize("piece", ["who knew? ", "a_b ", '"a? ', "i'm looking for a ", "why "])
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def work(size: int) -> None:
        for read in (questions, promises, goals):
            read(piece * size)

    assert is_linear(work, 1_000, 4_000)
