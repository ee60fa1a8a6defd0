"""What is said of loops: promises, asks, what waits on whom, and what the user made of each."""

from __future__ import annotations

from dataclasses import dataclass

from comity.operations.document import (
    Document,
    Flag,
    Instant,
    Key,
    Outcome,
    Person,
    Sentence,
    Text,
    Word,
)


@dataclass(frozen=True, slots=True)
class Proof(Document):
    """What a loop's state rests on: a record or the user's word, when, and what it shows."""

    key: Key
    at: Instant
    shows: Word


@dataclass(frozen=True, slots=True)
class Promise(Document):
    """A sentence by which something was promised, and what became of it."""

    id: Key
    text: Text
    person: Person
    made_at: Instant
    due_at: Instant | None
    state: Word
    evidence: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Loop(Promise):
    """A sentence that opened something of a kind, and what became of it."""

    kind: Word


@dataclass(frozen=True, slots=True)
class Promises(Document):
    """What the user promised, or others did (``theirs``); what was kept, what was learnt."""

    promises: tuple[Promise, ...]
    theirs: Flag = False
    kept: Sentence = ""
    taught: Sentence = ""
    unread: Sentence = ""


@dataclass(frozen=True, slots=True)
class Asks(Document):
    """Questions that nobody answered: put to the user, and by the user."""

    to_me: tuple[Loop, ...]
    to_them: tuple[Loop, ...]


@dataclass(frozen=True, slots=True)
class Waiting(Document):
    """What waits on the user, and what on others."""

    on_me: tuple[Loop, ...]
    on_them: tuple[Loop, ...]


@dataclass(frozen=True, slots=True)
class Loops(Document):
    """Everything open between the user and others, by person."""

    loops: tuple[Loop, ...]
    kept: Sentence = ""
    taught: Sentence = ""
    unread: Sentence = ""
    measured: Sentence = ""


@dataclass(frozen=True, slots=True)
class LoopSaid(Outcome):
    """What the user said of a loop: it stands, it is done, they let it go, it is none."""

    loop: Key
    said: Word
    kind: Word
    person: Person

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return _SAID[self.said].format(name=self.person.name, what=CALLED[self.kind])


CALLED = {  # a loop of each kind, in a sentence
    "promise": "your word",
    "their_promise": "their word",
    "their_question": "their question",
    "my_question": "your question",
    "never_set": "a time that was never set",
    "tell_them": "how it turned out",
    "helped": "your help",
    "thank": "thanks",
}
SHOWS = {  # what each sign of a loop's state is, in words
    "made": "where it was said",
    "attachment": "a file was sent",
    "link": "a link was sent",
    "handed": "it was handed over",
    "as_promised": "“as promised”",
    "done": "it was said to be done",
    "introduction": "the two were introduced",
    "met": "they met or spoke",
    "answer": "it was answered",
    "they_have_it": "they have it",
    "given_up": "it was taken back",
    "told": "how it turned out was told",
    "perhaps": "more was written, perhaps it",
    "thanked": "thanks were given, perhaps for it",
    "doubted": "it was asked after again",
    "disagree": "two signs disagree",
    "your_word": "your word",
}
NO_SUCH = {  # what is said of what is no such thing, by kind
    "promise": "Not a promise",
    "their_promise": "Not a promise",
    "their_question": "Not a question",
    "my_question": "Not a question",
    "asked": "Not a question",  # as suggestions call it
}
_SAID = {
    "keep": "It stands: {what}, {name}.",
    "done": "Done: {what}, {name}.",
    "let_go": "Let go: {what}, {name}.",
    "none": "Noted as none: {what}, {name}. Comity learns from it.",
}
