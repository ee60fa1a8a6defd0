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
from comity.demo.people import names

if TYPE_CHECKING:
    from random import Random

    from comity.demo.events import ActKind

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
SOLEMN = {"introduce", "introduced", "met", "followed", "told"}  # said without an aside
MONTHS = ("January", "March", "April", "May", "June", "September", "October", "November")
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
    "linked": "kept",
    "rung": "kept",
    "ring": "promise",
    "supposed": "supposed",
    "withdrawn": "withdrawn",
    "sometime": "sometime",
    "advise": "advice",
    "told": "followed",
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
            "month": MONTHS[topic % len(MONTHS)],
            **fill,
        }
        self.statements = rng.sample(self.topic["statements"], 3)
        subjects = self.topic["subjects"] if kind == "frame" else texts()[kind]["subject"]
        self.subject = str(rng.choice(subjects)).format_map(self.fill)
        self.asked = ""  # the answer to the question in the air
        self.said: set[str] = set()

    @property
    def attachment(self) -> str:
        """File name of the document that the talk is about."""
        return self.thing.removeprefix("the ").replace(" ", "-") + ".pdf"

    def sentence(self, act: str) -> str:
        """Return a sentence that does this act, new in this conversation where there is one."""
        if act == "question":
            return self._question()
        if act == "answer" and self.asked:
            answer, self.asked = self.asked, ""
            return answer
        if act == "statement" and self.kind == "frame":
            return self.statements.pop() if self.statements else ""
        words = {"answer": "remark", "statement": "remark"}.get(act, act)
        table = texts()[self.kind]
        options = table[words] if words in table else texts()["frame"][words]
        fresh = [text for text in options if text not in self.said] or options
        chosen = str(self.rng.choice(fresh))
        self.said.add(chosen)
        return chosen.format_map(self.fill)

    def _aside(self) -> str:
        """Return something said in passing, which makes one letter unlike another."""
        culture = self.rng.choice(names()["culture"])
        return str(self.rng.choice(texts()["frame"]["aside"])).format(
            mate=self.rng.choice(culture["given"]),
            place=self.rng.choice(culture["town"]),
            day=self.fill["day"],
            n=self.rng.randrange(3, 60),
            month=self.rng.choice(MONTHS),
        )

    def _question(self) -> str:
        """Return a question not yet asked here, and keep its answer."""
        table = texts()[self.kind]
        asked, answers = table["question"], table["answer"]
        if self.kind == "frame" and chance(self.rng, 0.5):
            asked, answers = self.topic["questions"], self.topic["answers"]
        fresh = [place for place, text in enumerate(asked) if text not in self.said]
        place = self.rng.choice(fresh or range(len(asked)))
        self.said.add(asked[place])
        self.asked = str(answers[place]).format_map(self.fill)
        return str(asked[place]).format_map(self.fill)

    def sentences(self, acts: list[str]) -> tuple[list[str], tuple[Act, ...]]:
        """Return the sentences of these acts, and the truth about them."""
        said = [(act, self.sentence(act)) for act in acts]
        truth = tuple(Act(SAYS[act], text) for act, text in said if act in SAYS)
        return [text for _, text in said], truth

    def letter(
        self, acts: list[str], *, you: str, given: str, firm: str = "", town: str = "Leeds"
    ) -> tuple[str, tuple[Act, ...]]:
        """Return a letter from ``given`` at ``firm`` to ``you`` in ``town``, doing these acts."""
        self.fill.update(you=you, given=given, firm=firm or "our place", town=town)
        said, truth = self.sentences(acts)
        opening = said[0] if acts[0] == "warm" and said[0] else ""
        rest = [text for text in (said[1:] if acts[0] == "warm" else said) if text]
        solemn = not SOLEMN.isdisjoint(acts)
        if self.kind == "frame" and not solemn and chance(self.rng, 0.75):
            rest.insert(0 if rest and rest[-1].endswith("?") else len(rest), self._aside())
        spread = chance(self.rng, 0.3)
        paragraphs = [opening, *rest] if spread else [opening, " ".join(rest)]
        greeting = self.rng.choice(texts()["frame"]["greeting"]).format(you=you)
        closing = self.rng.choice(
            texts()["private" if self.kind == "private" else "frame"]["closing"]
        )
        parts = [greeting, *(part for part in paragraphs if part), f"{closing}\n{given}"]
        return "\n\n".join(parts), truth
