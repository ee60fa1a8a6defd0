"""``circle``, ``stage``, ``strength``: the user's word of a person above what is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from comity.errors import Advice, BadInput, option
from comity.operations.decide.decision import TAKE_BACK, decide
from comity.operations.decide.documents import CircleSaid, StageSaid, StrengthSaid, StrengthWord
from comity.operations.document import as_json
from comity.operations.operation import operation
from comity.operations.person.overlay import (
    Circle,  # noqa: TC001 - read from the signature when the command is made
    Stage,  # noqa: TC001 - as Circle
)

if TYPE_CHECKING:
    from comity.book import Book

Strength = Literal["close", "good", "some", "slight"]
STRENGTHS = {"close": 0.95, "good": 0.75, "some": 0.5, "slight": 0.25}


@operation("circle", writes=True)
def circle(book: Book, who: str, circle: Circle) -> CircleSaid:
    """Say which circle a person belongs to.

    Professional, personal, colleague, or service. The count and the plan are about professional
    people; others are there when you name them.
    """
    return CircleSaid(decide(book, "circle", who, circle), circle)


@operation("stage", writes=True)
def stage(
    book: Book, who: str, stage: Stage | None = None, *, off: Annotated[bool, TAKE_BACK] = False
) -> StageSaid:
    """Say where a relationship stands; let_go ends it with respect.

    died is for who has died, where their card does not say so: no suggestion and no reminder from
    before names them again, and what happened stays. Your word stands above what is computed,
    until you take it back.
    """
    word = _given(stage, off=off, what="a stage")
    return StageSaid(decide(book, "stage", who, word), word)


@operation("strength", writes=True)
def strength(
    book: Book,
    who: str,
    strength: Strength | None = None,
    *,
    off: Annotated[bool, TAKE_BACK] = False,
) -> StrengthSaid:
    """Say how close someone is, in your own word.

    For those who are close elsewhere: by telephone, over the garden fence.
    """
    word = _given(strength, off=off, what="a word")
    said = None if word is None else StrengthWord(word, STRENGTHS[word])
    return StrengthSaid(decide(book, "strength", who, as_json(said)), said)


def _given(word: str | None, *, off: bool, what: str) -> str | None:
    if (word is None) != off:
        raise BadInput(
            Advice(f"give {what}, or ", option("off"), " to take yours back"),
            hint=Advice(option("help"), " shows the words"),
        )
    return word
