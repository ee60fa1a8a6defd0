from __future__ import annotations

from typing import Any

import pytest

from comity.derive.closing import End, Event, end_of

DAY_US = 86_400_000_000
SAID = "I'll send you the pilot report by Friday."
MADE = Event("made", 0, 1, text=SAID)


def _later(text: str = "", days: float = 1, *, thread: int = 1, **more: Any) -> Event:  # noqa: ANN401 - fields of an event
    event = Event("later", round(days * DAY_US), thread, subject="The pilot", text=text)
    return event._replace(**more)


def _theirs(text: str, days: float = 1, *, thread: int = 1) -> Event:
    return _later(text, days, thread=thread, by_maker=False)


@pytest.mark.parametrize(
    ("event", "how"),
    [
        (_later("Good morning.", files=("pilot-report.pdf",)), "attachment"),
        (_later("As promised.", thread=1), "as_promised"),
        (_later("Here is the report."), "handed"),
        (_later("It lies at https://files.example/r"), "link"),
        (_later("Here is the pilot report.", thread=2), "handed"),
        (_theirs("Thank you for sending the report."), "they_have_it"),
    ],
)
def test_what_shows_the_deed_keeps_a_promise(event: Event, how: str) -> None:
    assert end_of(SAID, MADE, [event]) == End("kept", how, "later", event.at_us)


@pytest.mark.parametrize(
    "event",
    [
        _theirs("Thanks!"),
        _later("Thanks!"),
        _later("Good morning.", files=("logo.png",)),
        _later("As promised, the drawings.", thread=2, subject="The crane"),
        _later("Here is the pilot report.", 90, thread=2),
        _later("As promised.", subject="Invitation: the pilot"),
        _later("", together=True, thread=1),
        _theirs("When will it come?"),
    ],
)
def test_thanks_notices_and_other_matters_close_nothing(event: Event) -> None:
    assert end_of(SAID, MADE, [event]).state == "open"


def test_what_was_sent_with_the_promise_itself_is_kept() -> None:
    made = MADE._replace(files=("pilot-report.pdf",))
    assert end_of(SAID, made, []).how == "attachment"


@pytest.mark.parametrize(
    ("sentence", "event", "how"),
    [
        ("I'll introduce you to Ben.", _later(introduces=True), "introduction"),
        ("I'll ring you on Thursday.", _later(together=True), "met"),
        ("I'll ring you on Thursday.", _theirs("It was good to talk."), "met"),
        (
            "I'll get back to you about the roof.",
            _later("The board wants the roof done in slate, and will pay for it."),
            "answer",
        ),
        ("I'll fix the gate.", _later("The gate is fixed."), "done"),
    ],
)
def test_each_deed_is_shown_in_its_own_way(sentence: str, event: Event, how: str) -> None:
    assert end_of(sentence, MADE, [event]).how == how


def test_what_its_maker_gives_up_is_let_go() -> None:
    event = _later("I'm afraid I can't send the report after all.")
    assert end_of(SAID, MADE, [event]).state == "let_go"


def test_a_weak_sign_leaves_it_unsure() -> None:
    assert end_of(SAID, MADE, [_theirs("Thanks for the report.")]).state == "unsure"
    talk = _later("The report has been on my desk all week, and it rains on the pilot.")
    assert end_of(SAID, MADE, [talk]).state == "unsure"


def test_two_signs_that_disagree_leave_it_unsure() -> None:
    sent = _later("Here is the report.")
    asked = _theirs("I haven't received the report, did you send it?", 3)
    gave_up = _later("I'm afraid I can't send the report after all.", 4)
    assert end_of(SAID, MADE, [sent, asked]).state == "unsure"
    assert end_of(SAID, MADE, [sent, gave_up]).state == "unsure"
    assert end_of(SAID, MADE, [asked]).state == "open"
