"""A survey as it stands: a pure function of its acts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comity.store.acts import Act

ASKED: Final = "asked"  # title, question, more, group, groups
ANSWERED: Final = "answered"  # text, more, group, by ("form", "paper", a file's name), mark
TAKEN_OUT: Final = "taken_out"  # answer: the id of its act
BROUGHT_BACK: Final = "brought_back"  # answer

QUESTION: Final = "In your own words: what is networking?"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person said; ``mark`` tells a row of a file that was read before."""

    id: int
    at_us: int
    text: str
    more: tuple[str, ...] = ()
    group: str = ""
    by: str = "form"
    mark: str = ""

    @property
    def whole(self) -> str:
        """All they said, a question's answer a line."""
        return "\n".join(one for one in (self.text, *self.more) if one)


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known of a survey after its acts so far."""

    key: str
    title: str = ""
    question: str = QUESTION
    more: tuple[str, ...] = ()
    group: str = ""  # what the organiser calls the field of groups
    groups: tuple[str, ...] = ()  # to choose from
    made_us: int = 0
    answers: tuple[Answer, ...] = ()
    out: tuple[Answer, ...] = ()  # taken out by the organiser, and kept


def told(key: str, acts: Iterable[Act]) -> Survey:
    """Return the survey as its acts tell it."""
    survey = Survey(key)
    answers: dict[int, Answer] = {}
    out: dict[int, Answer] = {}
    for act in acts:
        body = act.body
        if act.kind == ASKED:
            survey = _asked(survey, act)
        elif act.kind == ANSWERED:
            answers[act.id] = _answered(act)
        elif act.kind == TAKEN_OUT and body["answer"] in answers:
            out[body["answer"]] = answers.pop(body["answer"])
        elif act.kind == BROUGHT_BACK and body["answer"] in out:
            answers[body["answer"]] = out.pop(body["answer"])
    ordered = sorted(answers.values(), key=lambda one: one.id)
    return replace(survey, answers=tuple(ordered), out=tuple(out.values()))


def _asked(survey: Survey, act: Act) -> Survey:
    body = act.body
    return replace(
        survey,
        title=body["title"],
        question=body["question"],
        more=tuple(body["more"]),
        group=body["group"],
        groups=tuple(body["groups"]),
        made_us=survey.made_us or act.at_us,
    )


def _answered(act: Act) -> Answer:
    body = act.body
    return Answer(
        id=act.id,
        at_us=act.at_us,
        text=body["text"],
        more=tuple(body.get("more", ())),
        group=body.get("group", ""),
        by=body.get("by", "form"),
        mark=body.get("mark", ""),
    )
