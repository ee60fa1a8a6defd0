"""What the ledger tells: help given and received, each as what happened."""

from __future__ import annotations

from dataclasses import dataclass

from comity.operations.document import Document, Flag, Instant, Key, Outcome, Person, Text, Word
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
