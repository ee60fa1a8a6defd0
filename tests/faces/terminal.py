"""The command line, run as a user runs it: in this process, or as one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from comity.faces.cli.command import main
from comity.faces.cli.shown.page import console

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pytest


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON document it printed, and nothing else."""
        found: dict[str, Any] = json.loads(self.out)
        return found


def run(capsys: pytest.CaptureFixture[str], *words: object, book: Path | None = None) -> Done:
    """Run a command in this process, where nobody watches a terminal."""
    console.cache_clear()
    before = ["--book", str(book)] if book else []
    try:
        main([*before, *map(str, words)])
    except SystemExit as end:
        code = end.code
    captured = capsys.readouterr()
    assert isinstance(code, int)
    return Done(code, captured.out, captured.err)


def process(*words: object, book: Path | None = None, env: Mapping[str, str] | None = None) -> Done:
    """Run a command as a process of its own."""
    before = ["--book", str(book)] if book else []
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "comity", *before, *map(str, words)],
        capture_output=True,
        env={**os.environ, **(env or {})},
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return Done(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode())
