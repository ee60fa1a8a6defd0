"""The honest count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.faces.cli.shown.page import day_of, hint, say, say_who_is_unknown, table, title
from comity.operations.network.figures import headline_in_words, unsaid
from comity.operations.upkeep.set_aside import set_aside
from comity.operations.words import ANSWERED, STAGES, count, percent

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.network.documents import Audit, Figures, OwnSide


def show(result: Audit, book: Book) -> None:
    """Print the headline, the garden, the last days, and the owner's own side."""
    if not result.contacts:
        _show_empty(book)
        return
    if not result.me_known:
        say_who_is_unknown(book)
    title(headline_in_words(result))
    if result.no_exchange_seen == result.contacts:
        say("No exchange with any of them has been read yet.")
        if result.by_word:
            hint("Note what happens: comity log coffee --with NAME. Import what holds mail or a")
            hint("calendar: comity import PATH --me YOU@EXAMPLE.ORG. Name others: comity remember.")
        _show_invitations(result)
        return
    one_way = result.one_way.only_me + result.one_way.only_them
    say(
        f"{result.no_exchange_seen:,} with no trace of an exchange in these sources, "
        f"{one_way:,} where only one side ever wrote"
    )
    if result.open_questions:
        pairs = count(result.open_questions, "pair")
        hint(f"Within a few: {pairs} may be one person each (comity questions).")
    say()
    _show_stages(result, result.since)
    _show_invitations(result)
    _show_traffic(result, result.since)
    _show_my_side(result.my_side, book)
    hint("Each figure has its rule: comity audit --json, under rules.")


def _show_empty(book: Book) -> None:
    if set_aside(book):
        say("Nothing is in this book now but what was set aside.")
        hint("comity check names it, and the paths to import again.")
        return
    if not book.is_empty:  # what names nobody who had to do with the owner: others' works
        if say_who_is_unknown(book):
            return
        say("What was read so far names nobody who had to do with you.")
    else:
        say("This book is empty.")
    hint("Bring what you have: comity import ~/Mail --me YOU@EXAMPLE.ORG")
    hint("Or start from memory: comity remember. Or look around first: comity demo.")


def _show_stages(result: Audit, earlier: Figures | None) -> None:
    table(
        [
            (
                f"{result.stages[stage]:,}",
                _then(earlier.stages[stage] if earlier else None),
                stage,
                rule,
            )
            for stage, rule in STAGES.items()
        ],
        right=[0, 1],
    )
    if result.by_word:
        say()
        say(f"{result.by_word:,} more by your word: you named them, and that needs no trace.")
    circles = [
        f"{n:,} {name.replace('_', ' ')}"
        for name, n in sorted(result.circles.items(), key=_by_size)
        if n
    ]
    if circles:
        say()
        say(f"Of those in touch or resting {', '.join(circles)}.")
    linkedin = result.linkedin
    if linkedin.connections:
        say(
            f"LinkedIn: {count(linkedin.connections, 'connection')}, "
            f"of them {linkedin.relationships:,} in touch or resting."
        )


def _show_invitations(result: Audit) -> None:
    """Print who invited the owner, and what came of it; those never accepted are no contacts."""
    invited = result.invitations
    if invited.received:
        accepted = "" if invited.accepted is None else f"{invited.accepted:,} accepted, "
        say(
            f"{count(invited.received, 'person', 'people')} invited you: {invited.with_note:,} "
            f"with a note, {accepted}{invited.exchanged:,} with words both ways since."
        )
    say()


def _show_traffic(result: Audit, earlier: Figures | None) -> None:
    title("In contact with")
    names = (("7d", "in 7 days"), ("30d", "in 30 days"), ("365d", "in a year"))
    table(
        [
            (
                count(result.interacted[key], "person", "people"),
                _then(earlier.interacted[key] if earlier else None),
                words,
            )
            for key, words in names
        ],
        right=[0, 1],
    )
    first = result.initiated
    if first.by_me + first.by_them:
        say(f"Threads begun: {first.by_me:,} by you, {first.by_them:,} by them.", indent=2)
    asked, by_guess = result.asked, result.guessed
    for rate, of, words, guessed in (
        (result.reply_rate_by_me, asked.by_them, "what they asked you", by_guess.by_me),
        (result.reply_rate_to_me, asked.by_me, "what you asked them", by_guess.by_them),
    ):
        if rate is not None:
            share = f"{ANSWERED.capitalize()}: {percent(rate)} of {of:,} times {words}"
            say(f"{share}{_guessed(guessed)}.", indent=2)
    say()


def _guessed(number: int) -> str:
    """Return how many of the answers are guessed: " (3 of the answers guessed by the subject)"."""
    return f" ({number:,} of the answers guessed from the subject)" if number else ""


def _show_my_side(mine: OwnSide, book: Book) -> None:
    rows = [
        (f"{n:,}", f"{noun if n == 1 else noun + 's'} {rest}") for _, n, noun, rest in unsaid(mine)
    ]
    if rows or mine.last_asked_advice_at:
        title("Your own side")
        table(rows, right=[0])
        if mine.last_asked_advice_at:
            at = day_of(mine.last_asked_advice_at, book)
            say(f"You last asked someone for advice on {at}.", indent=2)
        say()


def _then(earlier: int | None) -> str:
    """Return the earlier figure in brackets, where an earlier day was asked for."""
    return "" if earlier is None else f"({earlier:,})"


def _by_size(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
