"""Who stood in the same mails and meetings as whom, as far as the owner's own sources show.

A mail or meeting of many says nothing of who knows whom, nor does one that a program sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.operations.moments import iso
from comity.operations.standing import show_ties

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
    SELECT t.person AS id, t.name, count(*) AS together, max(m.at_us) AS at_us
    FROM met m SEMI JOIN (SELECT key FROM met WHERE person = $person) USING (key)
    JOIN tie t USING (person)
    WHERE m.person <> $person AND NOT t.never
    GROUP BY t.person, t.name ORDER BY together DESC, at_us DESC, id LIMIT $most
"""


def show_met(book: Book) -> None:
    """Make the table ``met``; it depends on the sources alone."""
    show_ties(book)
    if not book.worked_out.get("met"):
        book.show_facts()
        book.db.execute(_MET, [book.moment_us, TOGETHER_MAX])
        book.worked_out["met"] = True


def in_common(book: Book, person: str, *, most: int) -> list[dict[str, Any]]:
    """Return the people who stood in the same mails and meetings, the most often first."""
    show_met(book)
    rows = book.db.execute(_IN_COMMON, {"person": person, "most": most}).fetchall()
    return [
        {"id": who, "name": name, "together": n, "last_at": iso(at_us)}
        for who, name, n, at_us in rows
    ]
