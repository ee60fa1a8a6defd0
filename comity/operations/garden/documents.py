"""What the ledger tells: help given and received, each as what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from comity.operations.document import (
    Count,
    Document,
    Figure,
    Flag,
    Instant,
    Key,
    Kind,
    Outcome,
    Person,
    SomeReason,
    Text,
    Word,
)
from comity.operations.loops.documents import Loop
from comity.operations.person.documents import LastMet, LastWords
from comity.operations.plan.documents import ReminderOf, Suggested
from comity.operations.words import GIFTS


@dataclass(frozen=True, slots=True)
class Proof(Document):
    """A record that a gift rests on; no key where it rests on the user's own word."""

    key: Key
    at: Instant
    text: Text


@dataclass(frozen=True, slots=True)
class Gift(Document):
    """Help given or received once: of which kind, with whom, and in which words it was told.

    ``direction``: who wrote the words, "out" the owner. ``other``: to whom an introduction was.
    ``by_hand``: the user told it.
    """

    id: Key
    at: Instant
    kind: Word
    person: Person
    direction: Word
    text: Text
    evidence: tuple[Proof, ...]
    other: Person | None = None
    by_hand: Flag = False


@dataclass(frozen=True, slots=True)
class Ledger(Document):
    """What was given and received, the latest first: what happened, and no account of it."""

    given: tuple[Gift, ...]
    received: tuple[Gift, ...]


@dataclass(frozen=True, slots=True)
class GiftAdded(Outcome):
    """Help that the user told of."""

    way: Word
    gift: Gift

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return f"Noted: {told(self.gift, self.way)}."


@dataclass(frozen=True, slots=True)
class GiftCorrected(Outcome):
    """What the user said of help that was found: of another kind, or none."""

    id: Key
    person: Person
    kind: Word
    now: Word

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        if self.now == "nothing":
            return f"Taken out: {GIFTS[self.kind]}, {self.person.name}."
        return f"Noted: {GIFTS[self.now]}, {self.person.name}."


_GIVEN = {
    "introduction": "you introduced {them}{other}",
    "recommendation": "you recommended {them}",
    "referral": "you put in a word for {them}",
    "advice": "you gave {them} advice",
    "endorsement": "you endorsed {them}",
    "article": "you sent {them} something to read",
    "answer": "you answered {their} question",
    "present": "you gave {them} a present",
    "help": "you helped {them}",
}
_RECEIVED = {
    "introduction": "{they} introduced you{other}",
    "recommendation": "{they} recommended you",
    "referral": "{they} put in a word for you",
    "advice": "{they} gave you advice",
    "endorsement": "{they} endorsed you",
    "article": "{they} sent you something to read",
    "answer": "{they} answered your question",
    "present": "{they} gave you a present",
    "help": "{they} helped you",
}


_USUAL = {"given": "out", "received": "in"}


def told(gift: Gift, way: str, *, named: bool = True) -> str:
    """Return what happened in words, with their name, or under it: "they recommended you".

    Where the words are not those of who gave it, that is said: "they gave you advice, you wrote".
    """
    words = (_GIVEN if way == "given" else _RECEIVED)[gift.kind]
    other = f" to {gift.other.name}" if gift.other else ""
    name = gift.person.name
    who = {"them": name, "they": name, "their": f"{name}'s"} if named else _UNNAMED
    said = words.format_map(who | {"other": other})
    if not gift.text or gift.by_hand or gift.kind == "answer" or gift.direction == _USUAL[way]:
        return said
    return f"{said}, {'you' if gift.direction == 'out' else 'they'} wrote"


