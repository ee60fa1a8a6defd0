"""The accounts that are followed: how each stands, what came, where a sum does not add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.faces.cli.shown.page import ACCENT, command, day_of, hint, say, table, title
from comity.operations.account.documents import TimerSet
from comity.operations.words import count

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.account.documents import (
        AccountAdded,
        AccountHealth,
        AccountList,
        AccountRemoved,
        AccountSynced,
        AccountTested,
        Health,
        Synced,
    )
    from comity.operations.document import Outcome

_PLACES_SHOWN = 40


def show_added(result: AccountAdded, book: Book) -> None:
    """Print what is followed from now on."""
    say(result.in_words(book.zone))
    if result.added:
        hint("comity sync reads it, comity sync --watch stays and reads what comes.")


def show_list(result: AccountList, book: Book) -> None:
    """Print the accounts, and what each needs."""
    if not result.accounts:
        say("No account is followed yet.")
        hint("comity account add YOU@EXAMPLE.ORG, or comity account add --found")
        return
    for one in result.accounts:
        last = f", last read {day_of(one.last_success, book)}" if one.last_success else ""
        say(f"{one.name}  {one.state}{last}", ACCENT)
        say(one.where, "dim", indent=4)
        _show_trouble(one.what, one.advice)
    hint("comity sync reads them; comity health says whether all of it was read.")


def show_tested(result: AccountTested, book: Book) -> None:
    """Print what an account shows."""
    say(result.in_words(book.zone))
    rows = [
        (one.place, "" if one.on_server is None else f"{one.on_server:,}") for one in result.places
    ]
    table(rows[:_PLACES_SHOWN], right=[1])
    if len(rows) > _PLACES_SHOWN:
        hint(f"and {count(len(rows) - _PLACES_SHOWN, 'more', 'more')}")


def show_said(result: Outcome, book: Book) -> None:
    """Print what became of it."""
    say(result.in_words(book.zone))


def show_removed(result: AccountRemoved, book: Book) -> None:
    """Print that it is followed no longer, and how to take out what it told."""
    say(result.in_words(book.zone))
    if result.source:
        hint(f"comity sources remove {_word(result.source)} takes that out as well.")
    else:
        hint("comity sources lists what it told; comity sources remove takes a source out.")


def show_synced(result: Synced | TimerSet, book: Book) -> None:
    """Print what came of each account."""
    if isinstance(result, TimerSet):
        _show_timer(result, book)
        return
    for one in result.accounts:
        _show_run(one)
    if any(one.new for one in result.accounts):
        hint("comity today names whom to tend; comity health says whether all of it was read.")


def _show_run(one: AccountSynced) -> None:
    told = f"{one.new:,} new, {one.known:,} known already"
    left = sum(one.skipped.values())
    if left:
        reasons = ", ".join(f"{n:,} {reason}" for reason, n in one.skipped.items())
        told += f", {left:,} left out ({reasons})"
    say(f"{one.name}  {told if one.read else 'nothing new'}", ACCENT)
    _show_trouble(one.what, one.advice)
    if one.problems:
        hint(f"    {count(one.problems, 'problem')}: comity problems says what and what to do.")


def _show_trouble(what: str, advice: str) -> None:
    if what:
        say(f"{what[:1].upper()}{what[1:]}.", indent=4)
    if advice:
        say(f"{advice}.", "dim", indent=4)


def _show_timer(result: TimerSet, book: Book) -> None:
    say(result.in_words(book.zone))
    if result.removed:
        if result.files:
            hint("If it was switched on:")
            command(result.switch_off)
        return
    say()
    for line in result.text.split("\n"):
        command(line)
    say()
    hint("To switch it on:")
    command(result.switch_on)
    hint("To switch it off:")
    command(result.switch_off)


def show_health(result: Health, book: Book) -> None:
    """Print the sum of each account."""
    if not result.accounts:
        say("No account is followed yet.")
        hint("comity account add YOU@EXAMPLE.ORG, or comity account add --found")
        return
    for one in result.accounts:
        _show_account(one, book)


def _show_account(one: AccountHealth, book: Book) -> None:
    last = f"last read {day_of(one.last_success, book)}" if one.last_success else "never read"
    title(f"{one.name}  {one.state}, {last}")
    rows = [("on the server", one.on_server)] if one.on_server is not None else []
    rows += [("read", one.read), ("kept", one.kept)]
    rows += [(f"left out: {reason}", n) for reason, n in one.skipped.items()]
    table([(words, f"{n:,}") for words, n in rows], right=[1])
    for place in one.places:
        if not place.adds_up:
            say(f"{place.place}: {place.what}.", indent=2)
    _show_trouble(one.what, one.advice)
    say()


def _word(text: str) -> str:
    return f'"{text}"' if " " in text else text
