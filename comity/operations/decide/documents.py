"""What is said when the user has decided, noted or answered something, or took it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeAlias

from comity.operations.document import (
    Address,
    Count,
    Document,
    Figure,
    Flag,
    Instant,
    Key,
    Kind,
    Name,
    Outcome,
    Person,
    Sentence,
    Source,
    Text,
    Word,
)
from comity.operations.moment import local_of
from comity.operations.words import count, day, listed, rhythm

_STEPS_MAX = 5  # further ones are counted
ANSWERS = {
    "same": "one person",
    "different": "two people",
    "later": "asked again in a month",
    "nobody": "with nobody you know here",
}


def _names(people: tuple[Person, ...]) -> str:
    return ", ".join(one.name for one in people)


def _noted(person: Person, verb: str, said: str | None) -> str:
    """Return what stands of somebody, or that the user took their word back."""
    if said is None:
        return f"Taken back: {verb}, {person.name}."
    return f"Noted: {person.name}, {said.replace('_', ' ')}."


# ── decisions ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Kept(Outcome):
    """Whom the user keeps in touch with at a rhythm, or no longer."""

    kept: tuple[Person, ...]
    no_longer_kept: tuple[Person, ...]
    rhythm_days: Figure | None

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        if self.rhythm_days is None:
            return f"No longer kept: {_names(self.no_longer_kept)}."
        return f"Kept: {_names(self.kept)}, {rhythm(self.rhythm_days)}."


@dataclass(frozen=True, slots=True)
class CircleSaid(Outcome):
    """The circle a person belongs to."""

    person: Person
    circle: Word

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return _noted(self.person, "circle", self.circle)


@dataclass(frozen=True, slots=True)
class StageSaid(Outcome):
    """Where a relationship stands; null where the user took their word back."""

    person: Person
    stage: Word | None

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        if self.stage == "died":
            return f"Noted: {self.person.name} has died. No suggestion names them again."
        return _noted(self.person, "stage", self.stage)


@dataclass(frozen=True, slots=True)
class StrengthWord(Document):
    """How close somebody is, in the user's word and as a figure."""

    word: Word
    strength: Annotated[float, Kind.LOCAL]


@dataclass(frozen=True, slots=True)
class StrengthSaid(Outcome):
    """How close somebody is; null where the user took their word back."""

    person: Person
    strength: StrengthWord | None

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return _noted(self.person, "strength", self.strength.word if self.strength else None)


@dataclass(frozen=True, slots=True)
class NeverSaid(Outcome):
    """Whether a person is never suggested; null where they may be again."""

    person: Person
    never: Flag | None

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        name = self.person.name
        return f"{name} {'is not suggested again' if self.never else 'may be suggested again'}."


@dataclass(frozen=True, slots=True)
class QuietSaid(Outcome):
    """Until when a person is paused; null where they no longer are."""

    person: Person
    quiet: Annotated[int | None, Kind.LOCAL]  # the same instant in microseconds
    quiet_until: Instant | None

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        if self.quiet_until is None:
            return f"{self.person.name} is no longer paused."
        return f"{self.person.name} is paused until {day(local_of(self.quiet_until, zone))}."


@dataclass(frozen=True, slots=True)
class TagSaid(Outcome):
    """A word of the user's own on a person; null where it was taken off."""

    person: Person
    tag: Text | None

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return _noted(self.person, "tag", self.tag)


@dataclass(frozen=True, slots=True)
class RoleSaid(Outcome):
    """What a person is to the user; null where they no longer are.

    ``fitting_days``: the rhythm that the role suggests, where none was chosen.
    """

    person: Person
    role: Text | None
    fitting_days: Figure | None = None

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        said = _noted(self.person, "role", self.role)
        if self.fitting_days is None:
            return said
        often = rhythm(self.fitting_days)
        return f"{said} A rhythm that fits is {often}: keep them at it, if you like."


@dataclass(frozen=True, slots=True)
class Edited(Outcome):
    """What the user said of somebody, by its labels, and which addresses are theirs too."""

    person: Person
    changed: tuple[Text, ...]
    addresses: tuple[Text, ...]

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        what = listed([*self.changed, *self.addresses])
        return f"Changed: {self.person.name}, {what}."


@dataclass(frozen=True, slots=True)
class PhotoKept(Outcome):
    """Whether a photo of somebody is kept."""

    person: Person
    photo: Flag

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        kept = "A photo of {} is kept." if self.photo else "No photo of {} is kept any more."
        return kept.format(self.person.name)


