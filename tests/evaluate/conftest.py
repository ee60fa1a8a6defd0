from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from comity.book import Book
from tests.demo.conftest import NOW_US
from tests.operations.verbs import do

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def demo_folder(shown: dict[str, Any]) -> Path:
    return Path(shown["book"])


@pytest.fixture(scope="session")
def told_of_demo(demo_folder: Path) -> dict[str, Any]:
    """Return what ``evaluate me`` says of the demo's book, with a diagram beside it."""
    made = Book(demo_folder, NOW_US)
    found = do(made, "evaluate me", svg=demo_folder.with_name(f"me-{os.getpid()}.svg"))
    made.close()
    return found


@pytest.fixture
def demo_book(demo_folder: Path) -> Iterator[Book]:
    made = Book(demo_folder, NOW_US)
    yield made
    made.close()
