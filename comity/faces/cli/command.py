"""Commands made from operations' signatures; errors and exit codes in one place.

Exit 0 done, 1 could not (message and what to do, no traceback), 2 wrong usage.
"""

from __future__ import annotations

import inspect
import os
import sys
import time
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

import click

from comity import __version__
from comity.errors import ComityError
from comity.operations.operation import VERBS, find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book
    from comity.operations.operation import Operation, Result

_SECTIONS = {
    "Start": ("import", "remember", "demo", "me", "keep"),
    "See": ("audit", "people", "person", "search", "today"),
    "Do": ("done", "snooze", "log", "note"),
    "Decide": (
        "circle", "stage", "strength", "tag", "role", "never", "quiet",
        "questions", "answer", "merge", "split", "undo",
    ),
    "Upkeep": ("problems", "sources", "forget", "backup", "export", "settings"),
}  # fmt: skip


class Verbs(click.Group):
    """The verbs, each imported only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order of the help."""
        del ctx
        return [verb for verbs in _SECTIONS.values() for verb in verbs]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a verb."""
        del ctx
        if cmd_name not in VERBS:
            return None
        below = [verb for verb in VERBS if verb.startswith(f"{cmd_name} ")]
        return _group(cmd_name, below) if below else _command(find(cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs by section; their words stand in one small table, so help is quick."""
        for section, verbs in _SECTIONS.items():
            with formatter.section(section):
                formatter.write_dl([(verb, SUMMARIES[verb]) for verb in verbs])
        del ctx


