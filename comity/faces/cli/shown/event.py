"""Events as text: guests, rounds and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.faces.cli.shown.page import command, hint, say, table, title
from comity.operations.words import count

if TYPE_CHECKING:
    from comity.book import Book
    from comity.demo.evening import EventShown
    from comity.operations.event.documents import EventErased, EventMade, Events, Guests, Planned

_TABLES_MAX = 12
_ROWS_MAX = 30
_GUESTS_MAX = 60


def show_planned(result: Planned, book: Book) -> None:
    """Print each round's tables, and what the seating gives."""
    del book
    for at, tables in enumerate(result.rounds, 1):
        title(f"Round {at}")
        for number, people in enumerate(tables[:_TABLES_MAX], 1):
            say(f"{number:>3}  {' · '.join(people)}", indent=2)
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


def show_events(result: Events, book: Book) -> None:
    """Print each event and what is next of it."""
    del book
    if not result.events:
        say("No event yet.")
        hint("comity event new “Spring evening” --on Friday starts your own;")
        hint("comity event demo shows one from nothing to a seated room.")
        return
    table(
        [
            (one.event, one.title, one.on or "no day yet", count(one.guests, "guest"), one.stage)
            for one in result.events
        ],
        heads=("event", "called", "on", "guests", "stage"),
    )
    hint("comity event attendees EVENT GUESTS.csv · comity event plan EVENT")


def show_made(result: EventMade, book: Book) -> None:
    """Print where the sheets lie, and what to do next."""
    say(result.in_words(book.zone))
    say("To print:")
    command(result.sheets)
    hint(f"comity event attendees {result.event} GUESTS.csv --preview shows what a list becomes.")


def show_guests(result: Guests, book: Book) -> None:
    """Print what became of a list, or the guests as they stand."""
    if result.columns:
        title("Columns")
        becomes = [one.becomes.replace("_", " ") or "forgotten" for one in result.columns]
        table([(one.column, what) for one, what in zip(result.columns, becomes, strict=True)])
    left = [one for one in result.rows if one.became == "skipped" or one.why]
    if left:
        title("Rows to know of")
        rows = [(one.line or "", one.name, one.became, one.why) for one in left[:_ROWS_MAX]]
        table(rows, right=(0,))
        if len(left) > _ROWS_MAX:
            hint(f"  and {len(left) - _ROWS_MAX} more; --json has all")
    if not result.rows:
        title(result.title)
        table(
            [
                (one.name, one.organisation, "; ".join(one.asks), "; ".join(one.offers))
                for one in result.guests[:_GUESTS_MAX]
            ],
            heads=("guest", "of", "seeks", "offers"),
        )
        if len(result.guests) > _GUESTS_MAX:
            hint(f"  and {len(result.guests) - _GUESTS_MAX} more; --json has all")
    say(result.in_words(book.zone))
    if not result.kept:
        hint("Nothing is kept yet: without --preview it is.")
        hint('A column that is read amiss: --column "Company=organisation", or =forget.')
    elif not result.guests:
        hint(f"comity event attendees {result.event} GUESTS.csv brings a list in.")
    else:
        hint(f"comity event plan {result.event} seats them.")


def show_erased(result: EventErased, book: Book) -> None:
    """Print what is gone, or would go."""
    say(result.in_words(book.zone))
    if not result.erased:
        hint(f"comity event erase {result.event} erases it.")


def show_demo(result: EventShown, book: Book) -> None:
    """Print what the demo made, and where to look at it."""
    say(result.in_words(book.zone))
    say("The cards:")
    command(result.cards)
    hint("comity serve shows it under Events; comity event plan and event cards do each step;")
    hint(f"comity event erase {result.event} takes all of it away.")
