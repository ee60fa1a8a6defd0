"""Whether it is time to ask somebody again: unanswered approaches, and asks without giving."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.operations.loops.rows import rows
from comity.operations.moment import DAY_US
from comity.operations.words import count, number

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.loops.rows import Row

APPROACHES_MAX = 2  # in a row, unanswered
ASKS_MAX = 3  # within the window, with nothing given
WINDOW_DAYS = 365
_SMALL_WORDS = 14
_GREAT = re.compile(
    r"(?i)\b(?:introduc\w*|recommend\w*|refer(?:ral)?\b|review|read\s+(?:my|our|through)|job|hir(?:e|ing)"
    r"|invest\w*|fund\w*|pick\s+your\s+brain|call|meet(?:ing)?|coffee|lunch|half\s+an?\s+hour|an\s+hour"
    r"|\d+\s+min\w*|advice|mentor\w*|sponsor\w*|speak\s+at|endorse\w*|donat\w*)\b"
)

_SINCE_THEIRS = """
    WITH theirs AS (
        SELECT max(at_us) AS at_us FROM contact
        WHERE person = $person AND addressed AND direction <> 'out' AND at_us <= $now_us)
    SELECT count(DISTINCT c.day) FROM contact c, theirs t
    WHERE c.person = $person AND c.addressed AND c.direction = 'out' AND c.at_us <= $now_us
        AND c.at_us > coalesce(t.at_us, 0)
"""
_ASKED = """
    SELECT question FROM exchange
    WHERE person = $person AND direction = 'out' AND at_us <= $now_us AND at_us > $from_us
"""
_GAVE = """
    SELECT (SELECT count(*) FROM contact WHERE person = $person AND help = 'given'
            AND at_us <= $now_us AND at_us > $from_us)
        + (SELECT count(*) FROM exchange WHERE person = $person AND direction = 'in'
            AND answered_us <= $now_us AND at_us > $from_us)
"""


@dataclass(frozen=True, slots=True)
class Guard:
    """What is to be thought of before somebody is asked again."""

    approaches: int  # days on which the user wrote since their last word
    asks: int  # of the last year, small ones apart
    given: int  # answers and help of the last year, and promises kept
    their_word: Row | None  # what they said they would do, and it is open

    @property
    def waits(self) -> bool:
        """Whether two approaches are unanswered, so that a third would press."""
        return self.approaches >= APPROACHES_MAX

    @property
    def only_takes(self) -> bool:
        """Whether the next ask is the fourth with nothing given."""
        return self.asks >= ASKS_MAX and not self.given

    def in_words(self) -> tuple[str, ...]:
        """Return what is to be thought of, a sentence each."""
        found = []
        if self.waits:
            found.append(
                f"You wrote on {count(self.approaches, 'day')} since their last word: leave it to "
                "them now."
            )
        if self.only_takes:
            found.append(
                f"You asked {number(self.asks)} times in a year, and nothing here shows what you "
                "gave: offer something first."
            )
        return tuple(found)


def guard(book: Book, person: str) -> Guard:
    """Return what is to be thought of before the user asks a person again."""
    now_us = book.moment_us
    values = {"person": person, "now_us": now_us}
    from_us = now_us - WINDOW_DAYS * DAY_US
    year = values | {"from_us": from_us}
    (approaches,) = book.execute(_SINCE_THEIRS, values).fetchall()[0]
    asked = [one for (one,) in book.execute(_ASKED, year).fetchall()]
    (gave,) = book.execute(_GAVE, year).fetchall()[0]
    mine = [one for one in rows(book) if one.person == person]
    kept = sum(
        one.kind == "promise" and one.state == "kept" and one.at_us > from_us for one in mine
    )
    theirs = (one for one in mine if one.kind == "their_promise" and one.state == "open")
    asks = sum(not is_small(one) for one in asked)
    return Guard(approaches, asks, gave + kept, next(theirs, None))


def is_small(ask: str) -> bool:
    """Tell whether an ask is small and specific: brief, and for nothing that takes their time."""
    return len(ask.split()) <= _SMALL_WORDS and _GREAT.search(ask) is None
