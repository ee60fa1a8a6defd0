from __future__ import annotations

import pytest

from comity.language.addressing import put_to, words_of
from comity.language.pitches import is_pitch
from comity.language.requests import questions

ROBIN, BEN = words_of(["Robin Vale"]), words_of(["Ben Marsh"])


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Could you send the plan?", 1),
        ("Hi Robin,\n\nCould you send the plan?", 1),
        ("Hi both,\n\nCould you send the plan?", 1),
        ("Hi Robin and Ben,\n\nCould you send the plan?", 1),
        ("Hi Ben,\n\nCould you send the plan?", 0),
        ("Hi Ben,\n\nCould you send the plan? Robin, can you come?", 1),
        ("Ben, could you send the plan?", 0),
        ("@Ben: could you send the plan?", 0),
        ("Could you send the plan, Ben?", 0),
        ("Could you send the plan, Robin?", 1),
        ("Could you send Ben the plan?", 1),
        ("Hi Robin,\n\nBen, could you send the plan?", 0),
        ("Friday, could you send the plan?", 1),
    ],
)
def test_whom_a_question_is_put_to(text: str, asked: int) -> None:
    assert len(put_to(questions(text), text, reader=ROBIN, others=BEN)) == asked


@pytest.mark.parametrize(
    ("text", "pitch"),
    [
        ("I would love to learn more about your world. Use calendly.com/dom. Tuesday?", True),
        ("Your background stood out. Would you be open to a brief conversation?", True),
        ("Quick question, Robin: are you or someone you know exploring?", True),
        ("Do you have 15 minutes? A 15 minute call would do.", True),
        ("We help founders like you. Would you be open to a chat?", True),
        ("Could you send me the plan of the weir?", False),
        ("Your work on the weir is on my desk. When do you come?", False),
        ("It takes 15 minutes by bus. Will you come?", False),
        ("Does the key fit?", False),
    ],
)
def test_what_reads_as_a_strangers_offer(text: str, *, pitch: bool) -> None:
    assert is_pitch(text) == pitch
