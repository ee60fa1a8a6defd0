"""The user's promises in, what they kept of a season in words out: of the user alone."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003
from typing import TYPE_CHECKING

from comity.operations.loops.rows import rows
from comity.operations.moment import local
from comity.operations.words import number

if TYPE_CHECKING:
    from comity.book import Book

_NORTH = ("winter", "spring", "summer", "autumn")
_SOUTH = {"AR", "AU", "BO", "BR", "BW", "CL", "LS", "MG", "MU", "MZ", "NA", "NZ", "PE", "PY",
          "SZ", "UY", "ZA", "ZM", "ZW"}  # fmt: skip
PROMISES_MIN = 3  # of fewer nothing is said


def kept_in_words(book: Book) -> str:
    """Return what was kept this season, or, where that has hardly begun, the last; or ""."""
    now = local(book.moment_us, book.zone)
    this = _season_of(now)
    made: dict[int, list[bool]] = {}
    for one in rows(book):
        if one.kind == "promise" and one.state in {"open", "kept"}:
            season = _season_of(local(one.at_us, book.zone))
            made.setdefault(season, []).append(one.state == "kept")
    south = book.region[0] in _SOUTH
    for season, begun in ((this, "this"), (this - 1, "last")):
        kept = made.get(season, [])
        if len(kept) >= PROMISES_MIN:
            name = _NORTH[(season + 2 * south) % 4]
            of = (
                f"all {number(len(kept))}"
                if all(kept)
                else f"{number(sum(kept))} of the " + (number(len(kept)))
            )
            return f"{begun} {name} you kept {of} things you said you would do"
    return ""


def _season_of(when: datetime) -> int:
    """Return the number of a season since the year 0: winter begins in December."""
    return (when.year * 12 + when.month) // 3
