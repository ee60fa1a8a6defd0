"""Problems of one path in, a file of JSON lines out, replaced when the path is read again."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict
from typing import TYPE_CHECKING

from comity.model import Problem
from comity.store import durable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FOLDER = "problems"


def write(folder: Path, problems: Sequence[Problem]) -> str:
    """Write problems to a new file and return its name; none, no file and ""."""
    if not problems:
        return ""
    name = f"{secrets.token_hex(8)}.jsonl"
    durable.new_folder(folder / FOLDER)
    with durable.new_file(folder / FOLDER / name) as file:
        for problem in problems:
            file.write(json.dumps(asdict(problem)).encode() + b"\n")
    return name


def read(folder: Path, name: str) -> list[Problem]:
    """Return the problems in a file that ``write`` named."""
    if not name:
        return []
    with (folder / FOLDER / name).open(encoding="utf-8") as lines:
        return [Problem(**json.loads(line)) for line in lines]
