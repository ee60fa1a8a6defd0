"""Verbs called as programs call them: the Python API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.operations.document import as_json
from comity.operations.operation import find

if TYPE_CHECKING:
    from comity.book import Book


def do(book: Book, verb: str, *given: object, **options: Any) -> dict[str, Any]:  # noqa: ANN401 - the verb's own options
    """Run a verb on a book and return its document."""
    found: dict[str, Any] = as_json(find(verb).function(book, *given, **options))
    return found


def names(book: Book, **options: Any) -> list[str]:  # noqa: ANN401 - as do
    """Return the names of the people, in the order asked for."""
    return [one["name"] for one in do(book, "people", limit=0, **options)["people"]]


def one(book: Book, who: str) -> dict[str, Any]:
    """Return what is said of one person."""
    return do(book, "person", who)


def later(book: Book, days: float) -> Book:
    """Let days pass."""
    book.now_us += round(days * 86_400_000_000)
    book.close()
    return book
