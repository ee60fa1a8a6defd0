"""``comity event run``: the command that opens an evening on the organiser's laptop."""

from __future__ import annotations

import inspect

import click

from comity.faces.cli.command import COMMON, common_of


def event_run() -> click.Command:
    """Return the command."""
    return click.Command(
        "run",
        params=[
            click.Argument(["name"], nargs=-1, metavar="NAME", required=True),
            click.Option(["--phones"], is_flag=True, help="Let guests' phones in at once."),
            click.Option(
                ["--phones-at"], help="At this address of this machine; else the likeliest."
            ),
            click.Option(
                ["--port"],
                type=click.IntRange(0, 65535),
                help="At this port; 0 for any that is free.",
            ),
            click.Option(["--no-browser"], is_flag=True, help="Print the address, open nothing."),
            *COMMON,
        ],
        help=inspect.getdoc(_run),
        short_help="Run an evening: the console, the projector's page, phones.",
        callback=_run,
    )


def _run(
    *,
    name: tuple[str, ...],
    phones: bool,
    phones_at: str | None,
    port: int | None,
    no_browser: bool,
    **given: object,
) -> None:
    """Run an evening: the organiser's console opens in the browser, the projector's page from it.

    Start, pause, extend, the next round, who is here or missing, seats mended before the bell:
    every press is kept on the disk before it shows, so that an evening that was cut off goes on
    where it was. With --phones guests' phones in the same network reach their own page, each by a
    link of its own, and nothing else; without, this machine answers nobody but you.
    """
    from comity.faces.web.running import run
    from comity.operations.event.events import event_named
    from comity.operations.upkeep.book_path import book_folder

    folder = book_folder(common_of(given).book)
    file = event_named(folder, " ".join(name))
    run(
        folder,
        file,
        phones=phones or phones_at is not None,
        phones_at=phones_at or "",
        port=port,
        browser=not no_browser,
    )
