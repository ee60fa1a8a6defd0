"""What was printed of an event, and what came back, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.faces.cli.shown.page import hint, say, table, title
from comity.operations.words import count

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.event.paper.documents import (
        CardsPrinted,
        EventReport,
        FollowUp,
        TicksBack,
    )


_ROWS_MAX = 30


def show_cards(result: CardsPrinted, book: Book) -> None:
    """Print where the file lies, and what to know of it."""
    say(result.in_words(book.zone))
    say(result.file, indent=2)
    for problem in result.problems:
        hint(problem)


def show_ticks(result: TicksBack, book: Book) -> None:
    """Print what became of every row."""
    say(result.in_words(book.zone))
    if result.skipped:
        title("Skipped")
        table([(one.row, one.reason) for one in result.skipped[:_ROWS_MAX]], right=[0])
        if len(result.skipped) > _ROWS_MAX:
            hint(f"  and {count(len(result.skipped) - _ROWS_MAX, 'more row')}; --json has all")
    if result.new:
        hint("On the event's console, Undo takes them back.")


def show_follow_up(result: FollowUp, book: Book) -> None:
    """Print each draft, to be read, changed and sent by hand."""
    say(result.in_words(book.zone))
    for one in result.introductions:
        title(one.subject)
        if one.to:
            say(f"to {', '.join(one.to)}", "dim")
        for line in one.text.splitlines():
            say(line, indent=2)
    if result.folder:
        say(f"{count(result.files, 'file')} in {result.folder}")
    if not result.ticked:
        hint(f"comity event ticks {result.event} SEATS.xlsx takes the ticks of paper cards.")
    elif result.introductions and not result.folder:
        hint(f"comity event follow-up {result.event} --to FOLDER writes these and cards.")
    if result.kept:
        hint("comity undo takes out of the book whom it keeps.")


def show_report(result: EventReport, book: Book) -> None:
    """Print the report in words, then who met whom."""
    del book
    title(result.title)
    for sentence in result.sentences:
        say(sentence)
    title("Who met whom")
    table([(one.name, ", ".join(one.met)) for one in result.met[:_ROWS_MAX]])
    if len(result.met) > _ROWS_MAX:
        hint(f"  and {len(result.met) - _ROWS_MAX} more; --json has all")
    hint(f"comity event report {result.event} --to REPORT.pdf writes it as a PDF.")
