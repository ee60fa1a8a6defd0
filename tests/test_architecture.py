"""The walks through the house name functions that are where they are said to be."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
HOPS = re.findall(
    r"^\| `(\S+\.py)` \| `(\w+)` \| \S.* \|$",
    (HERE / "docs/architecture.md").read_text("utf-8"),
    re.MULTILINE,
)


def test_each_walk_goes_through_the_house() -> None:
    assert len(HOPS) > 30
    rooms = {"sources", "store", "derive", "measure", "operations", "faces"}
    assert {path.split("/")[1] for path, _ in HOPS} >= rooms


@pytest.mark.parametrize(("path", "function"), HOPS)
def test_a_function_is_where_it_is_said_to_be(path: str, function: str) -> None:
    tree = ast.parse((HERE / path).read_text("utf-8"))
    assert function in {
        one.name
        for one in ast.walk(tree)
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
    }
