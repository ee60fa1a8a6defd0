"""What is said of an event: its guests, its rounds, what became of a list."""

from __future__ import annotations

from dataclasses import dataclass

from comity.operations.document import (
    Address,
    Count,
    Document,
    Figure,
    Flag,
    Instant,
    Key,
    LocalPath,
    Name,
    Outcome,
    Sentence,
    Text,
    Word,
)
from comity.operations.words import count


@dataclass(frozen=True, slots=True)
class Planned(Document):
    """Who sits with whom: rounds of tables of names.

    ``repeats``: meetings of two who met before; ``value``: what the meetings are worth together,
    ``bound``: the most that any seating could be worth, as far as is proven; ``worst_share``: what
    the worst-off guest gets of their own best; ``sit_outs``: how often somebody rests a round.
    """

    rounds: tuple[tuple[tuple[Name, ...], ...], ...]
    repeats: Count
    value: Figure
    bound: Figure
    worst_share: Figure | None
    sit_outs: Count
    seconds: Figure


@dataclass(frozen=True, slots=True)
class EventMade(Outcome):
    """An event that was made, and the folder of what is printed for it."""

    event: Key
    title: Text
    on: Instant
    sheets: LocalPath

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return f"Made: {self.title}. Its sheets are ready to print; bring the guests in next."


@dataclass(frozen=True, slots=True)
class EventTold(Document):
    """An event: ``stage`` is announced, listed, seated, running, paused or over."""

    event: Key
    title: Text
    on: Instant
    guests: Count
    rounds: Count
    size: Count
    stage: Word


@dataclass(frozen=True, slots=True)
class Events(Document):
    """The events of a book, those to come first."""

    events: tuple[EventTold, ...]


@dataclass(frozen=True, slots=True)
class EventErased(Outcome):
    """What of an event is gone, or would go."""

    event: Key
    title: Text
    guests: Count
    acts: Count
    folder: LocalPath
    erased: Flag

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        what = f"{self.title}: {count(self.guests, 'guest')}, seats, ticks and sheets"
        if not self.erased:
            return f"This would go for good: {what}."
        return f"Erased for good: {what}."


@dataclass(frozen=True, slots=True)
class Guest(Document):
    """What the organiser is shown of a guest."""

    guest: Key
    name: Name
    organisation: Text
    role: Text
    asks: tuple[Text, ...]
    offers: tuple[Text, ...]
    interests: tuple[Text, ...]
    avoid: tuple[Text, ...]
    must_meet: tuple[Text, ...]
    from_round: Count
    to_round: Count | None
    table: Count | None
    newcomer: Flag | None
    address: Address


@dataclass(frozen=True, slots=True)
class ColumnTold(Document):
    """A column of a list, and what it becomes; "" where it is forgotten."""

    column: Text
    becomes: Word


@dataclass(frozen=True, slots=True)
class GuestRow(Document):
    """What became of a row: new, known or skipped, and why."""

    line: Count
    name: Text
    became: Word
    why: Sentence


@dataclass(frozen=True, slots=True)
class Guests(Outcome):
    """The guests of an event; of a list that was brought in, its columns and every row."""

    event: Key
    title: Text
    guests: tuple[Guest, ...]
    columns: tuple[ColumnTold, ...]
    rows: tuple[GuestRow, ...]
    new: Count
    known: Count
    skipped: Count
    kept: Flag

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        listed = f"{count(len(self.guests), 'guest')} on the list"
        if not self.rows:
            return f"{listed}."
        new = f"{self.new} new, {self.known} known already, {self.skipped} skipped"
        return f"{count(len(self.rows), 'row')}: {new}. {listed}."


@dataclass(frozen=True, slots=True)
class Moved(Document):
    """Whose table changes in a round; table 0 is none."""

    round: Count
    name: Name
    table: Count
    to: Count


@dataclass(frozen=True, slots=True)
class Repaired(Outcome):
    """What became of seats that were mended from a round on; ``taken``: whether they hold."""

    event: Key
    from_round: Count
    moves: tuple[Moved, ...]
    taken: Flag
    text: Sentence

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return self.text if self.taken else f"{self.text} Nothing was changed."


@dataclass(frozen=True, slots=True)
class EventFresh(Document):
    """An event to follow up while it is fresh; ``ticked``: how many guests gave their ticks."""

    event: Key
    title: Text
    introductions: Count
    ticked: Count
    hours_left: Count

    def in_words(self) -> str:
        """Return what is to be done, and until when: "3 introductions wait: 31 hours are left"."""
        left = f"{count(self.hours_left, 'hour')} of the 48 are left"
        if self.introductions:
            verb = "waits" if self.introductions == 1 else "wait"
            return f"{count(self.introductions, 'introduction')} {verb} to be sent: {left}"
        return f"the ticks are not back yet, and so nobody is introduced: {left}"
