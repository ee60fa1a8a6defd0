"""The account of one place while it is made, and that of a whole import.

``read = new + known + skipped`` holds of each and of the whole.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from comity.model import Problem
from comity.operations.intake.documents import Import, PathImport

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from comity.operations.intake.reading import Chunk
    from comity.store.mailings import Odd
    from comity.store.manifest import Place
    from comity.store.writer import Added

_SHOWN_CHARS = 100
_ODD = {
    "another author": (
        "Message-ID",
        "somebody else wrote another mail under the same Message-ID",
        "both are kept; if you do not know the sender, do not trust the second",
    ),
    "another mail": (
        "Message-ID",
        "their program gave the same Message-ID to mails of another date and other words",
        "each is kept as a mail of its own; nothing is to be done",
    ),
    "another person": (
        "UID",
        "cards of different people bear the same UID",
        "each is kept as a card of its own; nothing is to be done",
    ),
    "another event": (
        "UID",
        "different events bear the same UID",
        "each is kept as an event of its own; if you do not know who sent it, do not trust it",
    ),
}


@dataclass(slots=True)
class Tally:
    """The account of one place, while it is made."""

    path: str
    source: str = ""
    reader: str = ""
    read: int = 0
    new: int = 0
    known: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    failed: bool = False
    odd: set[tuple[str, str]] = field(default_factory=set)  # Message-IDs and UIDs told of

    @property
    def place(self) -> Place:
        """Under which the account is kept."""
        return self.path, self.source, self.reader

    def add(self, chunk: Chunk) -> None:
        """Count what was read, kept or not."""
        self.read += chunk.read
        self.skipped.update(chunk.skipped)
        self.problems += chunk.problems
        self.failed |= chunk.failed

    def keep(self, added: Added) -> None:
        """Count what became of the records that were kept."""
        self.new += added.new
        self.known += added.known
        self.skipped += Counter(forgotten=added.forgotten)
        self._note(added.odd)

    def _note(self, odd: Iterable[Odd]) -> None:
        """Say of each Message-ID or UID once that several bear it."""
        for kind, reference in dict.fromkeys(odd):
            if (kind, reference) not in self.odd:
                self.odd.add((kind, reference))
                name, what, advice = _ODD[kind]
                where = f"{Path(self.path).name}, {name} {reference[:_SHOWN_CHARS]}"
                self.problems.append(Problem(where, what, advice))

    def shown(self) -> PathImport:
        """Return it as the user is told."""
        skipped = dict(sorted(self.skipped.items()))
        counts = (self.read, self.new, self.known)
        return PathImport(self.path, self.source, *counts, skipped, len(self.problems))


def total(done: Sequence[PathImport]) -> Import:
    """Return the account of the whole of what was read."""
    skipped: Counter[str] = Counter()
    for one in done:
        skipped.update(one.skipped)
    return Import(
        read=sum(one.read for one in done),
        new=sum(one.new for one in done),
        known=sum(one.known for one in done),
        skipped=dict(sorted(skipped.items())),
        problems=sum(one.problems for one in done),
        sources=tuple(done),
    )
