"""Units in, their sources told apart where several paths bear one name: alice/Inbox, bob/Inbox.

A source is what can be taken out by itself. What is named for its file or folder alone bears as
much of its path as tells it from others that are still there. A path keeps the name it had; what
was moved, renamed or copied keeps its own.
"""

from __future__ import annotations

import filecmp
import os
from pathlib import Path
from typing import TYPE_CHECKING

from comity.sources import SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comity.operations.intake.recognising import Unit
    from comity.store.manifest import Account


def tell_apart(units: list[Unit], accounts: Iterable[Account]) -> None:
    """Give units of one name and several paths sources of their own."""
    named: dict[tuple[str, str], set[str]] = {}  # reader and name -> paths
    kept: dict[tuple[str, str, str], str] = {}  # path, reader and name -> source
    wanted = {(one.reader, _name(one.source)) for one in units}
    for account in accounts:
        name = account.reader, _name(account.source)
        if name in wanted:
            kept[account.path, *name] = account.source
            named.setdefault(name, set()).add(account.path)
    gone = {path for paths in named.values() for path in paths if not _is_there(path)}
    for unit in units:
        named.setdefault((unit.reader, _name(unit.source)), set()).add(unit.path)
    for unit in units:
        name = unit.reader, _name(unit.source)
        if (before := kept.get((unit.path, *name))) and _is_of(before, unit):
            unit.source = before
        elif _is_named_for_its_path(unit):
            there = named[name] - gone - {unit.path}
            if others := {path for path in there if not _is_copy(path, unit.path)}:
                unit.source = _apart(unit, others)


def _name(source: str) -> str:
    return source.rpartition("/")[2]


def _is_of(before: str, unit: Unit) -> bool:
    return before.partition("/")[0] == unit.source.partition("/")[0]


def _is_named_for_its_path(unit: Unit) -> bool:
    path, name = Path(unit.path), unit.source.partition("/")[2]
    reader = SOURCES.get(unit.reader)
    return (reader is not None and reader.is_of_path) or name in {path.name, path.stem}


def _is_there(path: str) -> bool:
    """Tell whether a path is still there, or the archive it lay in."""
    at = Path(path)
    if os.path.lexists(at):
        return True
    return next((one.is_file() for one in at.parents if one.exists()), False)


def _is_copy(path: str, other: str) -> bool:
    """Tell whether two files hold the same."""
    try:
        files = Path(path).is_file() and Path(other).is_file()
        return files and filecmp.cmp(path, other, shallow=False)  # first by their sizes
    except OSError:
        return False


def _apart(unit: Unit, others: set[str]) -> str:
    """Return the source with the parts of its path that no other ends in."""
    kind, _, name = unit.source.partition("/")
    parts = Path(unit.path).parts
    tails = [Path(path).parts for path in others]
    length = next(
        (n for n in range(1, len(parts) + 1) if parts[-n:] not in [one[-n:] for one in tails]),
        len(parts),
    )
    if length == 1:
        return f"{kind}/{parts[-1]}" if name == Path(parts[-1]).stem else f"{kind}/{name}"
    inner = [*parts[-length:-1], name] if parts[-1].startswith(name) else [parts[-length], name]
    return f"{kind}/{'/'.join(inner)}"
