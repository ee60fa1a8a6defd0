"""Comity's own export in, its records out: a folder with ``comity-export.json`` and JSON Lines.

One file a source, so that facts remember who held them. Written by ``comity export``; the layout
is described in the folder's own README.txt.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from comity.model import Attachment, Claim, Participant, Record
from comity.sources import Found
from comity.sources.guarded import guarded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Skipped

name = "exported"

HEAD = "comity-export.json"
FORMAT = 1
_LINE_MAX = 4 << 20
_NAMED = ("source", "file")
_HEAD_MAX = 64 << 20
_TUPLES = {
    "references": str,
    "delivered_to": str,
    "occurrences_us": int,
}
_NESTED = {"participants": Participant, "claims": Claim, "attachments": Attachment}
_FIELDS = {field.name for field in fields(Record)} - {"where", "problems"}


def recognise(path: Path) -> bool:
    """Tell an export by its head file, if it is one this version reads."""
    if not path.is_dir() or not (path / HEAD).is_file():
        return False
    try:
        said = head(path)
        named = [isinstance(one[word], str) for one in said["sources"] for word in _NAMED]
    except (ValueError, TypeError, KeyError, RecursionError):
        return False
    return said.get("comity_export") == FORMAT and all(named)


def account(path: Path) -> str:
    """Return the folder's name; each file inside names its own account."""
    return path.name


def head(path: Path) -> dict[str, Any]:
    """Return what the export says of itself."""
    with (path / HEAD).open(encoding="utf-8") as file:
        found: dict[str, Any] = json.loads(file.read(_HEAD_MAX))
    return found


def unfold(path: Path) -> Iterator[Found]:
    """Yield each source's file, under the kind and account it had."""
    for one in head(path)["sources"]:
        file = path / "facts" / one["file"].rpartition("/")[2]
        kind, _, whose = one["source"].partition("/")
        yield Found(file, reader=name, kind=kind, account=whose)


def read(path: Path) -> Iterator[Record | Skipped]:
    """Yield one record a line."""
    with path.open("r", encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(iter(lambda: lines.readline(_LINE_MAX), ""), 1):
            where = f"{path.name}, line {number}"
            yield guarded(where, _record, line, where)


def _record(line: str, where: str) -> Record:
    said: dict[str, Any] = json.loads(line)
    values: dict[str, Any] = {key: said[key] for key in said.keys() & _FIELDS}
    for key, kind in _TUPLES.items():
        values[key] = tuple(kind(one) for one in values.get(key, ()))
    for key, made in _NESTED.items():
        values[key] = tuple(made(**one) for one in values.get(key, ()))
    return Record(where=where, **values)
