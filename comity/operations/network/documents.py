"""What is said of everyone: the count, the people, the map, and what a search finds."""

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
    Name,
    Outcome,
    Person,
    Sentence,
    Text,
    Word,
)
from comity.operations.person.documents import Summary
from comity.operations.words import count

# ── the count ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class OneWay(Document):
    """People of whom only one side ever addressed the other."""

    only_me: Count
    only_them: Count


@dataclass(frozen=True, slots=True)
class Sides(Document):
    """How often the user did something, and how often others did."""

    by_me: Count
    by_them: Count


@dataclass(frozen=True, slots=True)
class LinkedIn(Document):
    """The connections, and how many of them are relationships."""

    connections: Count
    relationships: Count


@dataclass(frozen=True, slots=True)
class Invitations(Document):
    """Who invited the user on LinkedIn, and of how many what is known; null where it is not."""

    received: Count
    with_note: Count
    accepted: Count | None
    exchanged: Count


@dataclass(frozen=True, slots=True)
class OwnSide(Document):
    """What the user left unsaid, unanswered, or pasted to many."""

    questions_unanswered: Count
    first_approaches: Count
    questions_guessed: Count
    my_questions_unanswered: Count
    my_thanks: Count
    my_thanks_unanswered: Count
    invitations_without_a_word: Count
    pasted_to_many: Count
    last_asked_advice_at: Instant | None


@dataclass(frozen=True, slots=True)
class Figures(Document):
    """The figures of the count, as of a moment."""

    me_known: Flag
    contacts: Count
    no_exchange_seen: Count
    one_way: OneWay
    relationships: Count
    in_touch: Count
    resting: Count
    brief: Count
    by_word: Count
    stages: dict[Word, Count]
    circles: dict[Word, Count]
    interacted: dict[Word, Count]
    initiated: Sides
    reply_rate_by_me: Figure | None
    reply_rate_to_me: Figure | None
    asked: Sides
    guessed: Sides
    linkedin: LinkedIn
    invitations: Invitations
    open_questions: Count
    my_side: OwnSide


@dataclass(frozen=True, slots=True)
class EarlierFigures(Figures):
    """The figures as of an earlier moment."""

    as_of: Instant


@dataclass(frozen=True, slots=True)
class Audit(Figures):
    """The honest count, with the rule of each figure; beside an earlier one if that is asked."""

    rules: dict[Word, Sentence]
    since: EarlierFigures | None = None


@dataclass(frozen=True, slots=True)
class CountedMessage(Document):
    """A message that a figure counts: whom it concerns, and the words that it is counted for."""

    key: Key
    at: Instant | None
    people: tuple[Person, ...]
    words: Text


@dataclass(frozen=True, slots=True)
class CountedMessages(Document):
    """A page of the messages that a figure counts, the latest first, and how many there are.

    ``who``: where those with one person alone were asked for.
    """

    figure: Word
    messages: Annotated[tuple[CountedMessage, ...], Kind.FOUND_BY_TEXT]
    count: Count
    skip: Count
    who: Person | None = None


# ── the people ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Listed(Person):
    """One of everyone, as the list to look through shows them."""

    stage: Word
    organisation: Name
    title: Text
    tags: tuple[Text, ...]
    keep_days: Figure | None
    quiet_until: Instant | None
    last_at: Instant | None
    happened: Sentence


@dataclass(frozen=True, slots=True)
class Choice(Document):
    """What people can be chosen by, and how many there are."""

    name: Text
    n: Count


@dataclass(frozen=True, slots=True)
class Choices(Document):
    """What there is to choose from, the most frequent first."""

    stages: tuple[Choice, ...]
    circles: tuple[Choice, ...]
    tags: tuple[Choice, ...]
    channels: tuple[Choice, ...]
    organisations: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Directory(Document):
    """A page of the people who answer to all that was asked, and how many there are.

    ``near``: nobody is written so, but nearly.
    """

    people: tuple[Listed, ...]
    count: Count
    skip: Count
    choices: Choices
    near: Flag = False


@dataclass(frozen=True, slots=True)
class People(Document):
    """The people that were asked for, in the order asked for."""

    people: tuple[Summary, ...]


@dataclass(frozen=True, slots=True)
class Author(Document):
    """Who wrote a message; an id of nobody where that is not known."""

    id: Key | None
    name: Name | None
    is_me: Flag | None


@dataclass(frozen=True, slots=True)
class Message(Document):
    """A message that holds the words, with the stretch around the first of them."""

    key: Key
    at: Instant | None
    channel: Word
    subject: Text
    excerpt: Text
    from_: Author


@dataclass(frozen=True, slots=True)
class NoteFound(Document):
    """A note of the user's that holds the words, with the stretch around the first of them."""

    person: Person
    at: Instant
    excerpt: Text


@dataclass(frozen=True, slots=True)
class Search(Document):
    """The people, messages and notes found; ``near``: nobody is written so, but nearly."""

    people: tuple[Person, ...]
    messages: Annotated[tuple[Message, ...], Kind.FOUND_BY_TEXT]
    notes: Annotated[tuple[NoteFound, ...], Kind.FOUND_BY_TEXT]
    near: Flag = False


# ── saved filters ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Filter(Document):
    """A choice of people under a name, and how many it finds."""

    name: Text
    query: dict[Word, Text]
    n: Count


@dataclass(frozen=True, slots=True)
class Filters(Document):
    """The filters that are saved, by name."""

    filters: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class FilterSaved(Outcome):
    """A filter as it is saved."""

    saved: Filter

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        found = count(self.saved.n, "person", "people")
        return f"Saved: “{self.saved.name}”, {found} now. It stands on People."


@dataclass(frozen=True, slots=True)
class FilterRemoved(Outcome):
    """A filter that is taken out."""

    removed: Text

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return f"Taken out: the filter “{self.removed}”. Nobody it found is changed."


# ── the map ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Placed(Person):
    """Somebody's place: their direction as part of a turn, from the top; how far out, to 1."""

    turn: Figure
    distance: Figure
    group: Count
    is_mutual: Flag
    last_at: Instant | None


@dataclass(frozen=True, slots=True)
class MapGroup(Document):
    """People who stand together on the map."""

    name: Name
    count: Count


@dataclass(frozen=True, slots=True)
class NetworkMap(Document):
    """Those one was in touch with last, in the order of their places; ``count``: of how many."""

    people: tuple[Placed, ...]
    groups: tuple[MapGroup, ...]
    count: Count
    farthest_days: Figure
