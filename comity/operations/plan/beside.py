"""A morning without anybody to name in; whom the plan does not name and the user may want, out.

The plan is about work. Where it is empty, nothing is made up to fill it: it says who of the
personal people asked something, and with whom the user has most to do, for them to keep.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.document import Person
from comity.operations.person.overlay import ENDED
from comity.operations.plan import answer

if TYPE_CHECKING:
    from comity.book import Book

TO_KEEP_MAX = 3

_IN_PEACE = f"""
    SELECT person, name FROM tie
    WHERE NOT never AND stage NOT IN {ENDED} AND keep_days IS NULL
        AND coalesce(quiet_until_us, 0) <= getvariable('as_of_us')
"""
_ASKED = f"""
    {_IN_PEACE} AND circle = 'personal' AND person IN (SELECT unnest(?))
    ORDER BY last_at_us DESC, person
"""
_CLOSEST = f"""
    {_IN_PEACE} AND circle <> 'service' AND sent > 0 AND received > 0
    ORDER BY strength DESC NULLS LAST, person LIMIT {TO_KEEP_MAX}
"""


def asked_beside(book: Book) -> tuple[Person, ...]:
    """Return the personal people whose question to the user is open, the latest first."""
    asked = sorted({one.person for one in answer.find(book)})
    return _people(book, _ASKED, [asked]) if asked else ()


def closest(book: Book) -> tuple[Person, ...]:
    """Return with whom the user has most to do, both ways."""
    return _people(book, _CLOSEST)


def _people(book: Book, sql: str, values: list[list[str]] | tuple[()] = ()) -> tuple[Person, ...]:
    return tuple(Person(one["person"], one["name"]) for one in book.rows(sql, values))
