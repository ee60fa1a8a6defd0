"""Results out: one JSON document for programs, pleasant text for people."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from comity.book import Book


@dataclass
class Screen:
    """Where a verb's progress and result go."""

    as_json: bool
    _console: Console | None = None
    _bar: Any = None

    def notify(self, text: str) -> None:
        """Say what long work is being done, on the error stream."""
        if not self.as_json and sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[2K… {text}")
            sys.stderr.flush()

    def progress(self, state: Any) -> None:  # noqa: ANN401 - operations.intake.Progress, not imported for start-up's sake
        """Show how far an import is, with its rate and the time left."""
        if self.as_json or not sys.stderr.isatty():
            return
        from comity.faces.cli.progress import Bar

        self._bar = self._bar or Bar()
        self._bar.show(state)

    def show(self, verb: str, result: dict[str, Any], book: Book) -> None:
        """Print the result."""
        self.clear()
        if self.as_json:
            import orjson

            from comity.operations.moments import iso

            schema = f"comity.{verb.replace(' ', '_')}/1"
            document = {"schema": schema, "as_of": iso(book.moment_us), **result}
            sys.stdout.buffer.write(orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE))
            sys.stdout.flush()
            return
        from comity.faces.cli.shown import show

        show(verb, result, book)

    def clear(self) -> None:
        """Take progress off the screen."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
        if not self.as_json and sys.stderr.isatty():
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()


@contextmanager
def shown(*, as_json: bool) -> Iterator[Screen]:
    """Give a screen, and leave it clean whatever happens."""
    screen = Screen(as_json)
    try:
        yield screen
    finally:
        screen.clear()
