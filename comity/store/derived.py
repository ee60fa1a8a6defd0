"""A folder of derived tables in; which of its files are not what was made, out.

What it says of itself (``meta.json``) holds the size, the time and a digest of each file. Size and
time are looked at whenever the folder is opened; where they differ, the bytes are read: copied
files are as good as those that were made.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias

from comity.store import durable
from comity.store.digest import digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

META = "meta.json"
_NAME = re.compile(r"(until-)?[0-9a-f]{16}")

Marks: TypeAlias = "dict[str, tuple[int, int, str]]"  # name -> size, time, digest


def marks(folder: Path, *, before: Mapping[str, Any]) -> Marks:
    """Return what each file is like; one linked over from a folder before is not read again."""
    found: Marks = {}
    for path in sorted(folder.iterdir()):
        status = path.stat()
        seen = before.get(path.name, ("", "", ""))
        same = [status.st_size, status.st_mtime_ns] == list(seen[:2])
        digest = str(seen[2]) if same else digest_of(path)
        found[path.name] = status.st_size, status.st_mtime_ns, digest
    return found


def meta(folder: Path) -> dict[str, Any]:
    """Return what a folder says of itself; nothing where it cannot be read."""
    try:
        said = json.loads((folder / META).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def spoilt(folder: Path, *, deep: bool = False) -> list[Path]:
    """Return the files that are missing or not what was made; ``deep`` reads them all."""
    said = meta(folder)
    if not isinstance(said.get("files"), dict):
        return [folder / META]
    now, bad = {}, []
    for name, seen in said["files"].items():
        path = folder / name
        try:
            status = path.stat()
            touched = [status.st_size, status.st_mtime_ns] != list(seen[:2])
            if (touched or deep) and digest_of(path) != seen[2]:
                bad.append(path)
            now[name] = status.st_size, status.st_mtime_ns, seen[2]
        except (OSError, TypeError, IndexError):
            bad.append(path)
    if not bad and any(list(now[name]) != seen for name, seen in said["files"].items()):
        _write(folder, said | {"files": now})
    return bad


def _write(folder: Path, said: Mapping[str, Any]) -> None:
    """Keep that copied files are good; where it cannot be kept, they are read each time."""
    part = folder / f"{META}-{os.getpid()}"
    with suppress(OSError):
        with durable.new_file(part) as file:
            file.write(json.dumps(said).encode())
        part.replace(folder / META)


def write_meta(folder: Path, said: Mapping[str, Any], *, before: Mapping[str, Any]) -> None:
    """Write what a folder that was made says of itself."""
    with_marks = {**said, "files": marks(folder, before=before)}
    with durable.new_file(folder / META) as file:
        file.write(json.dumps(with_marks).encode())


def is_whole(path: Path, digest: Path) -> bool:
    """Tell whether a file is what the digest kept beside it is of."""
    try:
        return digest.read_text("utf-8") == digest_of(path)
    except (OSError, ValueError):
        return False


def folders(root: Path) -> list[Path]:
    """Return what lies in the place of folders of derived tables."""
    names = sorted(root.iterdir()) if root.is_dir() else []
    return [path for path in names if _NAME.fullmatch(path.name)]
