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
    Text,
    Word,
)
from comity.operations.words import DECISIONS, count, listed


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
class ColumnShown(Document):
    """A column of a table of people: what it becomes, that in words, and some of its cells."""

    head: Text
    becomes: Word
    says: Sentence
    samples: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class TableShown(Document):
    """A table of people, and what becomes of each of its columns."""

    path: LocalPath
    rows: Count
    columns: tuple[ColumnShown, ...]

    def in_words(self) -> str:
        """Return how many of its columns became what, as a sentence."""
        kept = sum(one.becomes == "noted" for one in self.columns)
        left = sum(one.becomes == "left" for one in self.columns)
        used = len(self.columns) - kept - left
        notes = f"{kept:,} kept as notes under their names"
        return f"{count(len(self.columns), 'column')}: {used:,} read, {notes}, {left:,} left"


@dataclass(frozen=True, slots=True)
class TakenOver(Document):
    """What became of what files say was decided in other programs.

    ``said``: how many decisions of each kind this book has now, all of one step (``step``; null
    where there are none). ``known`` stood already; above ``yours`` stands the user's own word.
    """

    said: dict[Word, Count]
    known: Count
    yours: Count
    left: dict[Sentence, Count]  # by why
    step: Count | None

    def in_words(self) -> tuple[str, ...]:
        """Return it as sentences."""
        told = [count(n, *DECISIONS.get(verb, (verb, ""))) for verb, n in self.said.items()]
        left = [f"{n:,} {why}" for why, n in self.left.items()]
        return (
            *([f"Decided elsewhere and taken over: {listed(told)}"] if told else []),
            *([f"{self.known:,} of what was decided elsewhere stood already"] * bool(self.known)),
            *([f"{self.yours:,} left, since your own word here says otherwise"] * bool(self.yours)),
            *([f"Left of what was decided elsewhere: {listed(left)}"] if left else []),
        )


@dataclass(frozen=True, slots=True)
class Import(Document):
    """What became of all records: ``read = new + known + skipped``."""

    read: Count
    new: Count
    known: Count
    skipped: dict[Sentence, Count]
    problems: Count
    sources: tuple[PathImport, ...]
    decided: TakenOver | None = None  # elsewhere; where a file says anything of that
    tables: tuple[TableShown, ...] = ()  # of people, and what their columns became


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
