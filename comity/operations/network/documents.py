"""What is said of everyone: the people, and what a search finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from comity.operations.document import (
    Document,
    Flag,
    Instant,
    Key,
    Kind,
    Name,
    Person,
    Text,
    Word,
)
from comity.operations.person.documents import Summary


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
class Search(Document):
    """The people and messages found."""

    people: tuple[Person, ...]
    messages: Annotated[tuple[Message, ...], Kind.FOUND_BY_TEXT]
