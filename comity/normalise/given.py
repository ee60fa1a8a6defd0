"""Given names that very many people bear, by which a person's name is told from other words."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def common_given() -> frozenset[str]:
    """Return the names, folded."""
    return listed(__package__, "given_names.txt")


def listed(package: str | None, file: str) -> frozenset[str]:
    """Return the words of a file of lines such as ``greek: kostas maria``."""
    text = resources.files(package or "").joinpath(file).read_text("utf-8")
    lines = (line.partition(":")[2] for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())
