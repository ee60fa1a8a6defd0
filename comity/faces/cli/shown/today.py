"""The plan: a few people, why, and what help rests on. A good end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from comity.faces.cli.shown.page import ACCENT, console, hint, say, say_who_is_unknown, title
from comity.faces.plain import plain
from comity.operations.moment import local
from comity.operations.plan.suggestion import QUOTED_AS
from comity.operations.words import count, day, listed, span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.book import Book
    from comity.operations.plan.documents import Ending, Suggested, Today


def show(result: Today, book: Book) -> None:
    """Print each suggestion with its reasons."""
    now = local(book.moment_us, book.zone)
    total = sum(one.minutes for one in result.suggestions)
    show_endings(result.ends, book)
    _show_events(result)
    _show_accounts(result)
    if not result.suggestions:
        _show_nothing(result, book)
        return
    many = f"{len(result.suggestions)} more  ·  " if result.tended else ""
    title(f"{now:%A} {day(now)}  ·  {many}about {count(total, 'minute')}")
    for one in result.suggestions:
        say()
        _show_one(one)
    say()
    _show_faded(result)
    hint("comity done ID · comity snooze ID --for 1w · comity never NAME · comity undo")
    if not result.kept:
        hint("Name the ten to thirty people you want to keep: comity keep NAME --every 30d")


def show_endings(ends: Sequence[Ending], book: Book) -> None:
    """Print what ends so long ago that more is to be brought in."""
    for one in ends:
        say(f"{one.in_words(book.zone)}, {span(one.silent_days)} ago: bring in more.", "bold")
    if ends:
        hint("comity import PATH reads what is new and leaves the rest.")
        say()


def _show_events(result: Today) -> None:
    for one in result.events:
        say(f"{one.title or one.event}: {one.in_words()}.", "bold")
        hint(f"comity event follow-up {one.event} shows whom to introduce.")
        say()


def _show_accounts(result: Today) -> None:
    for one in result.accounts:
        hint(f"{one.text}.")
        if one.needs_you:
            hint(f"comity account renew {one.name} lets it in again.")
    if result.accounts:
        say()


def _show_one(one: Suggested) -> None:
    head = Text(plain(one.person.name), style="bold")
    head.append(f"  {one.kind.replace('_', ' ')}", style=ACCENT)
    head.append(f"  {one.minutes} min  {one.id}", style="dim")
    console().print(head)
    for why in one.why:
        say(why.text, indent=2)
    if one.help:
        say(f"{QUOTED_AS.get(one.help.kind, 'they said')}: “{one.help.quote}”", "italic", indent=2)


def _show_faded(result: Today) -> None:
    for kind in result.faded:
        hint(f"{kind.text}. comity settings set always {kind.kind} brings it back.")


def _show_nothing(result: Today, book: Book) -> None:
    if book.is_empty:
        say("This book is empty.")
        hint("comity import ~/Mail --me YOU@EXAMPLE.ORG, or comity remember, or comity demo.")
        return
    if say_who_is_unknown(book):
        return
    if result.ended:
        say(f"That is all for today. {result.tended_in_words()}")
        hint(f"comity today --more {result.more + 1} names one more, if you like.")
        return
    say(f"Nothing today: {result.nobody_in_words()}")
    _show_faded(result)
    if result.to_keep:
        say(f"You have most to do with {listed([one.name for one in result.to_keep])}.")
    if not result.kept:
        hint("Name the people you want to keep: comity keep NAME --every 30d")
