"""What is said when the user has decided, noted or answered something, or took it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from comity.operations.document import (
    Address,
    Count,
    Document,
    Figure,
    Flag,
    Instant,
    Key,
    Kind,
    Name,
    Person,
    Sentence,
    Text,
    Word,
)

# ── decisions ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Kept(Document):
    """Whom the user keeps in touch with at a rhythm, or no longer."""

    kept: tuple[Person, ...]
    no_longer_kept: tuple[Person, ...]
    rhythm_days: Figure | None


@dataclass(frozen=True, slots=True)
class CircleSaid(Document):
    """The circle a person belongs to."""

    person: Person
    circle: Word


@dataclass(frozen=True, slots=True)
class StageSaid(Document):
    """Where a relationship stands; null where the user took their word back."""

    person: Person
    stage: Word | None


@dataclass(frozen=True, slots=True)
class StrengthWord(Document):
    """How close somebody is, in the user's word and as a figure."""

    word: Word
    strength: Annotated[float, Kind.LOCAL]


@dataclass(frozen=True, slots=True)
class StrengthSaid(Document):
    """How close somebody is; null where the user took their word back."""

    person: Person
    strength: StrengthWord | None


@dataclass(frozen=True, slots=True)
class NeverSaid(Document):
    """Whether a person is never suggested; null where they may be again."""

    person: Person
    never: Flag | None


@dataclass(frozen=True, slots=True)
class QuietSaid(Document):
    """Until when a person is left in peace; null where they no longer are."""

    person: Person
    quiet: Annotated[int | None, Kind.LOCAL]  # the same instant in microseconds
    quiet_until: Instant | None


@dataclass(frozen=True, slots=True)
class TagSaid(Document):
    """A word of the user's own on a person; null where it was taken off."""

    person: Person
    tag: Text | None


@dataclass(frozen=True, slots=True)
class RoleSaid(Document):
    """What a person is to the user; null where they no longer are."""

    person: Person
    role: Text | None


# ── what happened, and notes ─────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Logged(Document):
    """What left no trace, said by hand."""

    logged: Word
    at: Instant
    text: Text
    with_: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Noted(Document):
    """A note about a person."""

    person: Person
    note: Text


# ── who is who ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Side(Document):
    """One of the two a question is about."""

    identity: Address
    name: Name
    evidence_days: Count


@dataclass(frozen=True, slots=True)
class SamePerson(Document):
    """The question whether two are one person, and what speaks for it."""

    id: Key
    kind: Word
    left: Side
    right: Side
    score: Figure
    text: Sentence


@dataclass(frozen=True, slots=True)
class UnnamedMeeting(Document):
    """The question whom a meeting was with."""

    id: Key
    kind: Word
    key: Key
    at: Instant
    at_us: Annotated[int, Kind.LOCAL]
    title: Text
    text: Text


@dataclass(frozen=True, slots=True)
class UnnamedMeetingAsked(UnnamedMeeting):
    """The same, with the people it may have been."""

    candidates: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Questions(Document):
    """The questions asked now, and how many are open."""

    questions: tuple[SamePerson | UnnamedMeetingAsked, ...]
    open: Count


@dataclass(frozen=True, slots=True)
class Answered(Document):
    """A question whose answer is a word: same, different or later."""

    answered: Key
    answer: Word
    question: SamePerson | UnnamedMeeting


@dataclass(frozen=True, slots=True)
class MetNobody(Document):
    """A meeting that was with nobody the book knows."""

    answered: Key
    answer: Word


@dataclass(frozen=True, slots=True)
class MetWith(Document):
    """Whom a meeting was with."""

    answered: Key
    answer: Name
    person: Person


SomeAnswer: TypeAlias = Answered | MetNobody | MetWith


@dataclass(frozen=True, slots=True)
class Merged(Document):
    """Two that are one person now, and all that is theirs."""

    merged: Person
    identities: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class Split(Document):
    """An identity that is somebody else's now."""

    split: Address
    from_: Person


# ── me, undo ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class MyIdentity(Document):
    """One that is the owner's; ``given``: the user said so."""

    identity: Address
    name: Name
    uses: Count
    given: Flag


@dataclass(frozen=True, slots=True)
class Me(Document):
    """Which identities are the owner's."""

    me: tuple[MyIdentity, ...]


@dataclass(frozen=True, slots=True)
class MeAdded(Me):
    """The same, with those that are new."""

    added: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class MeRemoved(Me):
    """The same, without the one taken away."""

    removed: Address


@dataclass(frozen=True, slots=True)
class TakenBack(Document):
    """One thing said that is taken back."""

    verb: Word
    identity: Address
    name: Name
    other: Annotated[str, Kind.LOCAL]
    value: Annotated[Any, Kind.TEXT]  # any JSON
    said_at: Instant


@dataclass(frozen=True, slots=True)
class Undone(Document):
    """All that the last act had said."""

    undone: tuple[TakenBack, ...]
