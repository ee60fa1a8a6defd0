"""What the plan says: today, the week, and what becomes of a suggestion."""

from __future__ import annotations

from dataclasses import dataclass

from comity.operations.document import (
    Count,
    Document,
    Flag,
    Instant,
    Key,
    Outcome,
    Person,
    Sentence,
    SomeReason,
    Source,
    Text,
    Word,
)
from comity.operations.event.documents import EventFresh
from comity.operations.moment import local_of
from comity.operations.person.documents import Reminder
from comity.operations.upkeep.documents import AccountFresh
from comity.operations.words import channel, day, listed

_NAMED_MAX = 3  # in one sentence; more are counted


def _few(people: tuple[Person, ...]) -> str:
    """Return the first names of some, and how many more there are."""
    names = [one.name for one in people[:_NAMED_MAX]]
    more = len(people) - len(names)
    return listed([*names, f"{more} more"] if more else names)


@dataclass(frozen=True, slots=True)
class Seen(Document):
    """A record that a suggestion rests on; ``guessed``: its subject alone says what it answers."""

    key: Key
    at: Instant | None
    text: Text
    guessed: Flag


@dataclass(frozen=True, slots=True)
class WayToHelp(Document):
    """Their question, my open word, or a recommendation to return."""

    kind: Word
    quote: Text
    at: Instant | None


@dataclass(frozen=True, slots=True)
class Suggested(Document):
    """One person to tend, why, on what evidence, in how many minutes; ``loop``: what it closes."""

    id: Key
    kind: Word
    person: Person
    why: tuple[SomeReason, ...]
    evidence: tuple[Seen, ...]
    minutes: Count
    help: WayToHelp | None
    loop: Key = ""


@dataclass(frozen=True, slots=True)
class Rested(Document):
    """A kind that is named less often, and why."""

    kind: Word
    text: Sentence


@dataclass(frozen=True, slots=True)
class Tended(Document):
    """Somebody dealt with today: by what kind of suggestion, and how (done, put_off, never)."""

    person: Person
    kind: Word
    how: Word


@dataclass(frozen=True, slots=True)
class Ending(Document):
    """Where mail or a messenger ends, so long ago that more is to be brought in.

    ``source``: the mailbox that stopped while others went on; "" for all of it.
    """

    medium: Word
    source: Source
    last_at: Instant
    silent_days: Count

    def in_words(self, zone: str) -> str:
        """Return it as a sentence: "Your mail here ends on 20 January 2026"."""
        what = "mail" if self.medium == "mail" else f"{channel(self.medium)} messages"
        verb = "ends" if self.medium == "mail" else "end"
        where = f"from {self.source.partition('/')[2]}" if self.source else "here"
        return f"Your {what} {where} {verb} on {day(local_of(self.last_at, zone))}"


@dataclass(frozen=True, slots=True)
class Today(Document):
    """The few people of today; ``ended``: whom was tended used up the day.

    ``more``: how many are shown beside the day's pace. ``to_keep``: with whom the user has most to
    do, where nobody is named today and nobody is kept. ``beside``: personal people, whom the plan
    names only where they are kept, who asked something, on such a day. ``waiting``: who is owed
    something that was left or put off, on such a day. ``events``: those to follow up while they
    are fresh. ``accounts``: until when each account that is followed was read.
    """

    pace: dict[Word, Count]
    suggestions: tuple[Suggested, ...]
    tended: tuple[Tended, ...]
    ended: Flag
    more: Count
    left_out: Count
    faded: tuple[Rested, ...]
    kept: Count
    ends: tuple[Ending, ...] = ()
    to_keep: tuple[Person, ...] = ()
    beside: tuple[Person, ...] = ()
    waiting: tuple[Person, ...] = ()
    events: tuple[EventFresh, ...] = ()
    accounts: tuple[AccountFresh, ...] = ()

    def nobody_in_words(self) -> str:
        """Return that nobody is named, as far as the records go."""
        whom = "nobody else" if self.waiting else "nobody"
        whom += " you know through work" if self.beside else ""
        said = [f"{f'as far as that goes, {whom}' if self.ends else whom} waits for you, "]
        said[0] += "and nobody is overdue."
        if self.waiting:
            verb = "waits" if len(self.waiting) == 1 else "wait"
            said.append(f"{_few(self.waiting)} still {verb} for what you left or put off.")
        if self.beside:
            kept = "personal people are named where you keep them"
            said.append(f"{_few(self.beside)} asked you something: {kept}.")
        return " ".join(said)

    def tended_in_words(self) -> str:
        """Return whom the user dealt with today, and how: "Done: Ada and Ben. Put off: Cleo."."""
        words = {"done": "Done", "put_off": "Put off", "never": "Never again"}
        names = {how: [one.person.name for one in self.tended if one.how == how] for how in words}
        return " ".join(f"{words[how]}: {listed(some)}." for how, some in names.items() if some)


@dataclass(frozen=True, slots=True)
class ReminderOf(Reminder):
    """A reminder, and of whom."""

    person: Person


@dataclass(frozen=True, slots=True)
class Day(Document):
    """A working day of the week ahead."""

    date: Instant
    suggestions: tuple[Suggested, ...]
    minutes: Count
    reminders: tuple[ReminderOf, ...] = ()  # whose day comes then, or on a free day before


@dataclass(frozen=True, slots=True)
class Week(Document):
    """The working days ahead."""

    days: tuple[Day, ...]
    ends: tuple[Ending, ...] = ()


@dataclass(frozen=True, slots=True)
class Done(Outcome):
    """A suggestion that was followed; ``again``: when it is due anew if they are not in touch."""

    done: Key
    kind: Word
    person: Person
    again: Instant | None

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        if self.again is None:
            return f"Done: {self.person.name}."
        due = day(local_of(self.again, zone))
        return f"Done: {self.person.name}, due again on {due}. If you met or wrote, note it."


@dataclass(frozen=True, slots=True)
class Snoozed(Outcome):
    """A suggestion that was put off."""

    snoozed: Key
    until: Instant
    kind: Word
    person: Person

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        return f"{self.person.name} comes back on {day(local_of(self.until, zone))}."
