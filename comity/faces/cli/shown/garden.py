"""The ledger, the garden, the week and the year as text: what happened, told per person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.faces.cli.shown.page import day_of, hint, say, title
from comity.operations.garden.documents import story, told
from comity.operations.words import excerpt

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.garden.documents import Ledger, Story

_PEOPLE_MAX = 12
_LINES_MAX = 6


def show_ledger(result: Ledger, book: Book) -> None:
    """Print what happened with each person, the latest first."""
    people = story(result)
    if not people:
        say("Nothing given or received is seen yet.")
        hint("Your mail tells of introductions, advice and answers; LinkedIn's export of")
        hint("recommendations and endorsements. By hand: comity ledger add --help")
        return
    for one in people[:_PEOPLE_MAX]:
        title(one.person.name)
        _show_lines(one, book, most=None if len(people) == 1 else _LINES_MAX)
        say()
    if len(people) > _PEOPLE_MAX:
        hint("And others, longer ago: comity ledger --who NAME or --since DAY; --json has all.")
    hint(
        "comity ledger --who NAME shows each with its id; comity ledger correct ID puts one right."
    )
    hint("comity ledger add notes by hand what left no trace.")


def _show_lines(one: Story, book: Book, *, most: int | None) -> None:
    for line in one.lines[:most]:
        more = ", the last of several" if line.more else ""
        quote = f": “{excerpt(line.gift.text)}”" if line.gift.text else ""
        words = f"{told(line.gift, line.way, named=False)}{more}{quote}"
        name = f"  {line.gift.id}" if most is None else ""
        say(f"{day_of(line.gift.at, book)}  {words}{name}", indent=2)
    if most is not None and len(one.lines) > most:
        hint("  and earlier")
