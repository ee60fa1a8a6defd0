"""Who I am, where facts came from, what was not read, how the book is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.faces.cli.shown.page import ACCENT, command, day_of, hint, say, table, title
from comity.operations.decide.documents import Me
from comity.operations.decide.me import me
from comity.operations.words import count, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.book import Book
    from comity.operations.decide.documents import Candidate, Mine, WhoAreYou
    from comity.operations.upkeep.documents import Problems, Settings, Sources

_PROBLEMS_SHOWN = 40
_CANDIDATES_SHOWN = 3
_GIVEN_SHOWN = 3
_PERHAPS_SHOWN = 12


def show_me(result: Mine, book: Book) -> None:
    """Print the owner's identities."""
    del book
    if not result.me:
        say("Nobody here is known to be you.")
        hint("comity me add YOU@EXAMPLE.ORG")
        return
    title("You are")
    table([(one.identity, one.name, f"{count(one.uses, 'record')}") for one in result.me])
    hint("Not yours? comity me remove ADDRESS. Missing? comity me add ADDRESS")
    _show_perhaps(result.perhaps if isinstance(result, Me) else ())


def _show_perhaps(some: Sequence[Candidate]) -> None:
    if some:
        say()
        title("Perhaps yours too")
        table([(one.identity, "; ".join(one.signs)) for one in some[:_PERHAPS_SHOWN]])


def show_who_are_you(result: WhoAreYou, book: Book) -> None:
    """Print who the user may be, and how to say so; nothing is said of their side before."""
    given = [one.identity.partition(":")[2] for one in me(book).me]
    if given:
        hint(f"{listed(given[:_GIVEN_SHOWN])} occurs in nothing that was read.")
    if not result.who_are_you:
        title("Which address is yours?")
        hint("comity me add YOU@EXAMPLE.ORG, and who wrote to whom is known.")
        return
    title(result.question)
    for one in result.who_are_you[:_CANDIDATES_SHOWN]:
        address = one.identity.removeprefix("email:")
        say(f"{one.name}  {address}" if one.name else address, ACCENT, indent=2)
        say("; ".join(one.signs), "dim", indent=4)
    first = result.who_are_you[0].identity.removeprefix("email:")
    hint("Who wrote to whom is known once you say so:")
    command(f'comity me add "{first}"' if " " in first else f"comity me add {first}")
    hint("In none of it? comity settings set ask_who rest")


def show_sources(result: Sources, book: Book) -> None:
    """Print each source and its paths."""
    if not result.sources:
        say("Nothing was imported yet.")
        hint("comity import ~/Mail --me YOU@EXAMPLE.ORG")
        return
    for one in result.sources:
        read = f", last read {day_of(one.last_import, book)}" if one.last_import else ""
        say(f"{one.source}  {count(one.records, 'record')}{read}", ACCENT)
        for path in one.paths:
            say(path, "dim", indent=4)
    hint("comity sources remove SOURCE takes one out.")


def show_problems(result: Problems, book: Book) -> None:
    """Print what could not be read."""
    del book
    if not result.problems:
        say("No problems: all that was found was read.")
        return
    for one in result.problems[:_PROBLEMS_SHOWN]:
        say(f"{one.where}: {one.what}")
        say(one.advice, "dim", indent=4)
    if len(result.problems) > _PROBLEMS_SHOWN:
        more = count(len(result.problems) - _PROBLEMS_SHOWN, "more problem")
        hint(f"and {more}: comity problems --json")


def show_settings(result: Settings, book: Book) -> None:
    """Print the settings and what they mean."""
    del book
    say(f"The book lies in {result.book}")
    values = result.settings.items()
    table([(name, "" if one is None else one, result.meanings[name]) for name, one in values])
    hint("comity settings set NAME VALUE")
