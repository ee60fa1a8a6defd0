"""The book as of another day: the tables of now, looked at from then, by the functions of now.

Nothing dated later is counted, and no word of the user's from later; who is who, what people are
called and which circle they belong to is as it is known today. So a day costs a look, not a build.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from comity.book import Book
from comity.measure.circle import AMONG_PEERS
from comity.operations.person.overlay import show_ties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Row

IN_TOUCH = ("established", "growing")
_TIES = f"""
    SELECT person, name, stage, stage_said, never, two_way_days, last_at_us, usual_gap_days,
        keep_days
    FROM tie WHERE (circle IN {AMONG_PEERS} OR keep_days IS NOT NULL) AND evidence_days > 0
    ORDER BY person
"""


@contextmanager
def past(book: Book, at_us: int) -> Iterator[Book]:
    """Open the book as of an instant that is over; the same for who may see less of it."""
    then = Book(book.folder, book.now_us, at_us, of_now=True, redact=book.redact)
    try:
        with then.cache.recorded() as work:
            yield then
        book.cache.note(work.depends_on)
    finally:
        then.close()


def ties(book: Book) -> dict[str, Row]:
    """Return the ties that there are at the book's moment, by person."""
    show_ties(book)
    return {row["person"]: row for row in book.rows(_TIES)}


def ties_then(book: Book, at_us: int) -> dict[str, Row]:
    """Return the ties as they were at an instant."""
    with past(book, at_us) as then:
        return ties(then)
