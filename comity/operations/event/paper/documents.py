"""What is said of what was printed or given out of an event, and of what came back."""

from __future__ import annotations

from dataclasses import dataclass

from comity.operations.document import (
    Count,
    Document,
    Key,
    LocalPath,
    Name,
    Outcome,
    Text,
    Word,
)
from comity.operations.words import count, listed


@dataclass(frozen=True, slots=True)
class CardsPrinted(Outcome):
    """A file of an event's cards or seats, and what to know of it before it is used.

    ``pages``: of a PDF. ``unshown``: letters that no font of this machine can show.
    ``without``: guests left out of a list for breakout rooms, since no address of theirs is known.
    """

    event: Key
    file: LocalPath
    what: Word
    guests: Count
    pages: Count | None
    unshown: tuple[Text, ...]
    without: tuple[Name, ...]

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        pages = f" on {count(self.pages, 'page')}" if self.pages else ""
        return f"Written: {self.what} of {count(self.guests, 'guest')}{pages}."

    @property
    def problems(self) -> tuple[str, ...]:
        """What to do something about, in sentences."""
        found = []
        if self.unshown:
            letters = " ".join(self.unshown[:20])
            found.append(
                f"No font on this machine shows {letters}: a box stands in their place. "
                "Install one that does (Noto Sans has nearly every script), and print again."
            )
        if self.without:
            found.append(f"No address is known of {listed(self.without[:8])}: they choose a room.")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class RowSkipped(Document):
    """A row that nothing was kept of, and why."""

    row: Count
    reason: Text


@dataclass(frozen=True, slots=True)
class TicksBack(Outcome):
    """What a file of ticks brought: ``rows`` = new + known + skipped.

    ``cards``: guests of whom any tick is known by now, of ``asked`` who met somebody.
    """

    event: Key
    rows: Count
    new: Count
    known: Count
    skipped: tuple[RowSkipped, ...]
    cards: Count
    asked: Count

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return (
            f"{count(self.rows, 'row')}: {self.new} new, {self.known} known already, "
            f"{len(self.skipped)} skipped. Ticks are back of {self.cards} of {self.asked} guests."
        )
