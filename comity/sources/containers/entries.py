"""A folder in, what lies right in it out, by name; one that cannot be opened holds nothing."""

from __future__ import annotations

import os
from pathlib import Path


def entries(path: Path) -> list[os.DirEntry[str]]:
    """Return what lies in a folder."""
    try:
        with os.scandir(path) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError:
        return []


def folders(path: Path, *, linked: bool = False) -> list[Path]:
    """Return the folders in a folder; ``linked``: those that a link leads to as well."""
    return [Path(one) for one in entries(path) if one.is_dir(follow_symlinks=linked)]
