"""Start-up: what is imported when, and how long it takes beside DuckDB alone."""

from __future__ import annotations

import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from comity.operations.operation import VERBS
from tests.faces.world import book

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = ("ibis", "pyarrow", "duckdb", "numpy", "pandas", "rich", "sqlglot", "icalendar")
_VERB_MODULES = sorted(
    {name if name.startswith("comity.") else f"comity.operations.{name}" for name in VERBS.values()}
)


def _python(*words: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, *words], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_no_verb_imports_anything_heavy_to_say_what_it_is() -> None:
    script = (
        f"import sys, importlib\nfor name in {_VERB_MODULES!r}: importlib.import_module(name)\n"
        f"print([name for name in {('ibis', 'pyarrow', 'numpy', 'rich', 'duckdb')!r} "
        "if name in sys.modules])"
    )
    assert _python("-c", script).strip() == "[]"


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\nfrom comity.faces.cli.command import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    assert _python("-c", script).splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "verb", ["audit", "people", "today", "person", "search", "questions", "me"]
)
def test_reading_verbs_do_without_ibis(tmp_path: Path, verb: str) -> None:
    made = book(tmp_path / "book")
    made.refresh()
    made.close()
    words = ["--book", str(made.folder), verb, *(["Ada"] if verb in {"person", "search"} else [])]
    script = (
        "import sys\nfrom comity.faces.cli.command import main\n"
        f"try: main({words!r})\nexcept SystemExit as end: assert end.code == 0\n"
        f"print([name for name in {('ibis', 'pyarrow', 'sqlglot', 'numpy', 'pandas')!r} "
        "if name in sys.modules])"
    )
    counts_replies = ["numpy"] if verb == "person" else []
    assert _python("-c", script).splitlines()[-1] == str(counts_replies)


def test_help_starts_about_as_fast_as_duckdb_alone() -> None:
    help_s = min(_cpu_s("-m", "comity", "--help") for _ in "12345")
    assert help_s < 1.5 * min(_cpu_s("-c", "import duckdb") for _ in "12345")


def _cpu_s(*words: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _python(*words)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