@dataclass(frozen=True, slots=True)
class Changed(Outcome):
    """Those of whom something was said at once; who was so already is not among them."""

    changed: tuple[Person, ...]
    asked: Count
    tag: Text
    untag: Text
    circle: Word | None
    rhythm_days: Figure | None
    no_longer: Flag

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        what = [
            f"tagged “{self.tag}”" if self.tag else "",
            f"no longer tagged “{self.untag}”" if self.untag else "",
            str(self.circle) if self.circle else "",
            f"kept {rhythm(self.rhythm_days)}" if self.rhythm_days else "",
            "no longer kept" if self.no_longer else "",
        ]
        said = ", ".join(filter(None, what))
        already = self.asked - len(self.changed)
        rest = f" {count(already, 'was', 'were')} so already." if already else ""
        if not self.changed:
            return f"Nothing to change: {count(already, 'was', 'were')} {said} already."
        return f"{count(len(self.changed), 'person', 'people')} changed: {said}.{rest}"


# ── what happened, and notes ─────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Logged(Outcome):
    """What left no trace, said by hand."""

    logged: Word
    at: Instant
    text: Text
    with_: tuple[Person, ...]
    added: tuple[Person, ...] = ()  # who of them is new here

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        added = f"Added: {_names(self.added)}. " if self.added else ""
        when = day(local_of(self.at, zone))
        return f"{added}Noted: {self.logged} with {_names(self.with_)} on {when}."


@dataclass(frozen=True, slots=True)
class Noted(Outcome):
    """A note about a person."""

    person: Person
    note: Text

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return f"Noted of {self.person.name}."


@dataclass(frozen=True, slots=True)
class Reminded(Outcome):
    """Of whom the user is reminded, of what, and on which day."""

    person: Person
    text: Text
    on: Instant

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return f"You will be reminded of {self.person.name} on {day(date.fromisoformat(self.on))}."


@dataclass(frozen=True, slots=True)
class Amended(Outcome):
    """A note, contact or reminder in other words, and of whom it is."""

    amended: Key
    people: tuple[Person, ...]
    text: Text

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return f"Changed: {_names(self.people)}."


@dataclass(frozen=True, slots=True)
class Deleted(Outcome):
    """A note, contact or reminder that was taken out, and of whom it was."""

    deleted: Key
    kind: Word
    people: tuple[Person, ...]

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        what = {"log": "what you logged", "remind": "a reminder"}.get(self.kind, "a note")
        return f"Taken out: {what}, {_names(self.people)}."


# ── who is who ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Side(Document):
    """One of the two a question is about."""

    identity: Address
    name: Name
    evidence_days: Count


@dataclass(frozen=True, slots=True)
class SamePerson(Document):
    """The question whether two are one person, and what speaks for it."""

    id: Key
    kind: Word
    left: Side
    right: Side
    score: Figure
    text: Sentence


@dataclass(frozen=True, slots=True)
class UnnamedMeeting(Document):
    """The question whom a meeting was with."""

    id: Key
    kind: Word
    key: Key
    at: Instant
    at_us: Annotated[int, Kind.LOCAL]
    title: Text
    text: Text


@dataclass(frozen=True, slots=True)
class UnnamedMeetingAsked(UnnamedMeeting):
    """The same, with the people it may have been."""

    candidates: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Questions(Document):
    """The questions asked now, and how many are open: of pairs, and of meetings without a name."""

    questions: tuple[SamePerson | UnnamedMeetingAsked, ...]
    open: Count
    pairs: Count
    meetings: Count


@dataclass(frozen=True, slots=True)
class Answered(Outcome):
    """A question whose answer is a word: same, different or later."""

    answered: Key
    answer: Word
    question: SamePerson | UnnamedMeeting

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return f"Noted: {ANSWERS[self.answer]}."


@dataclass(frozen=True, slots=True)
class MetNobody(Outcome):
    """A meeting that was with nobody the book knows."""

    answered: Key
    answer: Word

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return f"Noted: {ANSWERS[self.answer]}."


@dataclass(frozen=True, slots=True)
class MetWith(Outcome):
    """Whom a meeting was with."""

    answered: Key
    answer: Name
    person: Person

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return f"Noted: {self.answer}."


SomeAnswer: TypeAlias = Answered | MetNobody | MetWith


@dataclass(frozen=True, slots=True)
class Merged(Outcome):
    """Two that are one person now, and all that is theirs."""

    merged: Person
    identities: tuple[Address, ...]

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return f"One person now: {self.merged.name}."


