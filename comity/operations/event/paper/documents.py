"""What is said of what was printed or given out of an event, and of what came back."""

from __future__ import annotations

from dataclasses import dataclass

from comity.operations.document import (
    Address,
    Count,
    Document,
    Flag,
    Key,
    LocalPath,
    Name,
    Outcome,
    Person,
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


@dataclass(frozen=True, slots=True)
class IntroductionDraft(Document):
    """A draft to two who said the same of each other; ``to``: their addresses, where known."""

    one: Name
    other: Name
    again: Flag
    help: Flag
    to: tuple[Address, ...]
    subject: Text
    text: Text


@dataclass(frozen=True, slots=True)
class FollowUp(Outcome):
    """What an evening leads to: ``ticked`` of ``guests`` who met somebody gave their ticks.

    ``kept``: who of them is in the book by this.
    """

    event: Key
    title: Text
    introductions: tuple[IntroductionDraft, ...]
    ticked: Count
    guests: Count
    files: Count
    folder: LocalPath
    kept: tuple[Person, ...]

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        cards = f"Ticks are back of {self.ticked} of {self.guests} guests."
        if not self.ticked:
            return f"No ticks are back yet, so nobody can be introduced. {cards}"
        pairs = count(len(self.introductions), "pair")
        names = listed([one.name for one in self.kept])
        kept = f" Kept in your book: {names}." if names else ""
        return f"{pairs} said the same of each other. {cards}{kept}"
