"""An import's account in; what was left out of it, why, and which files out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from comity.operations.intake.documents import Import

_PATHS_SHOWN = 8
WHY = {
    "draft": "never sent",
    "junk": "in a folder for junk, or marked so by your mail program",
    "sponsored": "advertisements that LinkedIn delivers as messages",
    "unreadable": "damaged, or in no form that can be read: what to do stands below",
    "not recognised": "no mail, calendar, address book, LinkedIn export or chat; if it holds one, "
    "export it anew as the guide says",
    "not used": "the part of an export that says nothing of people",
    "forgotten": "of people you erased",
}
_BY_FILE = frozenset({"not recognised", "not used", "unreadable"})


class LeftOut(NamedTuple):
    """How many records, for what reason, why that is, and the names of the first files."""

    reason: str
    n: int
    why: str
    paths: tuple[str, ...]
    more: int


def left_out(done: Import) -> tuple[LeftOut, ...]:
    """Return what was left out, by reason, the most first."""
    found = []
    for reason, n in sorted(done.skipped.items(), key=lambda one: (-one[1], one[0])):
        named = [Path(one.path).name for one in done.sources if reason in one.skipped]
        paths = list(dict.fromkeys(named)) if reason in _BY_FILE else []
        shown, more = tuple(paths[:_PATHS_SHOWN]), max(len(paths) - _PATHS_SHOWN, 0)
        found.append(LeftOut(reason, n, WHY[reason], shown, more))
    return tuple(found)
