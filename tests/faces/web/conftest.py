from __future__ import annotations

import fcntl
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.faces.web.hostile import hostile_book
from tests.faces.web.visiting import visit
from tests.faces.world import NOW, book
from tests.records import us

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.faces.web.visiting import Visitor


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the hostile book: to be copied."""
    return _made_once(tmp_path_factory, "hostile", hostile_book)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the book of the small world: to be copied."""
    return _made_once(tmp_path_factory, "world", _world)


@pytest.fixture
def visitor(made: Path, tmp_path: Path) -> Iterator[Visitor]:
    """Return somebody at the pages of a book of their own of the small world."""
    one = visit(shutil.copytree(made, tmp_path / "book"), clock=lambda: us(NOW))
    yield one
    one.session.close()


def _world(folder: Path) -> None:
    one = book(folder)
    one.refresh()
    one.close()


def _made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that whichever worker comes first makes."""
    top = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        top = top.parent
    folder = top / name
    with (top / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (done := top / f"{name}.made").exists():
            make(folder)
            done.touch()
    return folder
