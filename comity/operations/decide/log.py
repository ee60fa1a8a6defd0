"""``log`` and ``note``: what left no trace, said by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

from comity.errors import Advice, Ambiguous, BadInput, NotFound, call
from comity.operations.decide.documents import Logged, Noted
from comity.operations.decide.newcomer import Newcomer, newcomer
from comity.operations.moment import DAY_US, instant_us, iso
from comity.operations.operation import operation
from comity.operations.person.lookup import find_person
from comity.operations.words import FIRST_LINES
from comity.store.decisions import Said, noted

if TYPE_CHECKING:
    from comity.book import Book

Interaction = Literal["meeting", "call", "message", "introduction"]
_TEXT_MAX = 10_000
_CALLED = re.compile(r"\b(?:call|called|phone|phoned|rang|zoom|video)\b", re.IGNORECASE)


@operation("log", writes=True)
def log(
    book: Book,
    text: str,
    *,
    with_: Annotated[
        list[str] | None, "Whom with: an id, an address or a name; several times."
    ] = None,
    new: Annotated[list[str] | None, "Whom you have not here yet, by name: they are added."] = None,
    on: Annotated[str, "When: 2026-11-20, yesterday; today by default."] = "today",
    kind: Annotated[Interaction | None, "meeting, call, message or introduction."] = None,
) -> Logged:
    """Note a coffee, a call, a meeting that left no trace.

    comity log "coffee" --on 2026-11-20 --with ada@example.org. It counts as contact both ways. Of
    somebody you have not here yet: --new "Zora Newperson" adds them.
    """
    words = written(text)
    at_us = happened(book, on)
    interaction = kind or _guessed(words)
    persons = [_known(book, word) for word in with_ or ()] + [
        _new(book, name) for name in new or ()
    ]
    if not persons:
        raise BadInput(
            "say whom you saw",
            hint=Advice(
                call("log", "coffee", with_="Ada Hart"),
                ", or of somebody new ",
                call("log", "coffee", new="Ada Hart"),
            ),
        )
    value = {"text": words, "at_us": at_us, "interaction": interaction}
    said = [said for one in persons for said in one.said]
    book.say([*said, *(Said("log", one.identity, value=value) for one in persons)])
    added = tuple(one.person for one in persons if not one.is_known)
    named = tuple(one.person for one in persons)
    return Logged(interaction, iso(at_us), words, named, added=added)


@operation("note", writes=True)
def note(book: Book, who: str, text: str) -> Noted:
    """Keep a note about a person; it stands in their timeline."""
    words = written(text)
    if not words:
        raise BadInput("the note is empty", hint=Advice(call("note", "Ada", "has two daughters")))
    one = find_person(book, who)
    book.say([noted(one.identity, words)])
    return Noted(one.person, words)


def first_line(book: Book, who: str, line: str, text: str) -> Noted:
    """Say what they are after, what I could give or what I would like to learn."""
    words = written(text)
    if not words or line not in FIRST_LINES:
        raise BadInput("there is nothing to keep", hint="write a few words into the line")
    one = find_person(book, who)
    book.say([Said("first_line", one.identity, line, words)])
    return Noted(one.person, words)


def _known(book: Book, word: str) -> Newcomer:
    """Return who is meant; of a name that nobody has, say how to add them."""
    try:
        one = find_person(book, word)
    except NotFound as error:
        if not error.unclear:
            raise
        raise NotFound(
            error.message,
            hint=Advice("to add them: ", call("log", "coffee", new=word)),
            unclear=replace(error.unclear, new="new"),
        ) from error
    return Newcomer(one.person, one.identity, is_known=True)


def _new(book: Book, name: str) -> Newcomer:
    """Return somebody new; of a name that is here once, whoever has it."""
    try:
        return newcomer(book, name)
    except Ambiguous as error:
        raise _without_new(error) from error


def _without_new(error: Ambiguous) -> Ambiguous:
    """Return a doubt in which nobody is added: what was typed is a name of several here."""
    unclear = error.unclear and replace(error.unclear, new="")
    return Ambiguous(error.message, hint=error.hint, unclear=unclear)


def written(text: str) -> str:
    """Return what was written, whole: nothing of it is cut off."""
    words = text.strip()
    if len(words) > _TEXT_MAX:
        said = f"that is {len(words):,} letters, and a note has room for {_TEXT_MAX:,}"
        raise BadInput(said, hint="write it as two notes")
    return words


def happened(book: Book, on: str) -> int:
    """Return the instant of what happened: noon of a day, never later than now."""
    at_us = instant_us(on, book.zone, now_us=book.now_us)
    if at_us > book.now_us:
        raise BadInput(f"{on} has not come yet", hint="log what happened; keep plans in a calendar")
    noon_us = at_us + DAY_US // 2 if "T" not in on else at_us
    return min(noon_us, book.now_us)


def _guessed(text: str) -> Interaction:
    return "call" if _CALLED.search(text) else "meeting"
