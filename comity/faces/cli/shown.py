"""Each verb's result as text a person likes to read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rich.console import Console

if TYPE_CHECKING:
    from comity.book import Book


def show(verb: str, result: dict[str, Any], book: Book) -> None:
    """Print a result."""
    del verb, book
    Console(highlight=False).print(json.dumps(result, indent=1, ensure_ascii=False), markup=False)
