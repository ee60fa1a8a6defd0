"""Events as text: guests, rounds and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.faces.cli.shown.page import hint, say, title
from comity.operations.words import count

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.event.documents import Planned

_TABLES_MAX = 12


def show_planned(result: Planned, book: Book) -> None:
    """Print each round's tables, and what the seating gives."""
    del book
    for at, tables in enumerate(result.rounds, 1):
        title(f"Round {at}")
        for number, table in enumerate(tables[:_TABLES_MAX], 1):
            say(f"{number:>3}  {' · '.join(table)}", indent=2)
        if len(tables) > _TABLES_MAX:
            hint(f"  and {len(tables) - _TABLES_MAX} more tables; --json has all")
    say()
    met = (
        "Nobody meets anybody twice."
        if not result.repeats
        else (f"{count(result.repeats, 'meeting')} of two who have met already.")
    )
    say(met)
    if result.bound:
        say(f"It gives {result.value / result.bound:.1%} of the most that any seating could give.")
    if result.worst_share is not None:
        say(f"The worst-off guest gets {result.worst_share:.0%} of their own best evening.")
    if result.sit_outs:
        say(f"Somebody rests a round {count(result.sit_outs, 'time')}.")
