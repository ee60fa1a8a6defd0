from __future__ import annotations

import pytest

from comity.demo.dice import person_rng
from comity.demo.people import TOPICS
from comity.demo.texts import SAYS, Talk, texts


def test_every_topic_is_complete() -> None:
    assert len(texts()["topic"]) == TOPICS
    for topic in texts()["topic"]:
        assert len(topic["questions"]) == len(topic["answers"]) == len(topic["statements"]) == 3
        assert all(question.endswith("?") for question in topic["questions"])
        assert all(thing.startswith("the ") for thing in topic["things"])


@pytest.mark.parametrize("kind", ["frame", "private"])
def test_every_question_has_its_answer(kind: str) -> None:
    assert len(texts()[kind]["question"]) == len(texts()[kind]["answer"])


@pytest.mark.parametrize("seed", range(20))
def test_an_answer_answers_what_was_asked(seed: int) -> None:
    talk = Talk(person_rng(seed, 0), seed)
    (question,), _ = talk.sentences(["question"])
    (answer,), _ = talk.sentences(["answer"])
    for table in (talk.topic["questions"], texts()["frame"]["question"]):
        answers = talk.topic["answers"] if table is talk.topic["questions"] else None
        answers = answers or texts()["frame"]["answer"]
        asked = [text.format_map(talk.fill) for text in table]
        if question in asked:
            assert answer == answers[asked.index(question)].format_map(talk.fill)
            return
    pytest.fail(question)


@pytest.mark.parametrize("turns", [entry["turns"] for entry in texts()["script"]])
def test_scripts_leave_no_gap_in_a_letter(turns: list[str]) -> None:
    talk = Talk(person_rng(1, 0), 3, other="Edda", event="the forum")
    for turn in turns:
        text, truth = talk.letter(turn.split()[1:], you="Ada", given="Marta", firm="Vale")
        assert "{" not in text
        assert "\n\n\n" not in text
        assert text.endswith("\nMarta")
        assert all(act.sentence in text for act in truth)
        assert {act.kind for act in truth} == {SAYS[a] for a in turn.split()[1:] if a in SAYS}


def test_what_is_delivered_is_what_was_promised() -> None:
    talk = Talk(person_rng(4, 0), 5)
    said, _ = talk.sentences(["promise", "deliver"])
    assert all(talk.thing in sentence for sentence in said)
    assert talk.attachment.removesuffix(".pdf") == talk.thing[4:].replace(" ", "-")
