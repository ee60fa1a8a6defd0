from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import pytest

from comity.faces.mcp.annotated import is_marked
from comity.operations.document import Document
from comity.operations.operation import VERBS, find
from tests.faces.documents import ASKED, KEPT, documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What writes or reads files is tried with them, and what measures the program on its own data.
ELSEWHERE = {"import", "demo", "backup", "export", "check mend", "sources remove", "split"}


def test_documents_are_those_that_programs_know() -> None:
    kept = json.loads(KEPT.read_text("utf-8"))
    found = documents()
    for now, before in zip(found, kept, strict=True):
        assert now == before


def test_every_verb_is_kept_or_tried_elsewhere() -> None:
    kept = {verb for verb, _, _ in ASKED} | {"done", "snooze", "answer"}
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
