"""What is said of a draft, finding by finding, each with the words it points at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.faces.cli.shown.page import day_of, hint, say, title
from comity.faces.plain import plain

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.draft.documents import DraftChecked

_QUOTED_CHARS = 120
_SEVERITY = {"stop": "Before you send it", "consider": "To consider"}


def show(result: DraftChecked, book: Book) -> None:
    """Print whether it is fine, or what to look at again."""
    say(f"To {result.to.name}. {result.told}")
    before = ""
    for one in result.findings:
        if one.severity != before:
            say()
            title(_SEVERITY[one.severity])
            before = one.severity
        if one.text:
            say(f"“{_short(one.text)}”", "italic", indent=2)
        say(one.advice, indent=2)
        if one.ground and one.ground.words:
            at = f", {day_of(one.ground.at, book)}" if one.ground.at else ""
            hint(f"    “{_short(one.ground.words)}”{at}")


def _short(text: str) -> str:
    line = " ".join(plain(text).split())
    return line if len(line) <= _QUOTED_CHARS else f"{line[:_QUOTED_CHARS].rsplit(' ', 1)[0]} …"
