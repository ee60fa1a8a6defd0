"""Problems of one path in, a file of JSON lines out, replaced when the path is read again.

A file is written under a passing name; it gets its own when the manifest that names it is saved.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict
from typing import TYPE_CHECKING

from comity.errors import BookDamaged
from comity.model import Problem
from comity.store import durable
from comity.store.manifest import PROBLEMS, TO_RESTORE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def write(folder: Path, problems: Sequence[Problem]) -> str:
    """Write problems to a new file and return its name to be; none, no file and ""."""
    if not problems:
        return ""
    name = f"{secrets.token_hex(8)}.jsonl"
    durable.new_folder(folder / PROBLEMS)
    with durable.new_file(durable.aside(folder / PROBLEMS / name)) as file:
        for problem in problems:
            file.write(json.dumps(asdict(problem)).encode() + b"\n")
    return name


def read(folder: Path, name: str) -> list[Problem]:
    """Return the problems in a file that a manifest names."""
    if not name:
        return []
    path = folder / PROBLEMS / name
    try:
        with path.open(encoding="utf-8") as lines:
            return [Problem(**json.loads(line)) for line in lines]
    except (OSError, ValueError, TypeError) as error:
        raise BookDamaged(f"{path} is damaged: it cannot be read", hint=TO_RESTORE) from error
