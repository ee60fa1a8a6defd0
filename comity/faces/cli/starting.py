"""``comity serve``: the command that starts the page in the browser."""

from __future__ import annotations

import inspect
import time

import click

from comity.faces.cli.command import COMMON, common_of


def serve() -> click.Command:
    """Return the command."""
    return click.Command(
        "serve",
        params=[
            click.Option(
                ["--port"],
                type=click.IntRange(0, 65535),
                help="At this port; 0 for any that is free.",
            ),
            click.Option(
                ["--host"], default="127.0.0.1", help="Reachable at this address, not here alone."
            ),
            click.Option(["--no-browser"], is_flag=True, help="Print the address, open nothing."),
            *COMMON,
        ],
        help=inspect.getdoc(_serve),
        callback=_serve,
    )


def _serve(*, port: int | None, host: str, no_browser: bool, **given: object) -> None:
    """Open the book in the browser: a page for each morning.

    The page is made on this machine and reached from it alone. The address that is printed holds
    a token that lets one browser in, once; start this again to let another in.
    """
    from comity.book import open_book
    from comity.faces.web.serve import serve as run
    from comity.operations.moment import instant_us
    from comity.operations.upkeep.book_path import book_folder

    asked = common_of(given)
    folder, as_of_us = book_folder(asked.book), None
    if asked.as_of:
        with open_book(folder, now_us=time.time_ns() // 1_000) as book:
            as_of_us = instant_us(asked.as_of, book.zone, now_us=book.now_us)
    run(folder, as_of_us=as_of_us, port=port, host=host, browser=not no_browser)
