"""CONTRIBUTING's recipes, walked: what is invented, put where each says, works in every place.

The files of ``tests/recipes`` are put into a copy of the program, each with the lines of its
recipe and no other change.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import comity

HERE = Path(__file__).parent
HOME = Path(comity.__file__).parent
LETTERS = """\
From ada@harbour.example Fri May 30 10:00:00 2025
From: Ada Hart <ada@harbour.example>
To: robin@mill.example
Date: Fri, 30 May 2025 10:00:00 +0000
Message-ID: <a@harbour.example>

Ahoy.

From ben@harbour.example Fri May 30 11:00:00 2025
From: Ben Moss <ben@harbour.example>
To: robin@mill.example
Date: Fri, 30 May 2025 11:00:00 +0000
Message-ID: <b@harbour.example>

Ahoy.
"""
LOG = "2025-05-30 Cleo Dunn: Ahoy.\nno day Cleo Dunn: Ahoy.\n"
# The recipe's own file and where it goes; then a file, a line of it, and the line put before that.
FILES = {
    "wave.py": "operations/plan",
    "ringing.py": "sources/chats",
    "tide.py": "derive",
    "harbour.py": "faces/web",
    "harbour.html": "faces/web/templates",
}
LINES = (
    ("operations/plan/kinds.py", "    revive.KIND,\n", "    wave.KIND,\n"),
    ("operations/upkeep/settings.py", '    "time_zone": ', '    "waves": "plan.wave",\n'),
    (
        "sources/__init__.py",
        '    Listed("mbox", ',
        (
            '    Listed("ringing", "chats.ringing", "a log of Ringing",'
            ' Channel("ringing", "Ringing", personal=True)),\n'
        ),
    ),
    (
        "build.py",
        '    Step("waits", ',
        '    Step("tides", reads=("contact",), shows=("tide",), module="tide"),\n',
    ),
    ("faces/web/app.py", "    settings.PAGE,\n", "    harbour.PAGE,\n"),
)
IMPORTS = {
    "operations/plan/kinds.py": "from comity.operations.plan import wave\n",
    "faces/web/app.py": "from comity.faces.web import harbour\n",
}


@dataclass(frozen=True, slots=True)
class Tree:
    """A copy of the program with all that is invented, and a book it made."""

    folder: Path

    def python(self, *words: str) -> str:
        """Run Python where this copy is the program."""
        env = {**os.environ, "PYTHONPATH": str(self.folder), "TZ": "UTC", "COLUMNS": "200"}
        done = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, *words],
            cwd=self.folder,
            env=env,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def comity(self, *words: str) -> str:
        return self.python("-m", "comity", "--book", "book", *words)

    def document(self, *words: str) -> Any:  # noqa: ANN401 - a JSON document
        return json.loads(self.comity(*words, "--json"))


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    folder = tmp_path_factory.mktemp("tree")
    shutil.copytree(HOME, folder / "comity")  # with what is compiled, as the times of files stay
    for name, where in FILES.items():
        shutil.copy(HERE / "recipes" / name, folder / "comity" / where)
    for name, before, line in LINES:
        _put(folder / "comity" / name, before, line)
    for name, line in IMPORTS.items():
        _put(folder / "comity" / name, "\nif TYPE_CHECKING:", line)
    for name in ("__init__.py", "sources", "faces/__init__.py", "faces/web"):
        _lend(Path(name), folder / "tests")
    (folder / "letters.mbox").write_text(LETTERS)
    (folder / "harbour.ring").write_text(LOG)
    return Tree(folder)


def _put(file: Path, before: str, line: str) -> None:
    """Put a line before the one that begins so."""
    text = file.read_text("utf-8")
    assert text.count(before) == 1, (file, before)
    file.write_text(text.replace(before, line + before), "utf-8")


def _lend(name: Path, tests: Path) -> None:
    """Copy a part of these tests, without the samples of the sources there are."""
    (tests / name).parent.mkdir(parents=True, exist_ok=True)
    if (HERE / name).is_dir():
        shutil.copytree(HERE / name, tests / name, ignore=shutil.ignore_patterns("samples"))
    else:
        shutil.copy(HERE / name, tests / name)


@pytest.fixture(scope="module")
def imported(tree: Tree) -> Any:  # noqa: ANN401 - a JSON document
    return tree.document("import", "letters.mbox", "harbour.ring", "--me", "robin@mill.example")


@pytest.fixture(scope="module")
def pages(tree: Tree, imported: Any) -> dict[str, str]:  # noqa: ANN401 - a JSON document
    """Return some pages, and what is told to an assistant of the plan."""
    assert imported
    return dict(json.loads(tree.python("-c", LOOK)))


LOOK = """
import json
from pathlib import Path
from comity.book import open_book
from comity.faces.mcp.annotated import shareable
from comity.faces.mcp.shown import Teller
from comity.operations.network.directory import directory
from comity.operations.operation import find
from comity.operations.privacy.redaction import redact
from tests.faces.web.visiting import visit

