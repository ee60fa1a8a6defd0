"""Who may be suggested at all: the rails that every kind keeps to.

Nobody the user never wants to see, nobody who has died or was let go, nobody who is to be left in
peace, nobody approached twice in a row without an answer (answering them is no approach); and, of
those the user has not named, professional people and those nobody has sorted yet.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from comity.measure.circle import AMONG_PEERS
from comity.operations.person.overlay import ENDED, show_ties

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.book import Book
    from comity.operations.plan.suggestion import Suggestion
    from comity.store.decisions import Verb

APPROACHES_MAX = 2  # in a row, unanswered

_APPROACH = """
    CREATE OR REPLACE TEMP TABLE approach AS
    WITH since AS MATERIALIZED (
        SELECT c.person, c.key, c.day FROM contact c JOIN tie t USING (person)
        WHERE c.addressed AND c.direction = 'out' AND c.at_us <= getvariable('as_of_us')
            AND c.at_us > coalesce(t.last_received_us, 0)),
    answering AS MATERIALIZED (
        SELECT s.person, s.key, r.parent FROM since s JOIN thread r USING (key)
        WHERE r.parent IS NOT NULL),
    asked AS (
        SELECT person, key FROM contact
        WHERE direction = 'in' AND key IN (SELECT parent FROM answering)),
    answer AS (
        SELECT a.person, a.key FROM answering a JOIN asked q
            ON q.person = a.person AND q.key = a.parent)
    SELECT s.person, count(DISTINCT s.day) AS approaches
    FROM since s ANTI JOIN answer USING (person, key) GROUP BY s.person
"""
_SHOWN = (  # of the hundred columns of a tie, each of which takes its time
    "person",
    "name",
    "identity",
    "stage",
    "circle",
    "strength",
    "keep_days",
    "sent",
    "received",
    "first_at_us",
    "last_at_us",
    "last_sent_us",
    "evidence_days",
    "silent_days",
    "known_days",
    "usual_gap_days",
    "gap_ratio",
    "two_way_days",
    "p_active_90d",
)
_ANYONE = f"""
    CREATE OR REPLACE TEMP VIEW anyone AS
    SELECT {", ".join(f"t.{name}" for name in _SHOWN)},
        coalesce(a.approaches, 0) < {APPROACHES_MAX} AS may_approach
    FROM tie t LEFT JOIN approach a USING (person)
"""
_CANDIDATE = f"""
    CREATE OR REPLACE TEMP VIEW candidate AS
    SELECT {", ".join(f"t.{name}" for name in _SHOWN)},
        coalesce(a.approaches, 0) < {APPROACHES_MAX} AS may_approach,
        t.keep_days IS NOT NULL AS kept
    FROM tie t LEFT JOIN approach a USING (person)
    WHERE NOT t.never AND t.stage NOT IN {ENDED}
        AND coalesce(t.quiet_until_us, 0) <= getvariable('as_of_us')
        AND (t.circle IN {AMONG_PEERS} OR t.keep_days IS NOT NULL)
"""
_RAILS: frozenset[Verb] = frozenset({"never", "stage", "quiet", "circle", "keep"})  # of _CANDIDATE
_AMONG = """
    SELECT person, kept OR stage IN ('growing', 'established') AS close FROM candidate
    WHERE person IN (SELECT unnest(?))
"""


def show_candidates(book: Book) -> None:
    """Make the views ``anyone``, all ties, and ``candidate``, those that may be suggested.

    Both tell who may be approached. What the user said is to be read from the second alone.
    """
    show_ties(book)
    if "candidate" not in book.overlays:
        book.db.execute(_APPROACH)
        book.db.execute(_ANYONE)
        book.db.execute(_CANDIDATE)
        ties = book.overlays["tie"]
        book.overlays |= {"anyone": ties, "candidate": replace(ties, by_row=_RAILS)}


def suggested(book: Book, found: Sequence[Suggestion]) -> list[Suggestion]:
    """Return what was found of those who may be suggested, or, by its kind, of the close."""
    persons = sorted({one.person for one in found})
    close = {one["person"]: one["close"] for one in book.rows(_AMONG, [persons])}
    return [
        one
        for one in found
        if one.kind.by_word
        or (one.person in close and (close[one.person] or not one.kind.of_the_close))
    ]
