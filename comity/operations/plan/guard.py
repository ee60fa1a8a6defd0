"""A person in; what speaks against writing to them once more out: no answer, or only asked of.

Two approaches without an answer are enough (``candidates``). Three asks of more than a line, with
nothing given in between (an introduction, a recommendation, an answer to a question of theirs, a
promise kept), are told of before the fourth. Small specific asks do not count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from comity.language.draft.asks import is_large
from comity.operations.loops.rows import rows
from comity.operations.moment import DAY_US
from comity.operations.plan.candidates import APPROACHES_MAX, show_candidates

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.loops.rows import Row

ASKS_MAX = 3  # in a row, with nothing given
_ASKED_DAYS = 365

_APPROACHES = "SELECT approaches FROM approach WHERE person = ?"
_ASKED = """
    WITH given AS (
        SELECT max(at_us) AS at_us FROM (
            SELECT at_us FROM contact WHERE person = $person AND help = 'given'
            UNION ALL
            SELECT answered_us FROM exchange WHERE person = $person AND direction = 'in')
        WHERE at_us <= $now_us)
    SELECT question FROM exchange, given
    WHERE person = $person AND direction = 'out' AND exchange.at_us <= $now_us
        AND exchange.at_us > greatest(coalesce(given.at_us, 0), $kept_us, $from_us)
    ORDER BY exchange.at_us, key
"""


class Guard(NamedTuple):
    """How often I wrote and heard nothing since, and asked since I last gave."""

    approaches: int  # days on which I wrote since their last word, answers aside
    asks: int

    @property
    def is_unanswered(self) -> bool:
        """Whether one more is one too many until they answer."""
        return self.approaches >= APPROACHES_MAX

    @property
    def only_asks(self) -> bool:
        """Whether the next ask is the fourth with nothing given."""
        return self.asks >= ASKS_MAX


def guard(book: Book, person: str) -> Guard:
    """Return what speaks against one more message to a person, and against one more ask."""
    show_candidates(book)
    approaches = book.rows(_APPROACHES, [person])
    now_us = book.moment_us
    kept = (one.end_us or 0 for one in rows(book) if _is_kept(one, person))
    times = {"now_us": now_us, "from_us": now_us - _ASKED_DAYS * DAY_US}
    asked = book.rows(_ASKED, {"person": person, "kept_us": max(kept, default=0), **times})
    return Guard(
        approaches=approaches[0]["approaches"] if approaches else 0,
        asks=sum(is_large(one["question"]) for one in asked),
    )


def _is_kept(loop: Row, person: str) -> bool:
    return loop.person == person and loop.kind == "promise" and loop.state == "kept"
