"""The user's corrections in, how likely a sentence must be to be shown as a promise out.

Each correction says of a sentence with a probability whether it is a promise. The bound is the
least from which on the share of promises is expected to be good enough, of a share that begins as
``Beta(PRIOR)`` and counts every correction of sentences at least as likely (Bayes 1763).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from comity.language.promises import THRESHOLD
from comity.operations.words import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.book import Book
    from comity.store.decisions import Decision

PRIOR = (18.0, 2.0)  # as many promises, and others, as if seen before
SHARE_MIN = 0.85
BOUNDS = tuple(
    round(THRESHOLD + step * 0.05, 2) for step in range(10) if THRESHOLD + step * 0.05 < 1
)


class Taught(NamedTuple):
    """What the user's corrections taught."""

    bound: float
    corrected: int
    none: int  # of them, what is no promise

    @property
    def text(self) -> str:
        """The figures, and what follows; "" where nothing does."""
        if self.bound <= BOUNDS[0]:
            return ""
        called = f"you called {number(self.none)} of {number(self.corrected)} no promise"
        return f"{called}, so only surer ones are shown now"


def bound_of(corrections: Sequence[tuple[float, bool]]) -> Taught:
    """Return the bound that corrections teach: (probability, whether it is a promise) of each.

    >>> bound_of([]).bound == BOUNDS[0]
    True
    >>> bound_of([(0.6, False)] * 3 + [(0.9, True)] * 3).bound
    0.65
    """
    none = sum(not right for _, right in corrections)
    for bound in BOUNDS:
        among = [right for p, right in corrections if p >= bound]
        right = PRIOR[0] + sum(among)
        if right / (sum(PRIOR) + len(among)) >= SHARE_MIN:
            return Taught(bound, len(corrections), none)
    return Taught(BOUNDS[-1], len(corrections), none)


def taught(book: Book) -> Taught:
    """Return what the user's corrections of promises taught this book."""
    latest: dict[str, Decision] = {}
    for one in book.decisions.active("loop", as_of_us=book.as_of_us):
        latest[one.other] = one
    return bound_of(
        [
            (float(one.value["p"]), one.value["said"] != "none")
            for one in latest.values()
            if one.value.get("kind") in {"promise", "their_promise"}
        ]
    )
