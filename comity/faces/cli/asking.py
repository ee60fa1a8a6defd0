"""What a terminal adds to a command: other defaults, and questions for what was not given.

Programs (``--json``) get neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity.book import Book

_DEFAULTS: dict[str, dict[str, Any]] = {"people": {"sort": "recent"}}


def complete(verb: str, book: Book, given: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments with a terminal's defaults."""
    del book
    defaults = _DEFAULTS.get(verb, {})
    return given | {name: value for name, value in defaults.items() if given.get(name) is None}