# What --help says of each verb. A test holds it against the docstrings.
SUMMARIES = {
    "import": "Read mail, calendars, address books, exports and chats into the book.",
    "remember": "Start from memory: who you know, how, and one thing about each.",
    "demo": "Write a book of an invented person, to look around in.",
    "me": "Show which addresses and profiles are yours.",
    "audit": "Count honestly: how much of the list is a network, by which rule.",
    "people": "List people, the most recent first.",
    "person": "Show one person: what happened, when, and what follows from it.",
    "search": "Find what was said, by words.",
    "today": "Name the few people to tend today, and why.",
    "done": "Say that a suggestion was followed.",
    "snooze": "Put a suggestion off.",
    "keep": "Name a person to keep, at a rhythm of your choice.",
    "circle": "Say which circle a person belongs to.",
    "stage": "Say where a relationship stands; let one go.",
    "strength": "Say how close someone is, in your own word.",
    "tag": "Put a word of your own on a person.",
    "role": "Say what a person is to you: mentor, buddy, partner, group.",
    "never": "Never suggest this person again.",
    "quiet": "Leave a person in peace until a date.",
    "log": "Note a coffee, a call, a meeting that left no trace.",
    "note": "Keep a note about a person.",
    "questions": "Ask who is who, where the data leaves it open.",
    "answer": "Answer a question: same, different or later.",
    "merge": "Say that two are one person.",
    "split": "Say that an identity is another person's.",
    "undo": "Take back what was said last.",
    "problems": "List what could not be read, and what to do about it.",
    "sources": "List where the facts came from.",
    "forget": "Erase a person, and keep them out of every later import.",
    "backup": "Copy the whole book into one file, safely.",
    "export": "Write everything in open formats.",
    "settings": "Show the settings of this book.",
}


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="comity")
@click.option("--book", type=click.Path(path_type=Path), help="The book's folder.")
@click.option("--as-of", help="Look at the book as it was then: 2026-03-31.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def cli(ctx: click.Context, book: Path | None, as_of: str | None, *, as_json: bool) -> None:
    """See how much of your list is a network, and whom to tend.

    Comity reads what you already have, on this machine alone. It never sends a message.

    \b
    First:  comity import ~/Mail ~/Downloads/Connections.csv --me you@example.org
    Then:   comity audit      how much of the list is a network
            comity today      three people, and why
    No data at hand?  comity remember   or   comity demo
    """  # noqa: D301 - \b is click's mark for a paragraph that keeps its lines
    ctx.obj = {"book": book, "as_of": as_of, "as_json": as_json}


def main() -> None:
    """Run the command line."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. What was written is safe; run it again to go on.", err=True)
        sys.exit(1)
    except ComityError as error:
        click.echo(f"comity: {error.message}", err=True)
        if error.hint:
            click.echo(f"        {error.hint}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if os.environ.get("COMITY_TRACEBACK"):
            raise
        click.echo(f"comity: a mistake of ours, {_place(error)}; your book is safe", err=True)
        click.echo("        COMITY_TRACEBACK=1 shows all of it, for a report", err=True)
        sys.exit(1)


def _place(error: Exception) -> str:
    """Return what went wrong and where, without its words: they may be somebody's mail."""
    at = error.__traceback__
    while at and at.tb_next:
        at = at.tb_next
    where = f"{Path(at.tb_frame.f_code.co_filename).name} line {at.tb_lineno}" if at else "unknown"
    return f"{type(error).__name__} in {where}"


def _group(verb: str, below: list[str]) -> click.Command:
    """Return a verb that reads by itself and has sub-verbs that write."""
    own = _command(find(verb))
    group = click.Group(
        verb,
        invoke_without_command=True,
        params=own.params,
        help=own.help,
        callback=lambda **given: (
            None if click.get_current_context().invoked_subcommand else _call(find(verb), given)
        ),
    )
    for sub in below:
        group.add_command(_command(find(sub)), sub.partition(" ")[2])
    return group


def _command(operation: Operation) -> click.Command:
    """Return the command of an operation."""
    params = [_parameter(name, *one) for name, one in operation.parameters.items()]
    return click.Command(
        operation.verb.rpartition(" ")[2],
        params=[*params, *_common()],
        help=operation.help,
        short_help=operation.summary,
        callback=lambda **given: _call(operation, given),
    )


def _common() -> list[click.Parameter]:
    return [
        click.Option(
            ["--book", "book_"], type=click.Path(path_type=Path), help="The book's folder."
        ),
        click.Option(["--as-of", "as_of_"], help="Look at the book as it was then."),
        click.Option(["--json", "json_"], is_flag=True, help="Print one JSON document."),
    ]


def _parameter(name: str, parameter: inspect.Parameter, annotation: Any) -> click.Parameter:  # noqa: ANN401 - a type, of any kind
    """Return the click parameter of one parameter of an operation."""
    annotation, said = _annotated(annotation)
    kind, many = _kind(annotation)
    required = parameter.default is inspect.Parameter.empty
    if parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
        if many:
            return click.Argument([name], nargs=-1, type=kind, required=False)
        default = None if required else parameter.default
        return click.Argument([name], type=kind, required=False, default=default)
    flag = f"--{name.rstrip('_').replace('_', '-')}"
    if annotation is bool:
        return click.Option([flag, name], is_flag=True, help=said)
    default = None if many or required else parameter.default
    return click.Option(
        [flag, name], type=kind, multiple=many, default=default, required=required, help=said
    )


def _annotated(annotation: Any) -> tuple[Any, str]:  # noqa: ANN401 - a type, of any kind
    if get_origin(annotation) is Annotated:
        inner, said = get_args(annotation)[:2]
        return inner, str(said)
    return annotation, ""


def _kind(annotation: Any) -> tuple[Any, bool]:  # noqa: ANN401 - a type, of any kind
    """Return (click type, whether it may be given several times)."""
    if get_origin(annotation) in {Union, UnionType}:
        annotation = next(one for one in get_args(annotation) if one is not NoneType)
    if get_origin(annotation) in {list, tuple}:
        return _kind(get_args(annotation)[0])[0], True
    if get_origin(annotation) is Literal:
        return click.Choice(list(get_args(annotation))), False
    if annotation is Path:
        return click.Path(path_type=Path), False
    return annotation, False


def _call(operation: Operation, given: dict[str, Any]) -> None:
    """Open the book, run the operation, show its result."""
    from comity.book import open_book
    from comity.faces.cli import output
    from comity.operations.locating import book_folder
    from comity.operations.moments import instant_us

    common = dict(click.get_current_context().obj or {})
    folder = given.pop("book_", None) or common.get("book")
    as_of = given.pop("as_of_", None) or common.get("as_of")
    as_json = given.pop("json_", False) or common.get("as_json", False)
    now_us = time.time_ns() // 1_000
    with (
        output.shown(as_json=as_json) as screen,
        open_book(
            book_folder(folder), now_us=now_us, notify=screen.notify, progress=screen.progress
        ) as book,
    ):
        if as_of:
            book.as_of_us = instant_us(as_of, book.zone, now_us=now_us)
        for result in _results(operation, book, given, as_json=as_json):
            screen.show(operation.verb, result, book)


def _results(
    operation: Operation, book: Book, given: dict[str, Any], *, as_json: bool
) -> Iterator[Result]:
    """Yield what the operation returns; in a dialogue, once for every answer."""
    from comity.faces.cli import asking

    if not as_json:
        given = asking.complete(operation.verb, book, given)
    alone = [name for name, (one, _) in operation.parameters.items() if _missing(one, given[name])]
    if not alone:
        yield operation.function(book, **_arguments(operation, given))
    elif operation.verb in asking.DIALOGUES and not as_json and sys.stdin.isatty():
        yield from asking.DIALOGUES[operation.verb](book)
    else:
        raise click.UsageError(
            f"give {alone[0].upper()}; comity {operation.verb} --help tells more"
        )


def _missing(parameter: inspect.Parameter, value: object) -> bool:
    """Tell an argument that has to be given and was not."""
    return parameter.default is inspect.Parameter.empty and value in (None, (), "")


def _arguments(operation: Operation, given: dict[str, Any]) -> dict[str, Any]:
    """Return click's values as the function wants them; ``*args`` are passed as their tuple."""
    return {
        name: list(given[name]) if isinstance(given[name], tuple) else given[name]
        for name in operation.parameters
        if name in given
    }
