"""A log or a book in; who was in contact with whom on which day, as arrays, out.

A *tie* is an owner and a person as the owner knew them: of a log everybody is an owner of their
own, a book has one. Days are counted from the first; a day's contacts of a tie are one row, with
how many of them the owner sent and received.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from comity.evaluate.logs import DAY_US
from comity.measure.circle import AMONG_PEERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.book import Book
    from comity.evaluate.logs import Log
    from comity.evaluate.metrics import Integers


@dataclass(frozen=True, slots=True)
class History:
    """Days of contact, in order of days."""

    owner: Integers  # of each tie, from 0
    tie: Integers  # of each row
    day: Integers
    sent: Integers
    received: Integers
    days: int  # how many there are

    @property
    def owners(self) -> int:
        """How many owners there are."""
        return int(self.owner.max()) + 1 if len(self.owner) else 0


def of_log(log: Log) -> History:
    """Return each mail twice: as its sender knows it, and as its recipient does."""
    day = log.at_us // DAY_US
    ones, zeros = np.ones_like(day), np.zeros_like(day)
    return history(
        owner=np.concatenate([log.sender, log.recipient]),
        person=np.concatenate([log.recipient, log.sender]),
        day=np.concatenate([day, day]),
        sent=np.concatenate([ones, zeros]),
        received=np.concatenate([zeros, ones]),
        days=log.days,
    )


_DAYS = f"""
    SELECT dense_rank() OVER (ORDER BY d.person) - 1, d.day, d.sent, d.received
    FROM person_day d JOIN tie t USING (person) CROSS JOIN moment m
    WHERE d.sent + d.received > 0 AND d.day < m.as_of_day AND t.circle IN {AMONG_PEERS}
"""


def of_books(books: Sequence[Book]) -> History:
    """Return the professional ties of each book, the books' owners side by side."""
    from comity.operations.person.overlay import show_ties

    parts = []
    for owner, book in enumerate(books):
        show_ties(book)
        found = np.array(book.execute(_DAYS).fetchall(), np.int64).reshape(-1, 4)
        parts.append(np.column_stack([np.full(len(found), owner), found]))
    rows = np.concatenate(parts)
    first = int(rows[:, 2].min()) // 7 * 7 if len(rows) else 0  # weeks begin where they did
    day = rows[:, 2] - first
    return history(
        owner=rows[:, 0],
        person=rows[:, 1],
        day=day,
        sent=rows[:, 3],
        received=rows[:, 4],
        days=int(day.max()) + 1 if len(day) else 0,
    )


def history(
    *,
    owner: Integers,
    person: Integers,
    day: Integers,
    sent: Integers,
    received: Integers,
    days: int,
) -> History:
    """Return rows of any order as a history: ties numbered, a day's contacts added up."""
    persons = int(person.max()) + 1 if len(person) else 1
    pairs, tie = np.unique(owner * persons + person, return_inverse=True)
    days_of, row = np.unique(day * len(pairs) + tie, return_inverse=True)
    return History(
        owner=pairs // persons,
        tie=days_of % max(len(pairs), 1),
        day=days_of // max(len(pairs), 1),
        sent=np.bincount(row, weights=sent, minlength=len(days_of)).astype(np.int64),
        received=np.bincount(row, weights=received, minlength=len(days_of)).astype(np.int64),
        days=days,
    )
