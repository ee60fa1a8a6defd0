"""A folder, and the rights of somebody who may not write everywhere."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 65534


@contextmanager
def folder_of_anybody() -> Iterator[Path]:
    """Yield an empty folder that everybody may reach, also where temporary files are private."""
    home = next(path for path in (Path(tempfile.gettempdir()), Path("/tmp")) if _reachable(path))
    with tempfile.TemporaryDirectory(dir=home) as place:
        yield Path(place)


@contextmanager
def ordinary_user(place: Path) -> Iterator[None]:
    """Run as the owner of a folder, who is not root where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    for path in (place, *place.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def _reachable(path: Path) -> bool:
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents))
