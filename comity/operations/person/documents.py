"""What is said of one person: in a list, and on a page of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from comity.operations.document import (
    Address,
    Count,
    Document,
    Figure,
    Flag,
    Forecast,
    Instant,
    Key,
    Kind,
    Name,
    SomeReason,
    Text,
    Word,
)


@dataclass(frozen=True, slots=True)
class Summary(Document):
    """One person of many: who they are, where it stands, how often."""

    id: Key
    name: Name
    identities: tuple[Address, ...]
    stage: Word
    circle: Word
    strength: Annotated[float | None, Kind.LOCAL]  # orders a list, and grades nobody to a reader
    evidence_days: Count
    two_way_days: Count
    last_at: Instant | None
    sent: Count
    received: Count
    p_contact_7d: Forecast | None
    p_active_90d: Forecast | None


@dataclass(frozen=True, slots=True)
class Line(Document):
    """One contact, or a note of the user's; ``guessed``: its subject alone says what it answers."""

    at: Instant | None
    interaction: Word
    direction: Word
    channel: Word
    addressed: Flag
    recipients: Count
    help: Word
    subject: Text
    key: Key
    guessed: Flag


@dataclass(frozen=True, slots=True)
class Replies(Document):
    """How many mails to them alone were answered, within two days and at all, and how soon."""

    asked: Count
    unanswered: Count
    asked_2d: Count
    answered_2d: Count
    median_days: Figure | None
    most_days: Figure | None


@dataclass(frozen=True, slots=True)
class PersonPage(Summary):
    """One person: what happened, and what follows from it."""

    replies: Replies | None
    p_reply_2d: Forecast | None
    timeline: tuple[Line, ...]
    reasons: tuple[SomeReason, ...]
