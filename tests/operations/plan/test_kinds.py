"""The kinds of suggestion: each module that says one is listed, once, and rules by what it says."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

import pytest

from comity.operations import plan
from comity.operations.operation import find
from comity.operations.plan.candidates import suggested
from comity.operations.plan.kinds import BY_NAME, KINDS
from comity.operations.plan.suggestion import Suggestion
from tests.operations.plan.tables import book_with, found, identity_of, tie

if TYPE_CHECKING:
    from pathlib import Path

    from comity.operations.plan.suggestion import SuggestionKind

NAMES = [kind.name for kind in KINDS]


def test_every_module_that_says_a_kind_is_listed_once() -> None:
    modules = [import_module(f"{plan.__name__}.{one.name}") for one in iter_modules(plan.__path__)]
    said = [module.KIND for module in modules if hasattr(module, "KIND")]
    assert sorted(NAMES) == sorted(kind.name for kind in said)
    assert len(BY_NAME) == len(KINDS)


def test_what_is_owed_never_fades() -> None:
    assert not [kind.name for kind in KINDS if kind.owed and kind.fades]
    assert [kind.name for kind in KINDS if kind.owed] == ["remind", "answer", "promise", "thank"]
    assert [kind.name for kind in KINDS if kind.fades] == ["news", "follow_up", "lapse", "revive"]


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_the_help_says_what_each_kind_means(kind: SuggestionKind) -> None:
    assert f"{kind.name} ({kind.help})" in find("today").help


@pytest.mark.parametrize("stage", ["growing", "sprouting"])
def test_some_kinds_name_the_close_alone(tmp_path: Path, stage: str) -> None:
    book = book_with(tmp_path, tie("ada", stage=stage))
    found(book, lambda _: iter(()))  # makes the table of candidates
    some = [Suggestion(kind, "ada", "Ada", identity_of("ada"), "", 1, (), ()) for kind in KINDS]
    named = [one.kind.name for one in suggested(book, some)]
    assert named == (NAMES if stage == "growing" else [one for one in NAMES if one != "news"])
