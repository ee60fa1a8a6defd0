"""The documents that are made from the program: ``python -m tests.documents`` writes them."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.ansi import AnsiDecoder
from rich.console import Console

from comity.book import Book, open_book
from comity.faces.cli import output
from comity.faces.cli.command import _SECTIONS, LEADS, _command, cli
from comity.faces.cli.shown.page import console
from comity.operations.operation import find

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME = Path(__file__).parent.parent
README = HOME / "README.md"
VERBS = HOME / "docs" / "verbs.md"
PICTURE = HOME / "docs" / "pictures" / "today.svg"
NOW_US = round(datetime(2026, 11, 22, 8, 30, tzinfo=UTC).timestamp()) * 1_000_000
_WIDTH = 88
_DEMO = re.compile(r"(\$ ./run comity demo\n).*?(\n```)", re.DOTALL)
_EVENING = re.compile(r"(\$ ./run comity event demo\n).*?(\n```)", re.DOTALL)
# No font is named by address: a picture of ours fetches nothing.
_SVG = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<title>comity today</title>
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, monospace;
font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}"
height="{terminal_height}" /></clipPath>{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g></g></svg>
"""


def verbs() -> str:
    """Return docs/verbs.md: every verb's help, as the program prints it."""
    parts = ["# Verbs\n\nEvery verb has `--help`, `--json`, `--book` and `--as-of`.\n"]
    with click.Context(cli, info_name="comity") as top:
        for section, names in _SECTIONS.items():
            parts.append(f"## {section}\n")
            for name in names:
                command = cli.get_command(top, name)
                assert command is not None
                parts += _help(command, name, top)
                if name in LEADS:
                    led = _command(find(LEADS[name]))
                    parts += _help(led, name, top, heading=f"{name} FILE --to PERSON")
    return "\n".join(parts)


def _help(
    command: click.Command, name: str, parent: click.Context, *, heading: str = ""
) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent, max_content_width=_WIDTH)
    context.terminal_width = _WIDTH
    yield f"### {heading or name}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            below = command.get_command(context, sub)
            assert below is not None
            yield from _help(below, f"{name} {sub}", parent)


def demo(folder: Path) -> str:
    """Return what ``comity demo`` prints on the day of the documents, in a book of that folder."""
    with open_book(folder / "comity", now_us=NOW_US) as book:
        book.decisions.say([], at_us=NOW_US)
        result = find("demo").function(book, to=folder / "comity-demo")
        page: str = output._page("demo", result, book)
    return page.replace(str(folder), "~/.local/share").strip()


def evening(folder: Path) -> str:
    """Return what ``comity event demo`` prints in a book of that folder, with seconds of ours."""
    with open_book(folder / "comity", now_us=NOW_US) as book:
        page: str = output._page("event demo", find("event demo").function(book), book)
    told = re.sub(r"took\s+\d+\s+s", "took 3 s", page)
    return told.replace(str(folder), "~/.local/share").strip()


def readme(page: str, evening: str) -> str:
    """Return README.md with the demos' real output in it."""
    text = README.read_text("utf-8")
    text = _DEMO.sub(lambda found: f"{found[1]}{page}{found[2]}", text, count=1)
    return _EVENING.sub(lambda found: f"{found[1]}{evening}{found[2]}", text, count=1)


def picture(folder: Path) -> str:
    """Return the plan as a picture."""
    book = Book(folder / "comity-demo", NOW_US)
    with _coloured():
        page = output._page("today", find("today").function(book, people=6), book)
    sheet = Console(record=True, width=76, file=StringIO())
    for line in AnsiDecoder().decode(page):
        sheet.print(line)
    return sheet.export_svg(title="comity today", code_format=_SVG, unique_id="today")


@contextmanager
def _coloured() -> Iterator[None]:
    """Let the page be printed as a terminal shows it."""
    os.environ["FORCE_COLOR"] = "1"
    console.cache_clear()
    yield
    del os.environ["FORCE_COLOR"]
    console.cache_clear()


if __name__ == "__main__":
    os.environ |= {"TZ": "UTC", "COLUMNS": "80"}
    with tempfile.TemporaryDirectory() as place:
        README.write_text(readme(demo(Path(place)), evening(Path(place))), "utf-8")
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(picture(Path(place)), "utf-8")
    VERBS.write_text(verbs(), "utf-8")
