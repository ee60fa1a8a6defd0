"""What is said of one person: in a list, and on a page of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from comity.operations.document import (
    Address,
    Count,
    Document,
    Figure,
    Flag,
    Forecast,
    Instant,
    Key,
    Kind,
    Name,
    Person,
    SomeReason,
    Source,
    Text,
    Word,
)


@dataclass(frozen=True, slots=True)
class Summary(Document):
    """One person of many: who they are, where it stands, how often."""

    id: Key
    name: Name
    identities: tuple[Address, ...]
    stage: Word
    circle: Word
    strength: Annotated[float | None, Kind.LOCAL]  # orders a list, and grades nobody to a reader
    evidence_days: Count
    two_way_days: Count
    last_at: Instant | None
    sent: Count
    received: Count
    p_contact_7d: Forecast | None
    p_active_90d: Forecast | None


@dataclass(frozen=True, slots=True)
class Line(Document):
    """One contact, or a note of the user's; ``guessed``: its subject alone says what it answers."""

    at: Instant | None
    interaction: Word
    direction: Word
    channel: Word
    addressed: Flag
    recipients: Count
    help: Word
    subject: Text
    key: Key
    guessed: Flag


@dataclass(frozen=True, slots=True)
class Replies(Document):
    """How many mails to them alone were answered, within two days and at all, and how soon."""

    asked: Count
    unanswered: Count
    asked_2d: Count
    answered_2d: Count
    median_days: Figure | None
    most_days: Figure | None


@dataclass(frozen=True, slots=True)
class Reminder(Document):
    """What the user wants to be reminded of, and on which day; by its key it is taken out."""

    key: Key
    on: Instant
    text: Text


@dataclass(frozen=True, slots=True)
class Detail(Document):
    """What the user says of somebody; "" where they say that what a source says is not so."""

    label: Text
    text: Text


@dataclass(frozen=True, slots=True)
class PersonPage(Summary):
    """One person: what happened, and what follows from it."""

    replies: Replies | None
    p_reply_2d: Forecast | None
    timeline: tuple[Line, ...]
    reasons: tuple[SomeReason, ...]
    reminders: tuple[Reminder, ...] = ()
    details: tuple[Detail, ...] = ()


# ── beside the timeline ──────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Company(Person):
    """Who stood in the same mails and meetings, how often, and when last."""

    together: Count
    last_at: Instant


@dataclass(frozen=True, slots=True)
class FirstLine(Document):
    """What they are after, what I could give or would like to learn; ``own``: in my own words."""

    key: Key  # of the note, or of the mail that it is read from
    text: Text
    own: Flag
    at: Instant | None


@dataclass(frozen=True, slots=True)
class Year(Document):
    """A year's days of contact: on each they met, wrote to one another, or one of them wrote."""

    year: Count
    days: dict[Instant, Word]


@dataclass(frozen=True, slots=True)
class Silence(Document):
    """The days between two days of contact, the first of which is given."""

    days: Count
    from_: Instant


@dataclass(frozen=True, slots=True)
class Channel(Document):
    """A way of contact, on how many days it was used, and when last."""

    channel: Word
    interaction: Word
    days: Count
    last_at: Instant | None


@dataclass(frozen=True, slots=True)
class Work(Document):
    """A place of work, and when it was first and last said."""

    organisation: Name
    title: Text
    first_at: Instant | None
    last_at: Instant | None


@dataclass(frozen=True, slots=True)
class Claimed(Document):
    """What a card or an export says of somebody."""

    attribute: Word
    value: Text


@dataclass(frozen=True, slots=True)
class Thread(Document):
    """Messages that answer one another; ``guessed``: some of them by their subject alone."""

    subject: Text
    messages: Count
    begun: Word
    last_at: Instant | None
    guessed: Flag


@dataclass(frozen=True, slots=True)
class Profile(Document):
    """What the sources show of one person beside their timeline."""

    first_lines: dict[Word, FirstLine]
    calendar: tuple[Year, ...]
    silences: tuple[Silence, ...]
    initiated_by_me: Count
    initiated_by_them: Count
    asked_by_them: Count
    answered_by_me: Count
    guessed_by_me: Count
    asked_by_me: Count
    answered_by_them: Count
    guessed_by_them: Count
    channels: tuple[Channel, ...]
    work: tuple[Work, ...]
    claims: tuple[Claimed, ...]
    threads: tuple[Thread, ...]


@dataclass(frozen=True, slots=True)
class Decided(Document):
    """What the user decided of one person."""

    keep_days: Figure | None
    stage: Word | None
    circle: Word | None
    strength: Word | None
    never: Flag
    quiet_until: Instant | None
    tags: tuple[Text, ...]
    roles: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class OwnWords(Document):
    """What the user said of one person, and whom both know that may be suggested."""

    first_lines: dict[Word, FirstLine]
    in_common: tuple[Company, ...]
    said: Decided
    details: tuple[Detail, ...]
    seen_name: Name  # in their sources, where the user gave another


# ── what a message could rest on ─────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class LastWords(Document):
    """The latest of one side that has words in it."""

    at: Instant | None
    about: Text
    text: Text


@dataclass(frozen=True, slots=True)
class LastMet(Document):
    """When we last met or spoke, and about what."""

    at: Instant | None
    about: Text


@dataclass(frozen=True, slots=True)
class OpenQuestion(Document):
    """The one question: theirs, what became of my word, or of the topic."""

    kind: Word
    text: Text


@dataclass(frozen=True, slots=True)
class Starters(Document):
    """What a message to somebody could rest on; ``address`` is "" where none is known."""

    their_words: LastWords | None
    my_words: LastWords | None
    last_met: LastMet | None
    question: OpenQuestion | None
    address: Address
    in_common: tuple[Company, ...]


# ── the evidence ─────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Participant(Document):
    """Somebody in a record; an id only of a person one can look at."""

    role: Word
    name: Name
    identity: Address
    is_me: Flag
    id: Key | None


@dataclass(frozen=True, slots=True)
class RecordPage(Document):
    """One record: what it says, who is in it, whence it came, and what it answers, if but a guess.

    By a mail's Message-ID (RFC 5322) programs find it: Thunderbird, Gmail's rfc822msgid:, notmuch.
    """

    key: Key
    kind: Word
    channel: Word
    interaction: Word
    subject: Text
    at: Instant | None
    text: Text
    answers: Key | None
    guessed: Flag
    message_id: Annotated[str, Kind.LOCAL]
    sources: tuple[Source, ...]
    participants: tuple[Participant, ...]
