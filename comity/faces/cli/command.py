"""Commands made from operations' signatures: parse, open the book, call, show."""

from __future__ import annotations

import inspect
import sys
import time
from dataclasses import dataclass
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

import click

from comity import __version__
from comity.faces.cli.failing import explain
from comity.operations.operation import TYPED, VERBS, find

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comity.book import Book
    from comity.faces.arguments import Arguments
    from comity.operations.document import Document
    from comity.operations.operation import Operation

_SECTIONS = {
    "Start": ("import", "account", "sync", "remember", "demo", "me", "keep"),
    "Open": ("serve", "mcp"),
    "See": (
        *("audit", "counted", "people", "filters", "person", "search", "today"),
        *("promises", "asks", "waiting", "loops"),
    ),
    "Tend": ("garden", "ledger", "review", "agenda", "buddy", "year", "rewind", "what", "survey"),
    "Do": ("done", "snooze", "loop", "log", "note", "remind", "photo", "edit", "amend", "delete"),
    "Decide": (
        "circle", "stage", "strength", "tag", "role", "change", "never", "quiet",
        "questions", "answer", "merge", "apart", "split", "history", "undo", "redo",
    ),
    "Events": ("event",),
    "Upkeep": (
        *("health", "problems", "sources", "forget", "check", "backup", "export", "settings"),
    ),
    "Measure": ("evaluate",),
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
        if cmd_name in FACES:
            return _face(cmd_name)
        below = [verb for verb in VERBS if verb.startswith(f"{cmd_name} ")]
        if cmd_name not in VERBS:
            return _family(cmd_name, below) if below else None
        return _group(cmd_name, below) if below else _command(find(cmd_name))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command; of a verb that there is none of, name the near ones."""
        if args[0] not in SUMMARIES and not args[0].startswith("-"):
            raise click.NoSuchCommand(args[0], possibilities=SUMMARIES, ctx=ctx)
        if args[0] in LEADS and _is_led(args[0], args[1:]):
            return args[0], _command(find(LEADS[args[0]])), _of_led(args[0], args[1:])
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs by section; their words stand in one small table, so help is quick."""
        for section, verbs in _SECTIONS.items():
            with formatter.section(section):
                formatter.write_dl([(verb, SUMMARIES[verb]) for verb in verbs])
        del ctx


# What --help says of each verb. A test holds it against the docstrings.
SUMMARIES = {
    "import": "Read mail, calendars, address books, exports and chats into the book.",
    "account": "Follow mail, calendars and contacts where they lie; nothing there is changed.",
    "sync": "Read what is new of the accounts that are followed; nothing there is changed.",
    "remember": "Start from memory: who you know, how, and one thing about each.",
    "demo": "Write a book of an invented person, to look around in.",
    "me": "Show which addresses and profiles are yours.",
    "keep": "Name a person to keep, at a rhythm of your choice.",
    "serve": "Open the book in the browser: a page for each morning.",
    "mcp": "Let an assistant ask the book, over the Model Context Protocol.",
    "audit": "Count honestly: how much of the list is a network, by which rule.",
    "counted": "List the messages that a figure counts, the latest first.",
    "people": "List people, the most recent first.",
    "filters": "List the filters you saved, with how many people each finds now.",
    "person": "Show one person: what happened, when, and what follows from it.",
    "search": "Find people, and what was said, by words.",
    "today": "Name the few people to tend today, and why.",
    "promises": "List what you said you would do, what is open first, and what became of each.",
    "asks": "List the questions of the last year that had no answer: to you, and of yours.",
    "waiting": "List what waits on you, and what on others, the latest first.",
    "loops": "List everything open between you and others, by person.",
    "garden": "Show whom to tend how: plant, water, feed, and where an ask is fair.",
    "ledger": "Tell what was given and received: introductions, recommendations, advice, answers.",
    "review": "Look at the week back and the week ahead, in five minutes.",
    "agenda": "Gather what to talk about with somebody: a mentor, a buddy, a friend.",
    "buddy": "Make a page to exchange with a buddy: of your own week, what you choose alone.",
    "year": "Tell what a year brought: which ties grew, who was revived, what was given both ways.",
    "rewind": "Look at the network as it was on a day, and at what became of it.",
    "what": "Say what networking is and is not, each word with your own figure beside it.",
    "survey": "List the surveys: what groups answered when asked what networking is.",
    "done": "Say that a suggestion was followed.",
    "snooze": "Put a suggestion off.",
    "loop": "Say what you know better of a loop: done, let_go, keep, or none.",
    "log": "Note a coffee, a call, a meeting that left no trace.",
    "note": "Keep a note about a person; it stands in their timeline.",
    "remind": "Be reminded of a person on a day.",
    "photo": "Keep a photo of a person: a small JPEG, of 512 pixels at most.",
    "edit": "Put right what you know better of a person, or add to it.",
    "amend": "Put a note, what you logged or a reminder right.",
    "delete": "Take out a note, what you logged or a reminder.",
    "circle": "Say which circle a person belongs to.",
    "stage": "Say where a relationship stands; let_go ends it with respect.",
    "strength": "Say how close someone is, in your own word.",
    "tag": "Put a word of your own on a person.",
    "role": "Say what a person is to you: mentor, buddy, partner.",
    "change": "Tag, untag, sort or keep several people at once.",
    "never": "Never suggest this person again.",
    "quiet": "Pause a person until a date: no suggestion names them.",
    "questions": "Ask who is who, where the data leaves it open.",
    "answer": "Answer a question: same, different, later; or whom with.",
    "merge": "Say that two are one person.",
    "apart": "Say that two are two people.",
    "split": "Say that an identity is somebody else's.",
    "history": "List what you said and brought in, the latest first, each with its number.",
    "undo": "Take back what was said last, or the step of a number.",
    "redo": "Bring back what was taken back last, or the step of a number.",
    "event": "Run speed networking: nobody meets twice, and people meet whom they can help.",
    "health": "Tell how each account stands: the last success, and the sum of what lies there.",
    "problems": "List what could not be read, and what to do about it.",
    "sources": "List where the facts came from.",
    "forget": "Erase a person, and keep them out of every later import.",
    "check": "Read the whole book through, and name whatever is damaged.",
    "backup": "Copy the whole book into one file, safely.",
    "export": "Write everything in open formats.",
    "settings": "Show the settings of this book.",
    "evaluate": "Measure how well the program does what it says.",
}


# A verb that, given a text or whom it is for, is another: comity check FILE --to PERSON.
LEADS = {"check": "check draft"}

# The other faces, each with the module of this room that starts it.
FACES = {"serve": "starting", "mcp": "assisting"}
FACES_BELOW = {"event run": "running"}  # those that stand below a word with other verbs


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
    ctx.obj = Common(book, as_of, as_json)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal without some letters still gets the rest
            stream.reconfigure(errors="replace")
    words = list(sys.argv[1:] if arguments is None else arguments)
    code = 0
    try:
        with cli.make_context("comity", words) as ctx:
            cli.invoke(ctx)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        code = end.exit_code
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the one place that ends all
        code = explain(error)
    sys.exit(code)


def _is_led(verb: str, words: Sequence[str]) -> bool:
    """Tell by the words after a verb whether the other is meant that it leads to."""
    options = {f"--{name}" for name, (one, _) in find(LEADS[verb]).parameters.items()}
    of_all = {option: one for one in COMMON for option in one.opts}
    left = iter(words)
    for word in left:
        name, given, _ = word.partition("=")
        if name in options:
            return True
        if not word.startswith("-") or word == "-":
            return f"{verb} {word}" not in VERBS or f"{verb} {word}" in LEADS.values()
        if name in of_all and not given and not getattr(of_all[name], "is_flag", False):
            next(left, None)
    return False


def _of_led(verb: str, words: list[str]) -> list[str]:
    """Return the words after a verb without the name of the other, unless a file is called so."""
    name = LEADS[verb].rpartition(" ")[2]
    return words[1:] if words[:1] == [name] and not Path(name).is_file() else words


def _face(name: str) -> click.Command:
    """Return the command that starts another face."""
    module = import_module(f"comity.faces.cli.{(FACES | FACES_BELOW)[name]}")
    command: click.Command = getattr(module, name.replace(" ", "_"))()
    return command


def _group(verb: str, below: list[str]) -> click.Command:
    """Return a verb that reads by itself and has sub-verbs that write."""
    own = find(verb)

    def call(**given: Any) -> None:  # noqa: ANN401 - whatever the verb's parameters are
        ctx = click.get_current_context()
        if ctx.invoked_subcommand:
            ctx.obj = common_of(given)
        else:
            _call(own, given)

    group = click.Group(
        verb,
        invoke_without_command=True,
        params=_command(own).params,
        help=own.help,
        callback=call,
    )
    _add(group, below)
    return group


def _family(verb: str, below: list[str]) -> click.Command:
    """Return a word that does nothing by itself and has sub-verbs."""
    group = click.Group(
        verb,
        params=list(COMMON),
        help=SUMMARIES[verb],
        callback=lambda **given: setattr(click.get_current_context(), "obj", common_of(given)),
    )
    _add(group, below)
    return group


def _add(group: click.Group, below: list[str]) -> None:
    for sub in below:
        if sub in LEADS.values():
            continue
        group.add_command(_command(find(sub)), sub.partition(" ")[2])
    for sub in FACES_BELOW:
        if sub.startswith(f"{group.name} "):
            group.add_command(_face(sub), sub.partition(" ")[2])


def _command(operation: Operation) -> click.Command:
    """Return the command of an operation."""
    parameters = operation.parameters
    places = [name for name, (one, _) in parameters.items() if one.kind is not one.KEYWORD_ONLY]
    params = [
        _argument(name, *one, alone=len(places) == 1) if name in places else _option(name, *one)
        for name, one in parameters.items()
    ]
    return click.Command(
        operation.verb.rpartition(" ")[2],
        params=[*params, *COMMON],
        help=operation.help,
        short_help=operation.summary,
        callback=lambda **given: _call(operation, given),
    )


COMMON: list[click.Parameter] = [
    click.Option(["--book", "book_"], type=click.Path(path_type=Path), help="The book's folder."),
    click.Option(["--as-of", "as_of_"], help="Look at the book as it was then."),
    click.Option(["--json", "json_"], is_flag=True, help="Print one JSON document."),
]


def _argument(
    name: str,
    parameter: inspect.Parameter,
    annotation: Any,  # noqa: ANN401 - a type, of any kind
    *,
    alone: bool,
) -> click.Argument:
    """Return an argument; a text that stands alone takes all the words: comity person Ada Hart.

    None is required of click, since a dialogue may ask for it.
    """
    if TYPED in getattr(annotation, "__metadata__", ()):
        path = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
        read = import_module("comity.faces.cli.drafting").typed
        return click.Argument(
            [name],
            type=path,
            required=False,
            metavar="[FILE]",
            callback=lambda ctx, _param, value: None if ctx.resilient_parsing else read(value),
        )
    kind, many = _kind(_annotated(annotation)[0])
    words = kind is str and alone and not many
    optional = parameter.default is not inspect.Parameter.empty
    metavar = f"{name.upper()}{'...' if many else ''}"
    return click.Argument(
        [name],
        nargs=-1 if many or words else 1,
        type=kind,
        required=False,
        default=parameter.default if optional and not words else None,
        callback=(lambda _ctx, _param, value: " ".join(value)) if words else None,
        metavar=None if isinstance(kind, click.Choice) else metavar,
    )


def _option(name: str, parameter: inspect.Parameter, annotation: Any) -> click.Option:  # noqa: ANN401 - a type, of any kind
    annotation, said = _annotated(annotation)
    kind, many = _kind(annotation)
    required = parameter.default is inspect.Parameter.empty
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


@dataclass(frozen=True, slots=True)
class Common:
    """What every verb takes, before it or after."""

    book: Path | None
    as_of: str | None
    as_json: bool


def common_of(given: Arguments) -> Common:
    """Take from what was given what every verb takes; what stood before the verb counts too."""
    before: Common = click.get_current_context().obj
    return Common(
        given.pop("book_") or before.book,
        given.pop("as_of_") or before.as_of,
        given.pop("json_") or before.as_json,
    )


def _call(operation: Operation, given: Arguments) -> None:
    """Open the book, run the operation, show its result."""
    from comity.book import open_book
    from comity.faces.cli import output
    from comity.operations.moment import instant_us
    from comity.operations.upkeep.book_path import book_folder

    common = common_of(given)
    now_us, whole = time.time_ns() // 1_000, True
    with (
        output.shown(as_json=common.as_json) as screen,
        open_book(
            book_folder(common.book), now_us=now_us, notify=screen.notify, progress=screen.progress
        ) as book,
    ):
        book.ask = screen.ask
        if common.as_of:
            book.as_of_us = instant_us(common.as_of, book.zone, now_us=now_us)
        for verb, result in _results(operation, book, given, as_json=common.as_json):
            screen.show(verb, result, book)
            whole = getattr(result, "whole", True)
    if not whole:  # a book that was checked, an account that was refused
        raise click.exceptions.Exit(1)


def _results(
    operation: Operation, book: Book, given: Arguments, *, as_json: bool
) -> Iterator[tuple[str, Document]]:
    """Yield the verb and what it returns; in a dialogue, once for every answer."""
    from comity.faces.answering import answer
    from comity.faces.cli import asking

    missing = [n for n, (one, _) in operation.parameters.items() if _missing(one, given[n])]
    asks = not as_json and sys.stdin.isatty() and sys.stdout.isatty()
    if missing and asks and operation.verb in asking.DIALOGUES:
        yield from asking.DIALOGUES[operation.verb](book)
        return
    if missing:
        raise click.UsageError(_to_give(operation, missing[0]))
    if not as_json:
        given = asking.complete(operation.verb, book, given, asks=asks)
    yield operation.verb, answer(operation, book, _arguments(operation, given))


def _to_give(operation: Operation, name: str) -> str:
    """Return which argument, or option, has to be given, and what tells more."""
    by_option = operation.parameters[name][0].kind is inspect.Parameter.KEYWORD_ONLY
    what = (
        f"--{name.rstrip('_')} PERSON" if operation.long and by_option else name.rstrip("_").upper()
    )
    verb = operation.document if operation.long else operation.verb
    return f"give {what}; comity {verb} --help tells more"


def _missing(parameter: inspect.Parameter, value: object) -> bool:
    """Tell an argument that has to be given and was not."""
    return parameter.default is inspect.Parameter.empty and value in (None, (), "")


def _arguments(operation: Operation, given: Arguments) -> Arguments:
    """Return click's values as the function wants them: what may be given often, as a list."""
    return {
        name: list(given[name]) if isinstance(given[name], tuple) else given[name]
        for name in operation.parameters
    }
