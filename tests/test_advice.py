"""Advice names what to call by its type: no words of the core are a command."""

from __future__ import annotations

import ast
import pickle
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import comity
from comity.errors import Advice, call, option
from comity.operations.operation import VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.errors import Call

CORE = Path(comity.__file__).parent
_VERBS = "|".join(sorted({*VERBS, "serve", "mcp"}))
_COMMAND = re.compile(rf"\bcomity (?:--|(?:{_VERBS})\b)|(?:^|[ `'(])--[a-z]")


@pytest.mark.parametrize(
    ("made", "typed"),
    [
        (call("me"), "comity me"),
        (call("quiet", "Ada", for_="3m"), "comity quiet Ada --for 3m"),
        (call("note", "Ada", "has two daughters"), 'comity note Ada "has two daughters"'),
        (call("forget", help=""), "comity forget --help"),
        (call("audit", book="FOLDER"), "comity --book FOLDER audit"),
        (option("say", "ID=7"), "--say ID=7"),
        (option("book"), "--book"),
    ],
)
def test_a_call_is_typed_at_a_terminal(made: Call, typed: str) -> None:
    assert str(made) == typed


def test_advice_is_its_words_and_keeps_what_it_is_made_of() -> None:
    made = Advice(call("people"), " lists who is known")
    assert made == "comity people lists who is known"
    again = pickle.loads(pickle.dumps(made))  # noqa: S301 - of our own; workers send errors so
    assert (again, again.parts) == (made, made.parts)


def _words(tree: ast.Module) -> Iterator[str]:
    """Yield every string but docstrings, which are the help at a terminal; a gap is a ``?``."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            told |= {id(part) for part in node.values}
            parts = (p.value if isinstance(p, ast.Constant) else "?" for p in node.values)
            yield "".join(map(str, parts))
    plain = [one for one in ast.walk(tree) if isinstance(one, ast.Constant) and id(one) not in told]
    yield from (one.value for one in plain if isinstance(one.value, str))


def _commands(source: str) -> list[str]:
    told = _words(ast.parse(source))
    return [words for words in told if _COMMAND.search(words.replace("diff --git ", ""))]  # of git


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('hint = "comity people lists who is known"', 1),
        ('hint = f"comity check mend, then {what}"', 1),
        ('hint = f"look: comity --book {path} audit"', 1),
        ('hint = "give yes or --off"', 1),
        ('hint = "comity is at home here"', 0),
        ('begins = "diff --git a/x"', 0),
        ('hint = "a - b -- c"', 0),
        ('def f():\n    """Call comity people."""', 0),
        ('hint = call("people")', 0),
    ],
)
def test_a_command_in_a_string_is_found(source: str, found: int) -> None:
    assert len(_commands(source)) == found


def test_no_words_of_the_core_are_a_command() -> None:
    named = {
        f"{path.relative_to(CORE)}: {words}"
        for path in sorted(CORE.rglob("*.py"))
        if path.relative_to(CORE).parts[0] not in {"faces", "errors.py"}  # they say commands
        and path.name != "timer.py"  # it writes those of the system's own timers
        for words in _commands(path.read_text("utf-8"))
    }
    assert named == set()