_UNNAMED = {"them": "them", "they": "they", "their": "their"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a person's story: a gift; ``more``: it stands for earlier ones of its kind."""

    way: str
    gift: Gift
    more: tuple[Gift, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """What happened with one person, the latest first."""

    person: Person
    lines: tuple[Line, ...]


_FOLDED = {"answer"}  # so many that the last one tells of all


def story(ledger: Ledger) -> list[Story]:
    """Return the ledger told per person, whoever was last the first; answers in one line."""
    both = [("given", one) for one in ledger.given] + [("received", one) for one in ledger.received]
    lines: dict[str, list[Line]] = {}
    last: dict[tuple[str, str, str], int] = {}
    people: dict[str, Person] = {}
    for way, one in sorted(both, key=lambda each: each[1].at, reverse=True):
        theirs = lines.setdefault(one.person.id, [])
        people[one.person.id] = one.person
        place = last.get((one.person.id, way, one.kind))
        if place is not None and one.kind in _FOLDED:
            theirs[place] = Line(way, theirs[place].gift, (*theirs[place].more, one))
            continue
        last[one.person.id, way, one.kind] = len(theirs)
        theirs.append(Line(way, one))
    return [Story(people[person], tuple(of)) for person, of in lines.items()]


# ── the garden, the week ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Done(Document):
    """Somebody the user tended by a suggestion: of which kind, and when."""

    person: Person
    kind: Word
    at: Instant


@dataclass(frozen=True, slots=True)
class Ripe(Document):
    """Somebody of whom an ask is fair now, and why; ``given``: the user's last help to them."""

    person: Person
    why: tuple[SomeReason, ...]
    evidence: tuple[Proof, ...]
    given: Gift


@dataclass(frozen=True, slots=True)
class Group(Document):
    """A group: how many people are of it, and what the user gave there last."""

    name: Text
    people: Count
    last_given: Gift | None


@dataclass(frozen=True, slots=True)
class Garden(Document):
    """Whom to tend how, and what was done in the last month."""

    plant: tuple[Suggested, ...]
    water: tuple[Suggested, ...]
    feed: tuple[Suggested, ...]
    harvest: tuple[Ripe, ...]
    planted: tuple[Done, ...]
    watered: tuple[Done, ...]
    fed: tuple[Gift, ...]
    harvested: tuple[Gift, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Met(Document):
    """A meeting or call: when, about what, with whom; ``key``: its record, if it has one."""

    at: Instant
    kind: Word
    text: Text
    people: tuple[Person, ...]
    key: Key


@dataclass(frozen=True, slots=True)
class BirthdayOf(Document):
    """Whose birthday comes, and on which day."""

    person: Person
    on: Instant


@dataclass(frozen=True, slots=True)
class Review(Document):
    """The week back and the week ahead."""

    from_: Instant
    until: Instant
    tended: tuple[Done, ...]
    promises_kept: tuple[Loop, ...]
    given: tuple[Gift, ...]
    received: tuple[Gift, ...]
    met: tuple[Met, ...]
    meetings: tuple[Met, ...]
    birthdays: tuple[BirthdayOf, ...]
    reminders: tuple[ReminderOf, ...]
    promises_due: tuple[Loop, ...]
    due: tuple[Suggested, ...]


# ── one person's agenda ──────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class AgendaNote(Document):
    """A note of the user's, of the time since the two were last in touch."""

    at: Instant
    text: Text


@dataclass(frozen=True, slots=True)
class Agenda(Document):
    """What to talk about with somebody; ``fitting_days``: the rhythm that their role suggests.

    ``on_me``: what I promised, they asked, or I owe thanks or news for. ``on_them``: what they
    promised or I asked.
    """

    person: Person
    roles: tuple[Text, ...]
    keep_days: Figure | None
    fitting_days: Figure | None
    last_at: Instant | None
    their_words: LastWords | None
    my_words: LastWords | None
    last_met: LastMet | None
    on_me: tuple[Loop, ...]
    on_them: tuple[Loop, ...]
    never_set: tuple[Loop, ...]
    notes: tuple[AgendaNote, ...]
    lines: dict[Word, Text]
    given: tuple[Gift, ...]
    received: tuple[Gift, ...]


# ── the year, the book as it was ─────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Grew(Document):
    """A tie that is further than it was: the stage then, and now."""

    person: Person
    stage_then: Word
    stage_now: Word


@dataclass(frozen=True, slots=True)
class Year(Document):
    """What a year brought; of figures alone to share, every list is empty.

    ``gave`` and ``had``: how many deeds of each kind, of all people together.
    """

    from_: Instant
    until: Instant
    figures: dict[Word, Count]
    gave: dict[Word, Count]
    had: dict[Word, Count]
    grew: tuple[Grew, ...]
    revived: tuple[Person, ...]
    new: tuple[Person, ...]
    given: tuple[Gift, ...]
    received: tuple[Gift, ...]


@dataclass(frozen=True, slots=True)
class Lapsed(Document):
    """A tie that was in touch then and has gone quiet.

    ``named_on``: a day on which the plan would have had them among those due, in time; ``kind``
    and ``why``: how, and for which reasons.
    """

    person: Person
    stage_then: Word
    stage_now: Word
    last_at: Instant | None
    named_on: Instant | None
    kind: Word
    why: tuple[SomeReason, ...]


@dataclass(frozen=True, slots=True)
class Rewind(Document):
    """The network as of a day, and what became of it; ``new``: in touch now, and unknown then.

    ``mornings``: those on which the plan was asked whom it would have named.
    """

    day: Instant
    stages_then: dict[Word, Count]
    stages_now: dict[Word, Count]
    lapsed: tuple[Lapsed, ...]
    mornings: tuple[Instant, ...]
    grew: Count
    new: Count


# ── a buddy's page ───────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class BuddyItem(Document):
    """Something the page may hold; ``names_others``: it names people beside the two."""

    id: Key
    kind: Word
    text: Text
    names_others: Flag


@dataclass(frozen=True, slots=True)
class BuddyPage(Document):
    """A page for a buddy: what it may hold, and, of what was chosen, the file itself."""

    person: Person
    items: tuple[BuddyItem, ...]
    html: Annotated[str, Kind.LOCAL]