visitor = visit(Path("book"))
with visitor.client:
    seen = {path: visitor.get(path).text for path in ("/", "/harbour", "/settings")}
    (cleo,) = visitor.session.look(directory, words="Cleo").people
    seen["cleo"] = visitor.get(f"/people/{cleo.id}").text
    of_cleo = visitor.session.book().rows("SELECT circle FROM circle WHERE person = ?", [cleo.id])
    seen["circle"] = of_cleo[0]["circle"]
    now_us = visitor.session.book().now_us
    plan = find("today").function(visitor.session.book())
seen["assistant"] = json.dumps(shareable(plan, Teller(allow_text=False, rows=9)))
seen["import"], seen["today"] = find("import").help, find("today").help
with open_book(Path("book"), now_us=now_us, redact=redact) as book:
    seen["redacted"] = json.dumps(book.rows("SELECT many FROM tide"))
print(json.dumps(seen))
"""


def test_a_source_is_read_told_of_and_tried(
    tree: Tree, imported: dict[str, Any], pages: dict[str, str]
) -> None:
    assert (imported["read"], imported["new"], imported["skipped"]) == (4, 3, {"unreadable": 1})
    assert pages["circle"] == "personal", "a private messenger alone"
    assert "Ringing" in pages["cleo"]
    assert "a log of Ringing" in pages["import"]
    samples = tree.folder / "tests/sources/samples/ringing"
    samples.mkdir(parents=True)
    shutil.copy(tree.folder / "harbour.ring", samples / "a_day_left_out.ring")
    tree.python("-m", "tests.sources.golden", "generate", "ringing")
    tests = ["tests/sources/test_golden.py", "tests/sources/test_contract.py"]
    told = tree.python("-m", "pytest", "-p", "no:cacheprovider", "-k", "ringing", *tests)
    assert "passed" in told.splitlines()[-1]


def test_a_suggestion_is_named_shown_told_and_done(tree: Tree, pages: dict[str, str]) -> None:
    (one,) = tree.document("today")["suggestions"]
    assert (one["kind"], one["person"]["name"], one["minutes"]) == ("wave", "Ada Hart", 1)
    assert "they said: “Ahoy.”" in tree.comity("today")
    assert "somebody to wave at" in pages["/"]
    assert "They said" in pages["/"]
    assert "wave (the tide is in)" in pages["today"]
    assert "nobody waved yet" in pages["assistant"]
    assert "Ahoy" not in pages["assistant"]
    assert tree.document("settings", "set", "always", "wave")["settings"]["always"] == "wave"
    assert tree.document("done", one["id"])["kind"] == "wave"
    assert tree.document("today")["suggestions"] == []


def test_a_setting_is_listed_set_and_heeded(tree: Tree, pages: dict[str, str]) -> None:
    assert tree.document("settings")["settings"]["waves"] == 1
    assert "Waves a day" in pages["/settings"]
    tree.comity("settings", "set", "waves", "2")
    assert tree.document("settings")["settings"]["waves"] == 2
    named = {one["person"]["name"] for one in tree.document("today")["suggestions"]}
    assert "Ben Moss" in named


def test_a_page_answers_and_stands_at_the_top(pages: dict[str, str]) -> None:
    assert '<a href="/harbour">Harbour</a>' in " ".join(pages["/"].split())
    assert 'aria-current="page">Harbour</a>' in pages["/harbour"]
    assert "<bdi>Cleo Dunn</bdi> was met 1 time" in pages["/harbour"]


def test_a_derived_table_is_made_shown_and_covered(pages: dict[str, str]) -> None:
    assert pages["/harbour"].count("was met") == 3
    assert json.loads(pages["redacted"]) == [{"many": 1}] * 2, "Cleo is private"
