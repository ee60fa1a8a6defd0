"""Problems of one path in, a file of JSON lines out, replaced when the path is read again.

A file is written under a passing name; it gets its own, the digest of what it holds, when the
manifest that names it is saved.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from comity.errors import BookDamaged
from comity.model import Problem
from comity.store import durable
from comity.store.digest import digest_of, new_digest
from comity.store.manifest import PROBLEMS, TO_RESTORE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_NAME_CHARS = 32  # of a digest


def write(folder: Path, problems: Sequence[Problem]) -> str:
    """Write problems to a new file and return its name to be; none, no file and ""."""
    if not problems:
        return ""
    data = b"".join(json.dumps(asdict(problem)).encode() + b"\n" for problem in problems)
    path = folder / PROBLEMS / f"{_digest(data)}.jsonl"
    if not (path.is_file() and is_whole(path)):
        durable.new_folder(folder / PROBLEMS)
        with durable.new_file(durable.aside(path)) as file:
            file.write(data)
    return path.name


def _digest(data: bytes) -> str:
    digest = new_digest()
    digest.update(data)
    return digest.hexdigest()


def is_whole(path: Path) -> bool:
    """Tell whether a file holds what it is named for; older names say nothing of it."""
    return len(path.stem) != _NAME_CHARS or path.stem == digest_of(path)


def read(folder: Path, name: str) -> list[Problem]:
    """Return the problems in a file that a manifest names."""
    if not name:
        return []
    path = folder / PROBLEMS / name
    try:
        with path.open(encoding="utf-8") as lines:
            found = [Problem(**json.loads(line)) for line in lines]
        whole = is_whole(path)
    except PermissionError as error:
        raise durable.denied(path) from error
    except (OSError, ValueError, TypeError) as error:
        raise BookDamaged(path, "damaged: it cannot be read", hint=TO_RESTORE) from error
    if not whole:
        raise BookDamaged(path, "damaged: it was changed", hint=TO_RESTORE)
    return found
