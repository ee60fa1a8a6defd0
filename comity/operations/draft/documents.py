"""What is said of a draft."""

from __future__ import annotations

from dataclasses import dataclass

from comity.operations.document import (
    Count,
    Document,
    Instant,
    Key,
    Person,
    Sentence,
    Text,
    Word,
)


@dataclass(frozen=True, slots=True)
class Ground(Document):
    """A record that a finding rests on, and its words."""

    key: Key
    at: Instant | None
    person: Person
    words: Text


@dataclass(frozen=True, slots=True)
class Finding(Document):
    """Something in a draft to look at again: where, in which words, why, and what to try.

    ``start`` and ``end`` count characters of the text that was given; what is missing points at
    no words. ``severity``: stop, before it is sent; consider.
    """

    rule: Word
    severity: Word
    start: Count
    end: Count
    text: Text
    advice: Sentence
    ground: Ground | None = None


@dataclass(frozen=True, slots=True)
class DraftChecked(Document):
    """What a draft is for, and what to look at again in it; nothing, where it is fine.

    ``read`` is "en", "de" and so on: the language of it, by which it says what was read.
    """

    kind: Word
    findings: tuple[Finding, ...]
    told: Sentence
    to: Person
    words: Count
    seconds: Count
    questions: Count
    read: Word
