"""A case's files in, the book they make out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.book import Book
from comity.normalise.time import us_of
from tests.operations.verbs import do, names

if TYPE_CHECKING:
    from collections.abc import Sequence

CASES = Path(__file__).parent
ME = "you@example.org"
NOW_US = us_of(datetime(2026, 11, 29, 9, tzinfo=UTC))


def case(name: str) -> Path:
    """Return a case's file or folder: ``mail/thread.mbox``."""
    return CASES / name


def imported(
    folder: Path, *paths: Path, me: Sequence[str] = (ME,), now_us: int = NOW_US
) -> tuple[Book, dict[str, Any]]:
    """Return a new book of some files, and the account of their import."""
    book = Book(folder / "book", now_us)
    return book, do(book, "import", list(paths), me=list(me))


def audit(book: Book) -> dict[str, Any]:
    """Return the honest count."""
    return do(book, "audit")


def everyone(book: Book) -> list[str]:
    """Return the names of all people in the book, sorted."""
    return sorted(names(book))
