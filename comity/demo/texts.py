"""Acts in, letters out: sentences put together from ``texts.toml``, with what each of them does.

A :class:`Talk` remembers what a conversation is about, so that an answer answers the question
that was asked and the document that was promised is the one that is sent.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from comity.demo.dice import chance
from comity.demo.events import Act

if TYPE_CHECKING:
    from random import Random

    from comity.demo.events import ActKind

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
SAYS: dict[str, ActKind] = {  # act of a script → what it is in the truth
    "question": "question",
    "request": "request",
    "ask": "ask",
    "offer": "offer",
    "promise": "promise",
    "deliver": "kept",
    "thanks": "thanks",
    "followed": "followed",
    "introduce": "introduction",
    "referral": "referral",
    "propose": "propose",
}


@cache
def texts() -> dict[str, Any]:
    """Return the sentences."""
    return tomllib.loads(files("comity.demo").joinpath("texts.toml").read_text("utf-8"))


class Talk:
    """One conversation: its topic, the question in the air, the document, the day."""

    def __init__(self, rng: Random, topic: int, *, kind: str = "frame", **fill: str) -> None:
        self.rng = rng
        self.topic: dict[str, Any] = texts()["topic"][topic]
        self.kind = kind  # frame, private or service: a table of the texts
        self.thing: str = rng.choice(self.topic["things"])
        self.fill = {
            "topic": self.topic["name"],
            "thing": self.thing,
            "day": rng.choice(WEEKDAYS),
            "ask": self.topic["ask"],
            "offer": self.topic["offer"],
            **fill,
        }
        self.questions = rng.sample(range(3), 3)
        self.statements = rng.sample(self.topic["statements"], 3)
        subjects = self.topic["subjects"] if kind == "frame" else texts()[kind]["subject"]
        self.subject = str(rng.choice(subjects)).format_map(self.fill)
        self.asked: int | None = None

    @property
    def attachment(self) -> str:
        """File name of the document that the talk is about."""
        return self.thing.removeprefix("the ").replace(" ", "-") + ".pdf"

    def sentence(self, act: str) -> str:
        """Return a sentence that does this act."""
        if self.kind == "service":
            return str(self.rng.choice(texts()["service"][act])).format_map(self.fill)
        if self.kind == "private" and act in {"question", "answer", "remark", "statement"}:
            return self._private(act)
        if act == "question":
            self.asked = self.questions.pop() if self.questions else 0
            return str(self.topic["questions"][self.asked])
        if act == "answer":
            if self.asked is None:
                return str(self.rng.choice(texts()["frame"]["remark"]))
            return str(self.topic["answers"][self.asked])
        if act == "statement":
            return str(self.statements.pop() if self.statements else "")
        return str(self.rng.choice(texts()["frame"][act])).format_map(self.fill)

    def _private(self, act: str) -> str:
        said = texts()["private"]
        if act == "question":
            self.asked = self.rng.randrange(len(said["question"]))
            return str(said["question"][self.asked])
        if act == "answer" and self.asked is not None:
            return str(said["answer"][self.asked])
        return str(self.rng.choice(said["remark"]))

    def sentences(self, acts: list[str]) -> tuple[list[str], tuple[Act, ...]]:
        """Return the sentences of these acts, and the truth about them."""
        said = [(act, self.sentence(act)) for act in acts]
        truth = tuple(Act(SAYS[act], text) for act, text in said if act in SAYS)
        return [text for _, text in said if text], truth

    def letter(self, acts: list[str], *, you: str, given: str) -> tuple[str, tuple[Act, ...]]:
        """Return a letter that does these acts, from greeting to name."""
        self.fill.update(you=you, given=given)
        said, truth = self.sentences(acts)
        opening = said[0] if acts[0] == "warm" and len(said) == len(acts) else ""
        rest = said[1:] if opening else said
        spread = chance(self.rng, 0.3)
        paragraphs = [opening, *rest] if spread else [opening, " ".join(rest)]
        greeting = self.rng.choice(texts()["frame"]["greeting"]).format(you=you)
        closing = self.rng.choice(
            texts()["private" if self.kind == "private" else "frame"]["closing"]
        )
        parts = [greeting, *(part for part in paragraphs if part), f"{closing}\n{given}"]
        return "\n\n".join(parts), truth
