from __future__ import annotations

import ast
import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import pytest

from comity.faces.mcp.annotated import is_marked
from comity.operations.document import Document
from comity.operations.operation import VERBS, find
from tests.faces.documents import ASKED, KEPT, documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What writes or reads files is tried with them, and what measures the program on its own data.
ELSEWHERE = {
    "import",
    "demo",
    "backup",
    "export",
    "check mend",
    "sources remove",
    "split",
    "photo",
    "event plan",
    "event demo",
    "survey answers",
    "event repair",
    "event cards",
    "event follow-up",
    "event report",
    "event ticks",
    "event attendees",
    *(verb for verb in VERBS if verb.startswith("account ")),
    "sync",
    "health",
}


def test_documents_are_those_that_programs_know() -> None:
    kept = json.loads(KEPT.read_text("utf-8"))
    found = documents()
    for now, before in zip(found, kept, strict=True):
        assert now == before


def test_every_verb_is_kept_or_tried_elsewhere() -> None:
    kept = {verb for verb, _, _ in ASKED} | {"done", "snooze", "loop", "answer"}
    assert {verb for verb in VERBS if not verb.startswith("evaluate")} - ELSEWHERE == kept


def _documents(hint: Any) -> Iterator[type[Document]]:  # noqa: ANN401 - a type
    """Yield the documents that a type is made of, and those they are made of."""
    if isinstance(hint, type) and issubclass(hint, Document):
        yield hint
        for one in get_type_hints(hint, include_extras=True).values():
            yield from _documents(one)
    for arm in get_args(hint):
        yield from _documents(arm)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_returns_a_document_all_of_whose_fields_say_what_they_are(verb: str) -> None:
    returns = find(verb).returns
    for one in get_args(returns) or (returns,):
        assert issubclass(one, Document), f"{verb} returns {one}"
    found = list(_documents(returns))
    assert found
    assert _unmarked(found) == [], f"say of each what it is, as operations/document.py does: {verb}"


def _unmarked(found: Iterable[type[Any]]) -> list[str]:
    return [
        f"{one.__name__}.{field.name}"
        for one in found
        for field in fields(one)
        if not is_marked(get_type_hints(one, include_extras=True)[field.name])
    ]


def test_a_field_nobody_marked_is_found_however_deep_it_lies() -> None:
    assert _unmarked(_documents(dict[str, tuple[_Page | None, ...]])) == ["_Line.forgotten"]


@dataclass(frozen=True, slots=True)
class _Line(Document):
    forgotten: str


@dataclass(frozen=True, slots=True)
class _Page(Document):
    lines: tuple[_Line, ...]


PLAIN = "dict[str, Any]"
ROOMS = Path(__file__).parents[2] / "comity"


def test_no_function_of_the_operations_or_the_faces_takes_or_returns_a_dictionary_of_anything() -> (
    None
):
    """Rows of queries, arguments of verbs and what stands of a person are called so."""
    found = {
        f"{path.relative_to(ROOMS)}: {name}"
        for room in ("operations", "faces", "evaluate")
        for path in (ROOMS / room).rglob("*.py")
        for name in _untyped(path.read_text("utf-8"))
    }
    assert found == set()


def _untyped(source: str) -> list[str]:
    return [
        one.name
        for one in ast.walk(ast.parse(source))
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
        for said in (one.returns, *(each.annotation for each in _arguments(one)))
        if said is not None and PLAIN in ast.unparse(said)
    ]


def _arguments(one: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    return [*one.args.posonlyargs, *one.args.args, *one.args.kwonlyargs]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def f(a: int) -> list[dict[str, Any]]: ...", ["f"]),
        ("def f(*, a: dict[str, Any] | None) -> int: ...", ["f"]),
        ("def f(a: dict[str, int]) -> Row: ...", []),
        ("def f(a): ...", []),
    ],
)
def test_a_plain_dictionary_is_found_wherever_it_stands(source: str, found: list[str]) -> None:
    assert _untyped(source) == found
