from __future__ import annotations

import pytest

from comity.language.deeds import deed, heard_of, is_bare, is_file, said_of, stems


@pytest.mark.parametrize(
    ("sentence", "of"),
    [
        ("I'll send you the pilot report by Friday.", "thing"),
        ("I'll come back to you with the crate count.", "thing"),
        ("Let me look for the ward survey, I'll send it over on Monday.", "thing"),
        ("I'll introduce you to Ben.", "introduction"),
        ("I will put you in touch with our printer, and send his number.", "introduction"),
        ("I'll ring you on Thursday.", "talk"),
        ("I'll get back to you about the roof.", "answer"),
        ("I'll let you know what the board says.", "answer"),
        ("I'll fix the gate this weekend.", "work"),
        ("Ich schicke dir den Bericht morgen.", "thing"),
        ("Je vous envoie le rapport demain.", "thing"),
        ("Te llamo el viernes.", "talk"),
    ],
)
def test_what_a_promise_is_of(sentence: str, of: str) -> None:
    assert deed(sentence).of == of


def test_two_promises_are_told_apart_by_their_words() -> None:
    assert stems("the pilot reports") & deed("I'll send you the pilot report.").words
    assert not stems("the roof is done") & deed("I'll send you the pilot report.").words
    assert deed("I'll send it to you soon.").words == frozenset()


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("As promised, the report.", "promised"),
        ("Please find the report attached.", "handed"),
        ("Here is the report.", "handed"),
        ("I have sent it to your office.", "handed"),
        ("The gate is fixed.", "worked"),
        ("It was good to talk on the phone.", "talked"),
        ("I'm afraid I can't send it after all.", "given_up"),
        ("I still owe you the report.", "still_owed"),
        ("It is at https://files.example/report", "link"),
    ],
)
def test_what_its_maker_says_of_it(text: str, field: str) -> None:
    assert getattr(said_of(text), field)


@pytest.mark.parametrize(
    "text",
    [
        "Here's where things stand.",
        "Here is how I see it.",
        "Thanks!",
        "I am glad to be from here.",
        "I'll send it tomorrow.",
        "Good luck.",
    ],
)
def test_other_words_say_nothing_of_it(text: str) -> None:
    assert not any(said_of(text)[:-1])


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Thank you for sending the report.", "have_it"),
        ("I've received the report.", "have_it"),
        ("Thanks for the report.", "thanks_for"),
        ("Any news of the report?", "asks_after"),
        ("Did you find the report?", "asks_after"),
    ],
)
def test_what_the_one_who_waits_says_of_it(text: str, field: str) -> None:
    assert getattr(heard_of(text), field)


def test_thanks_alone_say_nothing() -> None:
    assert not any(heard_of("Thanks!"))
    assert not any(heard_of("Interesting, I had not seen it that way."))


@pytest.mark.parametrize("name", ["logo.png", "image001.jpg", "smime.p7s", "invite.ics", ""])
def test_what_programs_attach_is_nothing_handed_over(name: str) -> None:
    assert not is_file(name)
    assert is_file("pilot-report.pdf")


@pytest.mark.parametrize(
    "sentence", ["Will do.", "Yes, I will do!", "If you ever pass by, I'll show you the mill."]
)
def test_without_a_what_or_a_whether_a_word_is_bare(sentence: str) -> None:
    assert is_bare(sentence)
    assert not is_bare("I will do the drawings tomorrow.")
