"""Who stood in the same mails and meetings as whom, as far as the owner's own sources show.

A mail or meeting of many says nothing of who knows whom, nor does one that a program sent.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from comity.operations.moment import iso
from comity.operations.person.documents import Company
from comity.operations.person.overlay import have_died, never_shown

if TYPE_CHECKING:
    from comity.book import Book

TOGETHER_MAX = 20

# A row a record and person in it, of records with at least two people beside the owner.
_MET = """
    CREATE OR REPLACE TEMP TABLE met AS
    SELECT key, person, at_us FROM (
        SELECT p.key, i.person, any_value(r.at_us) AS at_us
        FROM participant p JOIN identity i USING (identity) JOIN record r USING (key)
        JOIN person w ON w.person = i.person AND w.kind = 'person' AND NOT w.is_me
        WHERE p.role IN ('from', 'to', 'cc', 'organizer', 'attendee') AND r.automatic = ''
            AND r.interaction IN ('mail', 'message', 'meeting') AND r.at_us <= ?
        GROUP BY p.key, i.person
    ) QUALIFY count(*) OVER (PARTITION BY key) BETWEEN 2 AND ?
"""
_IN_COMMON = """
    SELECT p.person AS id, p.name, count(*) AS together, max(m.at_us) AS at_us
    FROM met m SEMI JOIN (SELECT key FROM met WHERE person = $1) USING (key)
    JOIN person p USING (person)
    WHERE m.person <> $1 AND p.kind = 'person' AND NOT p.is_me
    GROUP BY p.person, p.name ORDER BY together DESC, at_us DESC, id
"""


def show_met(book: Book) -> None:
    """Make the table ``met``; it depends on the sources alone."""
    book.prepare(_met)


def _met(book: Book) -> None:
    book.show_facts()
    book.db.execute(_MET, [book.moment_us, TOGETHER_MAX])


def in_common(book: Book, person: str, *, most: int) -> tuple[Company, ...]:
    """Return the people who stood in the same mails and meetings, the most often first.

    Whom the user never wants to see is left out, and who has died.
    """
    met = book.once(_met_with, person)
    out = never_shown(book) | have_died(book, {one[0] for one in met})
    rows = (one for one in met if one[0] not in out)
    return tuple(
        Company(who, name, together, iso(at_us))
        for who, name, together, at_us in islice(rows, most)
    )


def _met_with(book: Book, person: str) -> list[tuple[str, str, int, int]]:
    show_met(book)
    found: list[tuple[str, str, int, int]] = book.execute(_IN_COMMON, [person]).fetchall()
    return found
