from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from comity.book import Book
from tests.demo.conftest import NOW_US
from tests.operations.verbs import do

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    own = Book(tmp_path_factory.mktemp("evaluate") / "own", NOW_US)
    return Path(do(own, "demo", to=own.folder.with_name("demo"), contacts=160)["book"])


@pytest.fixture
def demo_book(demo_folder: Path) -> Iterator[Book]:
    made = Book(demo_folder, NOW_US)
    yield made
    made.close()
