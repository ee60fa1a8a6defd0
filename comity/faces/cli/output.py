"""Results out: one JSON document for programs, pleasant text for people."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from comity.faces.plain import plain
from comity.faces.strict_json import json_bytes
from comity.model import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book
    from comity.operations.document import Document
    from comity.operations.intake.intake import Progress

_CLEAR_LINE = "\r\x1b[2K"


@dataclass
class Screen:
    """Where a verb's progress and result go."""

    as_json: bool
    _bar: Any = None
    _notices: list[str] = field(default_factory=list)

    def notify(self, text: str) -> None:
        """Say what long work is being done, on the error stream; a notice stays there."""
        if isinstance(text, Notice):
            self._notices.append(str(text))
            self.clear()
            sys.stderr.write(f"comity: {plain(text)}\n")
            sys.stderr.flush()
        elif self._is_watched():
            sys.stderr.write(f"{_CLEAR_LINE}… {plain(text)}")
            sys.stderr.flush()

    def ask(self, words: str) -> str | None:
        """Ask for a secret at the terminal; where there is none, read one line that is piped in."""
        import getpass

        self.clear()
        if sys.stdin.isatty():
            return getpass.getpass(f"{plain(words)}: ", stream=sys.stderr).strip() or None
        with suppress(OSError, ValueError):  # nothing is piped in
            return sys.stdin.readline().rstrip("\r\n") or None
        return None

    def progress(self, state: Progress) -> None:
        """Show how far an import is, with its rate and the time left."""
        if self._is_watched():
            from comity.faces.cli.progress import Bar

            self._bar = self._bar or Bar()
            self._bar.show(state)

    def show(self, verb: str, result: Document, book: Book) -> None:
        """Print the result."""
        self.clear()
        if self.as_json:
            from comity.operations.document import enveloped
            from comity.operations.moment import iso
            from comity.operations.operation import find

            document = enveloped(find(verb).document, result, as_of=iso(book.moment_us))
            if self._notices:
                document["notices"] = list(dict.fromkeys(self._notices))
            sys.stdout.buffer.write(json_bytes(document, at_terminal=sys.stdout.isatty()))
        else:
            sys.stdout.write(_page(verb, result, book))
        sys.stdout.flush()

    def clear(self) -> None:
        """Take progress off the screen."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
        if self._is_watched():
            sys.stderr.write(_CLEAR_LINE)
            sys.stderr.flush()

    def _is_watched(self) -> bool:
        return not self.as_json and sys.stderr.isatty()


def _page(verb: str, result: Document, book: Book) -> str:
    """Return what a person reads; it is printed at one go, so that one place owns failure."""
    from comity.faces.cli.shown import show
    from comity.faces.cli.shown.page import console

    with console().capture() as page:
        show(verb, result, book)
    return "\n".join(line.rstrip(" \t") for line in page.get().split("\n"))


@contextmanager
def shown(*, as_json: bool) -> Iterator[Screen]:
    """Give a screen, and leave it clean whatever happens."""
    screen = Screen(as_json)
    try:
        yield screen
    finally:
        screen.clear()
