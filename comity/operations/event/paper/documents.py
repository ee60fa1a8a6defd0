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


@dataclass(frozen=True, slots=True)
class GuestMet(Document):
    """A guest and whom they met, in order."""

    name: Name
    met: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class EventReport(Document):
    """What became of an evening. What is null is not known, and is no nought.

    ``new_ties``: of the meetings, those of two who met at no earlier event here; ``fewest_met``:
    how many the guest met who met the fewest; ``wishes``: things that guests who met somebody
    seek; ``wishes_met``: of these, where they met one who offers it; ``mutual``: pairs who said the
    same of each other; ``second_meetings``: pairs who met again at a later event, null before one.
    """

    event: Key
    title: Text
    rounds: Count
    guests: Count
    meetings: Count
    new_ties: Count
    fewest_met: Count
    wishes: Count
    wishes_met: Count
    cards_back: Count
    mutual: Count | None
    again: Count | None
    helped: Count | None
    second_meetings: Count | None
    met: tuple[GuestMet, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """The report in plain words."""
        rounds = count(self.rounds, "round")
        found = [
            f"{count(self.guests, 'guest')} met in {rounds}: {count(self.meetings, 'meeting')}.",
            f"{self.new_ties} of them were of two who had met at no earlier event here.",
            f"Whoever met the fewest met {self.fewest_met}.",
        ]
        if self.wishes:
            found.append(
                f"Of {count(self.wishes, 'thing')} that guests look for, for {self.wishes_met} "
                "they sat with somebody who offers it."
            )
        else:
            found.append("Nobody said what they look for, so it is not known what was found.")
        found.append(f"Ticks are back of {self.cards_back} of {self.guests} guests.")
        if self.mutual is None:
            found.append("Until some are, it is not known who would meet again.")
        else:
            found.append(
                f"{count(self.mutual, 'pair')} said the same of each other: {self.again} would "
                f"meet again, in {self.helped} one can help the other."
            )
        if self.second_meetings is not None:
            found.append(f"{count(self.second_meetings, 'pair')} met again at a later event.")
        return tuple(found)