@dataclass(frozen=True, slots=True)
class PairSide(Person):
    """One of two who may be one person."""

    identities: tuple[Address, ...]
    evidence_days: Count
    last_at: Instant | None


@dataclass(frozen=True, slots=True)
class Pair(Document):
    """Two people, and what speaks for and against their being one."""

    left: PairSide
    right: PairSide
    speaks_for: tuple[Text, ...]
    speaks_against: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Joined(Document):
    """Two identities that the user said are one person's."""

    left: Address
    right: Address


@dataclass(frozen=True, slots=True)
class Apart(Outcome):
    """Two that are two people."""

    left: Person
    right: Person

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return f"Two people: {self.left.name} and {self.right.name}."


@dataclass(frozen=True, slots=True)
class Split(Outcome):
    """An identity that is somebody else's now."""

    split: Address
    from_: Person

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return f"{self.split} is somebody else than {self.from_.name} now."


# ── me, undo ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class MyIdentity(Document):
    """One that is the owner's; ``given``: the user said so."""

    identity: Address
    name: Name
    uses: Count
    given: Flag


@dataclass(frozen=True, slots=True)
class Mine(Document):
    """Which identities are the owner's."""

    me: tuple[MyIdentity, ...]


@dataclass(frozen=True, slots=True)
class MeAdded(Mine, Outcome):
    """The same, with those that are new."""

    added: tuple[Address, ...]

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return f"Yours: {', '.join(self.added) or 'known already'}."


@dataclass(frozen=True, slots=True)
class MeRemoved(Mine, Outcome):
    """The same, without the one taken away."""

    removed: Address

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return f"Not yours: {self.removed}."


@dataclass(frozen=True, slots=True)
class Candidate(Document):
    """Somebody who may be the owner, and by what signs, the plainest first."""

    identity: Address
    name: Name
    signs: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Me(Mine):
    """The same, and what may be the owner's beside: an alias, a name in chats."""

    perhaps: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class WhoAreYou(Document):
    """What is asked before anything is said of the owner's side: none of ``records`` names them."""

    question: Sentence
    who_are_you: tuple[Candidate, ...]
    records: Count


@dataclass(frozen=True, slots=True)
class TakenBack(Document):
    """One thing said that is taken back."""

    verb: Word
    identity: Address
    name: Name
    other: Annotated[str, Kind.LOCAL]
    value: Annotated[Any, Kind.TEXT]  # any JSON
    said_at: Instant


@dataclass(frozen=True, slots=True)
class Step(Document):
    """What one act said; ``undone_at``: when it was taken back.

    ``leaning``: the later steps about somebody whom this one added. ``overruled_by``: the later
    step that says otherwise, so that this one shows nowhere.
    """

    step: Count
    at: Instant
    text: Text
    people: tuple[Person, ...]
    undone_at: Instant | None
    leaning: tuple[Count, ...] = ()
    overruled_by: Count | None = None


@dataclass(frozen=True, slots=True)
class Brought(Document):
    """A source that was imported: how many records of it there are, and when it was last read."""

    source: Source
    records: Count
    last_import: Instant | None


@dataclass(frozen=True, slots=True)
class History(Document):
    """The steps asked for, the latest first, how many there are, and what was imported."""

    steps: tuple[Step, ...]
    count: Count
    imported: tuple[Brought, ...]


@dataclass(frozen=True, slots=True)
class Undone(Outcome):
    """A step that is taken back, and all that it had said."""

    undone: tuple[TakenBack, ...]
    step: Step

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return f"Undone: {_begun_small(self.step.text)}.{_after(self.step)}"


@dataclass(frozen=True, slots=True)
class Redone(Outcome):
    """A step that stands again."""

    step: Step

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        over = " A later step says otherwise, and holds." if self.step.overruled_by else ""
        return f"It stands again: {_begun_small(self.step.text)}.{over}"


def _after(step: Step) -> str:
    """Return what taking a step back leaves to be known."""
    if step.leaning:
        about = listed([f"{one:,}" for one in step.leaning[:_STEPS_MAX]])
        more = len(step.leaning) - _STEPS_MAX
        rest = f" and {more:,} more" if more > 0 else ""
        many = len(step.leaning) > 1
        return (
            f" Step{'s' if many else ''} {about}{rest} about them "
            f"rest{'' if many else 's'} until you bring it back."
        )
    return " A later step says otherwise, and still holds." if step.overruled_by else ""


def _begun_small(text: str) -> str:
    return (text[:1].lower() + text[1:]).rstrip(".")
