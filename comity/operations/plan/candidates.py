"""Who may be suggested at all: the rails that every kind keeps to.

Nobody the user never wants to see, nobody who is to be left in peace, nobody approached twice in
a row without an answer (answering them is no approach); and, of those the user has not named,
professional people alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.book import Book

APPROACHES_MAX = 2  # in a row, unanswered

# What the user decided changes nothing in it.
_APPROACH = """
    CREATE OR REPLACE TEMP TABLE approach AS
    SELECT c.person, count(DISTINCT c.day) AS approaches
    FROM contact c JOIN moment m ON c.at_us <= m.as_of_us
    LEFT JOIN tie t USING (person) LEFT JOIN thread r USING (key)
    WHERE c.addressed AND c.direction = 'out' AND c.at_us > coalesce(t.last_received_us, 0)
        AND NOT EXISTS (SELECT 1 FROM contact b
            WHERE b.key = r.parent AND b.person = c.person AND b.direction = 'in')
    GROUP BY c.person
"""
_CANDIDATE = f"""
    CREATE OR REPLACE TEMP VIEW candidate AS
    SELECT t.*, coalesce(a.approaches, 0) AS approaches,
        coalesce(a.approaches, 0) < {APPROACHES_MAX} AS may_approach,
        t.keep_days IS NOT NULL AS kept
    FROM tie t CROSS JOIN moment m LEFT JOIN approach a USING (person)
    WHERE NOT t.never AND t.stage <> 'let_go'
        AND coalesce(t.quiet_until_us, 0) <= m.as_of_us
        AND (t.circle = 'professional' OR t.keep_days IS NOT NULL)
"""


def show_candidates(book: Book) -> None:
    """Make the view ``candidate``: the ties that may be suggested, with the approaches so far."""
    if not book.worked_out.get("approach"):
        book.db.execute(_APPROACH)
        book.worked_out["approach"] = True
    book.db.execute(_CANDIDATE)
