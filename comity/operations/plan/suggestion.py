"""A kind of suggestion, as its module says it; a suggestion, before it is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from comity.book import Book
    from comity.operations.document import SomeReason


@dataclass(frozen=True, slots=True)
class SuggestionKind:
    """All there is to say of a kind: its module says it once, ``kinds.KINDS`` lists it.

    ``find`` reads the view ``candidate``, or ``anyone``, which fewer of the user's words change, so
    that what it finds is kept for longer: those who may not be suggested are left out afterwards.
    """

    name: str  # in documents, settings and the user's words: "follow_up"
    words: str  # on a page: "newly met"
    help: str  # what the help of ``today`` says of it
    minutes: int
    find: Callable[[Book], Iterable[Suggestion]]
    kept: bool = False  # of whom the user named to keep in touch with
    owed: bool = False  # done when answered: no answer is expected back
    of_three: int | None = None  # at most so many of three a day, unless nothing else is due
    by_word: bool = False  # asked for by the user: whoever it is, it stays until done or put off
    every_days: int | None = None  # at most one is named in so many days
    fades: bool = False  # named less often where it brings clearly less than the others
    of_the_close: bool = False  # of people kept, growing or established alone
    of_loops: bool = False  # its cause is a loop's id: done, the loop is closed
    once: bool = False  # seen on a day and left, it is not named again
    recalls: bool = False  # shown with what was last spoken of, and a way to help


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a reason rests on: a record, when, and its words where it has some."""

    key: str
    at_us: int | None
    text: str


QUOTED_AS = {  # before the words that help rests on
    "question": "they asked",
    "promise": "you said",
    "recommendation": "they wrote of you",
    "overture": "it was written",
    "helped": "they wrote",
}


@dataclass(frozen=True, slots=True)
class Help:
    """What a way to help rests on: their question, my open word, a recommendation to return."""

    kind: str
    quote: str
    at_us: int | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One person to tend, why, and on what evidence."""

    kind: SuggestionKind
    person: str  # id
    name: str
    identity: str  # the identity decisions about it refer to
    cause: str  # what made it: with kind and identity it is the suggestion's id
    weight: float  # order within its kind, the greater first
    why: tuple[SomeReason, ...]
    evidence: tuple[Evidence, ...]
    help: Help | None = None
    again_days: float | None = None  # of what stands until they are in touch: done, it is due again
