"""What identity resolution takes in and gives back; identities are ``namespace:value`` strings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Profile:
    """One identity as the facts show it."""

    identity: str  # "email:ada@example.org"
    names: tuple[tuple[str, int], ...]  # (display name as cleaned, uses), most used first
    kind: str  # person, list, robot, role or byline; only a person is ever linked
    organisations: tuple[str, ...]  # keys of the organisations it claims
    first_us: int  # earliest sight, UTC epoch microseconds
    uses: int
    birthdays: tuple[str, ...] = ()  # that it claims: 1961-01-02, or --01-02
    died: str = ""  # a day it claims, or "yes"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What else is known of pairs of identities."""

    together: Iterable[tuple[str, str]] = ()  # on one card or profile row: one person, it says
    apart: Iterable[tuple[str, str]] = ()  # different participants of one mail
    same: Iterable[tuple[str, str]] = ()  # the user said: the same person; binding
    different: Iterable[tuple[str, str]] = ()  # the user said: not the same; binding
    mine: Iterable[str] = ()  # the owner's own, whose namesakes in their mail are mostly they
    others: Iterable[str] = ()  # never the owner's unasked, whatever they are called
    answered: Iterable[str] = ()  # the owner ever wrote to them, or met them
    unanswered: Iterable[str] = ()  # only ever wrote: whoever writes there may take any name


@dataclass(frozen=True, slots=True)
class Merge:
    """One link that was made, with its evidence."""

    left: str
    right: str
    rule: str
    score: float  # probability that the two are one person
    text: str  # a sentence the user can check


@dataclass(frozen=True, slots=True)
class Question:
    """A pair that may be one person: the user is asked."""

    left: str
    right: str
    score: float  # probability that the two are one person
    settles: float  # pairs of identities that an answer is expected to put together
    text: str
    held: bool = False  # all but linked: only one of them may be the owner's, and is asked about


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is who."""

    representative: dict[str, str]  # identity -> the earliest-seen identity of its cluster
    merges: list[Merge]  # best first
    questions: list[Question]  # best first
