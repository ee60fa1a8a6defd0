"""What is said of surveys: their words, their groups, what was read from a file; and of oneself."""

from __future__ import annotations

from dataclasses import dataclass

from comity.operations.document import (
    Count,
    Document,
    Figure,
    Flag,
    Instant,
    Key,
    Outcome,
    Sentence,
    Text,
    Word,
)
from comity.operations.words import count


@dataclass(frozen=True, slots=True)
class OwnSentence(Document):
    """A sentence of the user's own, with its words of a tone."""

    key: Key
    at: Instant
    tone: Word
    words: tuple[Text, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class OwnWords(Document):
    """The user's own written words by the same lexicon; null where nobody can tell."""

    told: Sentence
    messages: Count
    sentences: Count | None
    relationship: Count | None
    sales: Count | None
    shown: tuple[OwnSentence, ...]


@dataclass(frozen=True, slots=True)
class WordSaid(Document):
    """A word or expression, as most people wrote it, and how many people said it.

    ``tone``: sales, relationship or neutral; ``forms``: all that were joined.
    """

    word: Text
    people: Count
    tone: Word
    forms: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class GroupAnswered(Document):
    """A group, as the answers name it, how many of it answered, and used a word of each tone."""

    name: Text
    answers: Count
    relationship: Count
    sales: Count


@dataclass(frozen=True, slots=True)
class GroupPeople(Document):
    """How many people of a group said a word, of how many who answered."""

    group: Text
    people: Count
    of: Count


@dataclass(frozen=True, slots=True)
class SharedWord(Document):
    """A word that a fair part of every group said."""

    word: Text
    tone: Word
    groups: tuple[GroupPeople, ...]


@dataclass(frozen=True, slots=True)
class GroupWord(Document):
    """A word that one group says more than the others; ``z``: the log-odds beside their error."""

    word: Text
    tone: Word
    group: Text
    people: Count
    of: Count
    others: Count
    others_of: Count
    z: Figure


@dataclass(frozen=True, slots=True)
class AnswerSaid(Document):
    """One answer, by its number; ``from_``: form, or the file it came in."""

    id: Count
    text: Text
    group: Text
    from_: Text


@dataclass(frozen=True, slots=True)
class SurveyPage(Document):
    """A survey: what was asked, how many answered, their words, what the groups share and not.

    ``concluded`` is false where fewer answered than anything may be concluded from; ``told`` and
    ``groups_told`` say so. ``languages``: answers by language, "" where too few words tell.
    """

    key: Key
    title: Text
    question: Text
    more: tuple[Text, ...]
    group: Text
    answers: Count
    concluded: Flag
    told: Sentence
    people: dict[Word, Count]
    languages: dict[Word, Count]
    words: tuple[WordSaid, ...]
    groups: tuple[GroupAnswered, ...]
    groups_told: Sentence
    shared: tuple[SharedWord, ...]
    more_in: tuple[GroupWord, ...]
    said: tuple[AnswerSaid, ...]
    out: tuple[AnswerSaid, ...]
    own: OwnWords


@dataclass(frozen=True, slots=True)
class SurveyLine(Document):
    """A survey in the list."""

    key: Key
    title: Text
    at: Instant
    answers: Count


@dataclass(frozen=True, slots=True)
class Surveys(Document):
    """The surveys of a book, the latest first."""

    surveys: tuple[SurveyLine, ...]


@dataclass(frozen=True, slots=True)
class SurveyMade(Outcome):
    """A survey was made, or asked otherwise."""

    key: Key
    title: Text
    question: Text
    more: tuple[Text, ...]
    group: Text
    groups: tuple[Text, ...]

    def in_words(self, zone: str) -> str:
        """Return what it asks."""
        del zone
        return f"“{self.title}” asks: {self.question}"


@dataclass(frozen=True, slots=True)
class SheetColumn(Document):
    """A column of a file, what it becomes, and the first of what stands in it."""

    number: Count
    name: Text
    becomes: Sentence
    first: Text


@dataclass(frozen=True, slots=True)
class RowLeft(Document):
    """A row that is no answer, by its number in the file, and why."""

    row: Count
    why: Sentence


@dataclass(frozen=True, slots=True)
class AnswersRead(Outcome):
    """What became of each row of a file: new, known from before, or skipped with its reason."""

    key: Key
    file: Text
    preview: Flag
    columns: tuple[SheetColumn, ...]
    rows: Count
    new: Count
    known: Count
    skipped: tuple[RowLeft, ...]

    def in_words(self, zone: str) -> str:
        """Return how many of the rows were what."""
        del zone
        did = "Nothing is kept yet. " if self.preview else ""
        return (
            f"{did}{count(self.rows, 'row')}: {self.new:,} new, {self.known:,} known from before, "
            f"{len(self.skipped):,} skipped."
        )


@dataclass(frozen=True, slots=True)
class AnswerKept(Outcome):
    """An answer was kept, taken out or brought back."""

    key: Key
    answer: Count
    answers: Count
    did: Word

    def in_words(self, zone: str) -> str:
        """Return what was done."""
        del zone
        what = {"kept": "Kept", "taken_out": "Taken out", "brought_back": "Brought back"}[self.did]
        return f"{what}: answer {self.answer}. {count(self.answers, 'answer')} now."


@dataclass(frozen=True, slots=True)
class SurveyErased(Outcome):
    """A survey was erased, with all its answers."""

    key: Key
    title: Text
    answers: Count

    def in_words(self, zone: str) -> str:
        """Return what is gone."""
        del zone
        return f"“{self.title}” is erased, with its {count(self.answers, 'answer')}."


# ── what networking is and is not ────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class OwnFigure(Document):
    """The user's own figure for a word, in words; null where there is none. ``page`` opens it."""

    number: Count | None
    told: Sentence
    page: Word


@dataclass(frozen=True, slots=True)
class Term(Document):
    """A word of what networking is, or is not: what it means, and the user's own figures."""

    term: Word
    means: Sentence
    figures: tuple[OwnFigure, ...]


@dataclass(frozen=True, slots=True)
class WhatItIs(Document):
    """What networking is and is not, on the user's own figures."""

    definition: Sentence
    told: Sentence
    is_: tuple[Term, ...]
    is_not: tuple[Term, ...]
