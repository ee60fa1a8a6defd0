from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

import pytest

from tests.faces.web.hostile import hostile_book

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the hostile book, made by whichever worker comes first: to be copied."""
    top = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        top = top.parent
    folder = top / "hostile"
    with (top / "hostile.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made := top / "hostile.made").exists():
            hostile_book(folder)
            made.touch()
    return folder
