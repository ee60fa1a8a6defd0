"""What is said of what was brought in: records that were read, people who were remembered."""

from __future__ import annotations

from dataclasses import dataclass

from comity.operations.document import (
    Address,
    Count,
    Document,
    Flag,
    LocalPath,
    Name,
    Outcome,
    Sentence,
    Source,
    Word,
)


@dataclass(frozen=True, slots=True)
class PathImport(Document):
    """What became of one path's records of one source; "" is what no source read."""

    path: LocalPath
    source: Source
    read: Count
    new: Count
    known: Count
    skipped: dict[Sentence, Count]  # by reason
    problems: Count


@dataclass(frozen=True, slots=True)
class Import(Document):
    """What became of all records: ``read = new + known + skipped``."""

    read: Count
    new: Count
    known: Count
    skipped: dict[Sentence, Count]
    problems: Count
    sources: tuple[PathImport, ...]


@dataclass(frozen=True, slots=True)
class RememberedPerson(Document):
    """Somebody the user knows, from memory."""

    identity: Address
    name: Name
    circle: Word | None
    known: Flag = False  # they were here already


@dataclass(frozen=True, slots=True)
class Remembered(Outcome):
    """Who was remembered."""

    remembered: tuple[RememberedPerson, ...]

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return " ".join(map(_remembered, self.remembered))


def _remembered(one: RememberedPerson) -> str:
    if one.known:
        return f"{one.name} was here already: what you said was added."
    return f"Added: {one.name}{f' ({one.circle})' if one.circle else ''}."
