"""What is said of what is held about somebody: all of it, how much, what was written or erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from comity.operations.document import (
    Address,
    Count,
    Document,
    Flag,
    Instant,
    Key,
    Kind,
    LocalPath,
    Name,
    Outcome,
    Source,
    Text,
    Word,
)
from comity.operations.words import count

# ── what is held ─────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class HeldBySource(Document):
    """How many records of a source are about a person."""

    source: Source
    records: Count


@dataclass(frozen=True, slots=True)
class HeldCounts(Document):
    """How much the book holds of a person."""

    sources: tuple[HeldBySource, ...]
    identities: Count
    decisions: Count


@dataclass(frozen=True, slots=True)
class HeldIdentity(Document):
    """An address, number or profile of theirs."""

    identity: Address
    name: Name


@dataclass(frozen=True, slots=True)
class HeldClaim(Document):
    """What a source claims of them."""

    identity: Address
    attribute: Word
    value: Text
    at: Instant | None


@dataclass(frozen=True, slots=True)
class HeldRecord(Document):
    """A record they take part in."""

    key: Key
    kind: Word
    channel: Word
    interaction: Word
    subject: Text
    text: Text
    detail: Text
    at: Instant | None


@dataclass(frozen=True, slots=True)
class HeldDecision(Document):
    """What the user said of them."""

    verb: Word
    identity: Address
    value: Annotated[Any, Kind.TEXT]  # any JSON
    said_at: Instant


@dataclass(frozen=True, slots=True)
class Held(Document):
    """All that the book holds about a person, to hand over or to keep."""

    name: Name
    identities: tuple[HeldIdentity, ...]
    claims: tuple[HeldClaim, ...]
    records: tuple[HeldRecord, ...]
    decisions: tuple[HeldDecision, ...]


@dataclass(frozen=True, slots=True)
class Exported(Document):
    """The folder that everything was written to, and how much it is."""

    export: LocalPath
    records: Count
    decisions: Count
    people: Count


# ── forget ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Mention(Document):
    """What others wrote that names a person; ``namesake``: it may mean somebody else."""

    id: Key
    kind: Text
    at: Instant | None
    words: Text
    namesake: Flag


@dataclass(frozen=True, slots=True)
class Erased(Document):
    """Who is erased: there is no name left to say."""

    id: Key
    identities: Count


@dataclass(frozen=True, slots=True)
class Forgotten(Outcome):
    """What was erased and blanked, and what others wrote that still names them."""

    forgotten: Erased | None
    records: Count
    blanked: Count
    named_elsewhere: tuple[Mention, ...]

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        changed = f"{count(self.records, 'record')} changed or deleted"
        blanked = f"{self.blanked:,} of others' blanked"
        still = f"{count(len(self.named_elsewhere), 'thing')} that others wrote still name them"
        return f"Forgotten. {changed}, {blanked}; {still}."


@dataclass(frozen=True, slots=True)
class WouldForget(Forgotten):
    """The same before anything is erased."""

    would_forget: Erased
