"""The terminal as a page: strangers' text made harmless, one accent, plain tables."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from comity.faces.plain import plain
from comity.operations.moment import local_of
from comity.operations.words import short_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.book import Book

ACCENT = "cyan"
WIDTH_MAX = 100


@cache
def console() -> Console:
    """Return the console: no wider than reads well."""
    made = Console(highlight=False)
    made.width = min(made.width, WIDTH_MAX)
    return made


def say(text: object = "", style: str = "", *, indent: int = 0) -> None:
    """Print a paragraph; its text is never read as markup."""
    from rich.padding import Padding

    made = Text(plain(text), style=style)
    console().print(Padding(made, (0, 0, 0, indent), expand=False) if text else made)


def title(text: object) -> None:
    """Print a heading."""
    say(text, "bold")


def hint(text: object) -> None:
    """Print what to do next."""
    say(text, "dim")


def command(text: object) -> None:
    """Print a command, or a path, on one line, however long, to be copied."""
    console().print(Text(f"  {plain(text)}"), soft_wrap=True)


def table(
    rows: Sequence[Sequence[object]],
    *,
    right: Sequence[int] = (),
    indent: int = 2,
    heads: Sequence[str] = (),
    whole: Sequence[int] = (),
) -> None:
    """Print rows in columns without lines.

    The columns of ``right`` are set to the right, those of ``whole`` are never broken.
    """
    if not rows:
        return
    made = Table(
        box=None, show_header=bool(heads), header_style="dim", pad_edge=False, padding=(0, 2, 0, 0)
    )
    for column in range(len(rows[0])):
        made.add_column(
            heads[column] if heads else "",
            justify="right" if column in right else "left",
            no_wrap=column in whole,
            overflow="fold",
        )
    for row in rows:
        made.add_row(*(cell if isinstance(cell, Text) else Text(plain(cell)) for cell in row))
    from rich.padding import Padding

    console().print(Padding(made, (0, 0, 0, indent), expand=False))


def day_of(at: str, book: Book) -> str:
    """Return "3 Mar 2026" of an ISO instant, in the book's time zone."""
    return short_day(local_of(at, book.zone))


def say_who_is_unknown(book: Book) -> bool:
    """Say so where none of the records that were read names the owner; tell whether it was said."""
    from comity.operations.decide.me import is_known

    if is_known(book) or not book.facts.paths()["record"]:
        return False
    say("Nobody here is known to be you, so nothing counts as an exchange yet.")
    given = book.rows("SELECT identity FROM identity WHERE kind = 'me' ORDER BY 1 LIMIT 3")
    if given:
        named = ", ".join(one["identity"].partition(":")[2] for one in given)
        hint(f"{named} is said to be yours, and occurs in nothing that was read.")
    hint("Say which address is yours: comity me add YOU@EXAMPLE.ORG")
    say()
    return True
