"""An import's account, and the demo's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.faces.cli.shown import audit, today
from comity.faces.cli.shown.page import command, hint, say, table, title
from comity.faces.cli.shown.sources import show_who_are_you
from comity.operations.decide.me import is_known
from comity.operations.decide.who_are_you import who_are_you
from comity.operations.intake.left_out import left_out
from comity.operations.words import count

if TYPE_CHECKING:
    from comity.book import Book
    from comity.demo.book import Demo
    from comity.operations.intake.documents import Import


def show(result: Import, book: Book) -> None:
    """Print what became of every record, and what to do next."""
    if not result.read and result.tables:
        show_columns(result)
        return
    title(f"Read {count(result.read, 'record')}")
    out = left_out(result)
    table(
        [
            (f"{result.new:,}", "new", ""),
            (f"{result.known:,}", "known already", ""),
            *((f"{one.n:,}", f"left out: {one.reason}", one.why) for one in out),
        ],
        right=[0],
    )
    if result.read and not result.new + result.known:
        say()
        say("Nothing here could be used.")
        hint("comity import --help says what is read; comity remember starts from memory.")
        return
    if len(result.sources) > 1:
        say()
        table(
            [(one.source or "not recognised", f"{one.read:,}", one.path) for one in result.sources],
            right=[1],
        )
    for one in result.tables:
        say()
        say(f"{one.path}, {one.in_words()}.")
    if result.decided:
        say()
        for sentence in result.decided.in_words():
            say(f"{sentence}.")
        if result.decided.step:
            hint(f"comity undo {result.decided.step} takes that back; comity history shows it.")
    if result.problems:
        say()
        hint(f"{count(result.problems, 'problem')}: comity problems says what and what to do.")
    say()
    if asked := who_are_you(book):
        show_who_are_you(asked, book)
        return
    hint(_next(book))


def show_columns(result: Import) -> None:
    """Print what each column of tables becomes."""
    for one in result.tables:
        title(f"{one.path}: {count(one.rows, 'row')}, {one.in_words()}")
        table([(each.head, each.says, " · ".join(each.samples)) for each in one.columns])
        say()
    hint("Nothing was read. The same without --preview reads it so;")
    hint('--column "Company=organisation" says otherwise, and is remembered.')


def show_demo(result: Demo, book: Book) -> None:
    """Print where the demo lies, its count and its plan."""
    title("A book of an invented person: nobody in it is real")
    say(f"{count(result.import_.read, 'record')} read, as your own would be")
    say()
    audit.show(result.audit, book)
    say()
    today.show(result.today, book)
    say()
    hint("Look around:")
    for verb in ("audit", "today", "people"):
        command(f"comity --book {result.book} {verb}")


def _next(book: Book) -> str:
    if not is_known(book):
        return "Who are you? comity me add YOU@EXAMPLE.ORG, or nobody wrote to you."
    return "Next: comity audit says how much of it is a network; comity today, whom to tend."
