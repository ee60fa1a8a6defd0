"""A draft for the verb that reads it: of a file, or of what is typed or piped in."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path

_STDIN = "-"


def typed(path: Path | None) -> str:
    """Return the text of a file; without one, of the standard input."""
    from comity.operations.draft.reading import FILE_BYTES_MAX, draft_in

    if path is not None and str(path) != _STDIN:
        with path.open("rb") as file:
            return draft_in(file.read(FILE_BYTES_MAX + 1))
    if sys.stdin.isatty():
        click.echo("Write the draft, or paste it; Ctrl-D on a new line ends it.", err=True)
    return draft_in(sys.stdin.buffer.read(FILE_BYTES_MAX + 1))
