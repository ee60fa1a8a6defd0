"""No page and no line of the terminal says what a reader has to puzzle over."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import comity
from comity import build
from comity.operations.words import _DOING, doing, identity_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME = Path(comity.__file__).parent
PHRASES = [
    *("It is otherwise", "could rest on", "words are yours to find", "What I hold"),
    *("Say so", "So it is", "Keep the note", "They are after", "I could give"),
    *("I would like to learn", "In your words", "Bring in", "Bring it in"),
    *("Something large on", "Close, elsewhere", "in peace", "to others too", "stood in none"),
    *("silence means", "as likely as right after", "context for", "every 4 weeks"),
    *("every 30 days", "copy or post to all", "Of the relationships", "had the last word"),
]
_OLD_PREFIXES = {  # of notes as they once were kept
    "They are after: ",
    "I could give: ",
    "I would like to learn: ",
}


def _templates() -> Iterator[tuple[str, str]]:
    for path in (HOME / "faces" / "web").rglob("*"):
        if path.suffix in {".html", ".js"}:
            yield path.name, path.read_text("utf-8")


def _said_in(path: Path) -> str:
    """Return the strings of a module but for its docstrings; those of verbs are their help."""
    tree = ast.parse(path.read_text("utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented)
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and not any("operation" in ast.unparse(one) for one in getattr(node, "decorator_list", []))
    }
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) not in docstrings and node.value not in _OLD_PREFIXES
    ]
    return "\n".join(texts)


def _modules() -> Iterator[tuple[str, str]]:
    for room in ("faces", "operations", "models", "store"):
        for path in (HOME / room).rglob("*.py"):
            yield str(path.relative_to(HOME)), _said_in(path)


def _documents() -> Iterator[tuple[str, str]]:
    for path in (HOME.parent / "README.md", HOME.parent / "docs" / "verbs.md"):
        yield path.name, path.read_text("utf-8")


@cache
def _everything() -> list[tuple[str, str]]:
    return [*_templates(), *_modules(), *_documents()]


@pytest.mark.parametrize("phrase", PHRASES)
def test_no_one_has_to_puzzle(phrase: str) -> None:
    found = [where for where, text in _everything() if re.search(rf"\b{re.escape(phrase)}\b", text)]
    assert found == []


def test_the_strings_of_a_module_are_those_it_says(tmp_path: Path) -> None:
    path = tmp_path / "one.py"
    path.write_text(
        '"""In peace."""\n@operation("x")\ndef x():\n    """Say so."""\n    y("So it is")\n'
    )
    said = _said_in(path)
    assert ("In peace" in said, "Say so" in said, "So it is" in said) == (False, True, True)


def test_every_step_says_what_it_does() -> None:
    assert {step.name for step in build.STEPS} == set(_DOING)
    assert doing("memos") == "reading your notes to yourself"
    assert doing("making the search index") == "making the search index"


@pytest.mark.parametrize(
    ("identity", "said"),
    [
        ("email:ada@ring.example", "ada@ring.example"),
        ("linkedin:ada-hart", "linkedin.com/in/ada-hart"),
        ("name:linkedin/Ada Hart", "Ada Hart (on LinkedIn, no address)"),
        ("name:whatsapp/Ada Hart", "Ada Hart (on WhatsApp, no address)"),
        ("name:memory/Ada Hart", "Ada Hart (from memory)"),
        ("name:mail/shop@acme.example/Ada Hart", "Ada Hart (at shop@acme.example)"),
    ],
)
def test_an_identity_is_told_as_people_write_it(identity: str, said: str) -> None:
    assert identity_in_words(identity) == said
