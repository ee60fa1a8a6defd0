"""What the user decides about a person: dated, undone by ``undo``, above anything computed.

Each verb shows what stands when it is called without a word, and ``--off`` takes it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from comity.errors import Ambiguous, BadInput, NotFound
from comity.operations.decide.documents import (
    CircleSaid,
    Kept,
    NeverSaid,
    QuietSaid,
    RoleSaid,
    StageSaid,
    StrengthSaid,
    StrengthWord,
    TagSaid,
)
from comity.operations.document import Person, as_json
from comity.operations.moment import instant_us, iso, span_days
from comity.operations.operation import operation
from comity.operations.person.lookup import find_person
from comity.operations.person.overlay import (
    OFF,
    Circle,  # noqa: TC001 - read from the signature when the command is made
    Stage,  # noqa: TC001 - as Circle
    decided_of,
)
from comity.operations.person.timeline import identities_of
from comity.store.decisions import Said

if TYPE_CHECKING:
    from comity.book import Book
    from comity.store.decisions import Verb

Strength = Literal["close", "good", "some", "slight"]
STRENGTHS = {"close": 0.95, "good": 0.75, "some": 0.5, "slight": 0.25}
_RHYTHM_DEFAULT = "30d"
_OFF = "Take it back."


@operation("keep", writes=True)
def keep(
    book: Book,
    who: list[str],
    *,
    every: Annotated[str, "The rhythm: 2w, 30d, 3m, 1y."] = _RHYTHM_DEFAULT,
    off: Annotated[bool, _OFF] = False,
) -> Kept:
    """Name a person to keep, at a rhythm of your choice.

    Ten to thirty people is what one can tend. They are named when their own rhythm is due,
    counted from the last real contact, and no others are, before their silence means something.
    """
    days = span_days(every)
    value = None if off else {"rhythm_days": days, "at_us": book.now_us}
    persons = _meant(book, who)
    book.say([Said("keep", one["identity"], value=value) for one in persons])
    named = tuple(Person(one["person"], one["name"]) for one in persons)
    return Kept((), named, None) if off else Kept(named, (), days)


@operation("circle", writes=True)
def circle(book: Book, who: str, circle: Circle) -> CircleSaid:
    """Say which circle a person belongs to.

    Professional, personal, colleague, or service. The count and the plan are about professional
    people; others are there when you name them.
    """
    return CircleSaid(_decide(book, "circle", who, circle), circle)


@operation("stage", writes=True)
def stage(
    book: Book, who: str, stage: Stage | None = None, *, off: Annotated[bool, _OFF] = False
) -> StageSaid:
    """Say where a relationship stands; let_go ends it with respect.

    Your word stands above what is computed, until you take it back.
    """
    word = _given(stage, off=off, what="a stage")
    return StageSaid(_decide(book, "stage", who, word), word)


@operation("strength", writes=True)
def strength(
    book: Book, who: str, strength: Strength | None = None, *, off: Annotated[bool, _OFF] = False
) -> StrengthSaid:
    """Say how close someone is, in your own word.

    For those who are close elsewhere: by telephone, over the garden fence.
    """
    word = _given(strength, off=off, what="a word")
    said = None if word is None else StrengthWord(word, STRENGTHS[word])
    return StrengthSaid(_decide(book, "strength", who, as_json(said)), said)


@operation("never", writes=True)
def never(book: Book, who: str, *, off: Annotated[bool, _OFF] = False) -> NeverSaid:
    """Never suggest this person again."""
    said = None if off else True
    return NeverSaid(_decide(book, "never", who, said), said)


@operation("quiet", writes=True)
def quiet(
    book: Book,
    who: str,
    *,
    until: Annotated[str, "The day it ends: 2027-01-31."] = "",
    for_: Annotated[str, "How long: 3m."] = "",
    off: Annotated[bool, _OFF] = False,
) -> QuietSaid:
    """Leave a person in peace until a date.

    For bereavement, leave, a new child.
    """
    if off:
        return QuietSaid(_decide(book, "quiet", who, None), None, None)
    if bool(until) == bool(for_):
        raise BadInput("say until when, or for how long", hint="comity quiet Ada --for 3m")
    if for_:
        until_us = book.now_us + round(span_days(for_) * 86_400_000_000)
    else:
        until_us = instant_us(until, book.zone, now_us=book.now_us)
    return QuietSaid(_decide(book, "quiet", who, until_us), until_us, iso(until_us))


@operation("tag", writes=True)
def tag(book: Book, who: str, tag: str, *, off: Annotated[bool, _OFF] = False) -> TagSaid:
    """Put a word of your own on a person.

    comity people --tag WORD finds them.
    """
    return TagSaid(*_word(book, "tag", who, tag, off=off))


@operation("role", writes=True)
def role(book: Book, who: str, role: str, *, off: Annotated[bool, _OFF] = False) -> RoleSaid:
    """Say what a person is to you: mentor, buddy, partner."""
    return RoleSaid(*_word(book, "role", who, role, off=off))


def _meant(book: Book, who: list[str]) -> list[dict[str, Any]]:
    """Return the people meant by the words; by all of them, where one alone means nobody."""
    try:
        found = [find_person(book, word) for word in who]
    except (NotFound, Ambiguous):
        if len(who) == 1:
            raise
        found = [find_person(book, " ".join(who))]
    return list({one["person"]: one for one in found}.values())


def _decide(book: Book, verb: Verb, who: str, value: object) -> Person:
    one = find_person(book, who)
    book.say([Said(verb, one["identity"], value=value)])
    return Person(one["person"], one["name"])


def _word(book: Book, verb: Verb, who: str, word: str, *, off: bool) -> tuple[Person, str | None]:
    word = " ".join(word.split())
    if not word:
        raise BadInput(f"the {verb} is empty", hint=f"comity {verb} Ada mentor")
    one = find_person(book, who)
    words = decided_of(book, identities_of(book, one["person"])).get(verb, set())
    if (word in words) == off:
        book.say([Said(verb, one["identity"], other=OFF if off else "", value=word)])
    return Person(one["person"], one["name"]), None if off else word


def _given(word: str | None, *, off: bool, what: str) -> str | None:
    if (word is None) != off:
        raise BadInput(f"give {what}, or --off to take yours back", hint="--help shows the words")
    return word
