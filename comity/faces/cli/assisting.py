"""``comity mcp``: the command that lets an assistant ask the book."""

from __future__ import annotations

import inspect
import time

import click

from comity.errors import ComityError, to_install
from comity.faces.cli.command import COMMON, common_of


def mcp() -> click.Command:
    """Return the command."""
    return click.Command(
        "mcp",
        params=[
            click.Option(
                ["--allow-text"],
                is_flag=True,
                help="Show texts too: subjects, excerpts, event titles, your notes.",
            ),
            click.Option(
                ["--allow-writes"],
                is_flag=True,
                help="Let it note what undo takes back: done, note, keep and the like.",
            ),
            *COMMON,
        ],
        help=inspect.getdoc(_mcp),
        callback=_mcp,
    )


def _mcp(*, allow_text: bool, allow_writes: bool, **given: object) -> None:
    """Let an assistant ask the book, over the Model Context Protocol.

    The assistant's program starts this and speaks to it over standard input and output. What it
    asks for goes to its model: names, addresses, dates and counts, no texts, and nothing is
    changed, unless you allow it. People of your personal circle and those never to be suggested
    are not there for it. Never offered: import, export, backup, forget, sources remove, settings
    set, and whatever else reads or writes files, erases, or says who you are.
    """
    from comity.book import open_book
    from comity.operations.moment import instant_us
    from comity.operations.upkeep.book_path import book_folder

    asked = common_of(given)
    folder, as_of_us = book_folder(asked.book), None
    if asked.as_of:
        with open_book(folder, now_us=time.time_ns() // 1_000) as book:
            as_of_us = instant_us(asked.as_of, book.zone, now_us=book.now_us)
    try:
        from comity.faces.mcp.serve import serve
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in {"mcp", "mcp_types"}:
            raise
        hint = to_install("assistant")
        raise ComityError("what speaks to assistants is not installed", hint=hint) from error
    serve(folder, as_of_us=as_of_us, allow_text=allow_text, allow_writes=allow_writes)
