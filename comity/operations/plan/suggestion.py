"""A suggestion, as the kinds find it and before it is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from comity.operations.document import SomeReason

SuggestionKind = Literal["answer", "keep", "thank", "news", "follow_up", "lapse", "revive"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a reason rests on: a record, when, and its words where it has some."""

    key: str
    at_us: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Help:
    """What a way to help rests on: their question, my open word, a recommendation to return."""

    kind: Literal["question", "promise", "recommendation"]
    quote: str
    at_us: int | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One person to tend, why, on what evidence, and in how many minutes."""

    kind: SuggestionKind
    person: str  # id
    name: str
    identity: str  # the identity decisions about it refer to
    cause: str  # what made it: with kind and identity it is the suggestion's id
    weight: float  # order within its kind, the greater first
    why: tuple[SomeReason, ...]
    evidence: tuple[Evidence, ...]
    minutes: int
    help: Help | None = None
