"""Promises, asks and whatever is open, as text: by person, each with its id."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from comity.faces.cli.shown.page import ACCENT, console, hint, say, say_who_is_unknown, title
from comity.faces.plain import plain
from comity.operations.moment import local_of
from comity.operations.words import count, day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.book import Book
    from comity.operations.loops.documents import Asks, Loop, Loops, Promise, Promises, Waiting

KIND_WORDS = {
    "promise": "you said",
    "their_promise": "they said",
    "their_question": "they asked",
    "my_question": "you asked",
    "never_set": "never set",
    "tell_them": "tell them how it went",
    "helped": "you helped, and heard nothing",
    "thank": "thanks owed",
}
_ENDED_MAX = 5
_HINT = "comity loop ID done · let_go · keep · none · comity undo"


def show_promises(result: Promises, book: Book) -> None:
    """Print what is open and unsure, and the latest of what is over."""
    if not result.promises:
        _show_nothing("No promise of yours was found in what you wrote.", book)
        return
    ended = [one for one in result.promises if one.state in {"kept", "let_go"}]
    shown = [one for one in result.promises if one.state in {"open", "unsure"}]
    title(f"{count(sum(one.state == 'open' for one in shown), 'open promise')}")
    for one in shown:
        _show_one(one, book, "unsure" if one.state == "unsure" else "")
    if ended:
        say()
        say(f"{count(len(ended), 'promise')} kept or let go; the latest:", "dim")
        for one in ended[:_ENDED_MAX]:
            _show_one(one, book, one.state.replace("_", " "))
    _show_end(result.kept, result.taught, result.unread)


def show_asks(result: Asks, book: Book) -> None:
    """Print the questions without an answer, both ways."""
    _show_both(book, ("To you", result.to_me), ("Of yours", result.to_them))


def show_waiting(result: Waiting, book: Book) -> None:
    """Print what waits on the user, and what on others."""
    _show_both(book, ("On you", result.on_me), ("On others", result.on_them))


def _show_both(book: Book, *sides: tuple[str, Sequence[Loop]]) -> None:
    if not any(found for _, found in sides):
        _show_nothing("Nothing is open.", book)
        return
    for head, found in sides:
        title(f"{head}: {len(found)}")
        for one in found:
            _show_one(one, book, KIND_WORDS[one.kind])
        say()
    hint(_HINT)


def show_loops(result: Loops, book: Book) -> None:
    """Print everything open, by person."""
    if not result.loops:
        _show_nothing("Nothing is open between you and others.", book)
        return
    title(f"{count(len(result.loops), 'loop')}")
    for _, found in groupby(result.loops, key=lambda one: one.person.id):
        for one in found:
            state = "" if one.state == "open" else f", {one.state.replace('_', ' ')}"
            _show_one(one, book, f"{KIND_WORDS[one.kind]}{state}")
    _show_end(result.kept, result.taught, result.unread, result.measured)


def _show_one(one: Promise, book: Book, what: str) -> None:
    head = Text()
    head.append(plain(one.person.name), style="bold")
    head.append(f"  {what}" if what else "", style=ACCENT)
    head.append(f"  {day(local_of(one.made_at, book.zone))}", style="dim")
    if one.due_at:
        head.append(f", due {day(local_of(one.due_at, book.zone))}", style="dim")
    head.append(f"  {one.id}", style="dim")
    console().print(head)
    say(f"“{one.text}”", "italic", indent=2)


def _show_end(*told: str) -> None:
    say()
    for sentence in filter(None, told):
        say(f"{sentence[0].upper()}{sentence[1:]}.", "dim")
    hint(_HINT)


def _show_nothing(words: str, book: Book) -> None:
    if book.is_empty:
        say("This book is empty.")
        hint("comity import ~/Mail --me YOU@EXAMPLE.ORG, or comity demo.")
    elif not say_who_is_unknown(book):
        say(words)
