"""A book in; what was forecast of each person at past moments, and what came of it, out.

A window is closed when the last thing the book knows lies beyond it. Forecasts are computed as
of the window's first instant with the very SQL that the verbs read (``relationship.sql``), which
sees no later fact, and with the owner's own numbers as the quarter before had taught them. Who is
who, and who is a person at all, is as of today: nobody's past forecast depended on knowing that
two addresses were one person's.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from comity import build, schema
from comity.derive import calibration
from comity.derive.scope import local_day, quoted
from comity.operations.moment import DAY_US
from comity.store.duckdb_engine import connect, view_empty, view_moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from comity.book import Book
    from comity.evaluate.metrics import Floats, Integers

_TABLES = ("person", "contact", "exchange", "person_day")


@dataclass(frozen=True, slots=True)
class Target:
    """What is forecast: a column of the relationships, and which contacts make it true."""

    name: str
    horizon_days: int
    windows: int  # looked back on, at most
    meaning: str  # "7 of 9 were ..."
    happened: str  # SQL over contact


TARGETS = (
    Target("p_active_90d", 90, 8, "in touch with you", "addressed"),
    Target("p_contact_7d", 7, 26, "written to by you", "addressed AND direction = 'out'"),
)


@dataclass(frozen=True, slots=True)
class Cases:
    """One case a person and window; the windows count from 0, the oldest."""

    person: Integers
    window: Integers
    from_us: tuple[int, ...]  # the first instant of each window
    forecast: Floats  # probability, as it would have been shown
    recency: Floats  # minus the days of silence
    overdue: Floats  # minus silence over the usual gap; a gap not yet known counts as just due
    came_true: Floats  # 0 or 1

    def of(self, kept: Integers) -> Cases:
        """Return these cases alone."""
        return Cases(
            self.person[kept],
            self.window[kept],
            self.from_us,
            self.forecast[kept],
            self.recency[kept],
            self.overdue[kept],
            self.came_true[kept],
        )


_KNOWN = """
    SELECT min(at_us), max(at_us) FROM contact WHERE addressed AND at_us <= ?
"""
_CASES = """
    WITH forecast AS ({relationship}),
    happened AS (SELECT DISTINCT person FROM contact
        WHERE {happened} AND at_us > ? AND at_us <= ?)
    SELECT f.person, f.{target}, -f.silent_days, -coalesce(f.gap_ratio, 1.0),
        h.person IS NOT NULL
    FROM forecast f JOIN person p USING (person) LEFT JOIN happened h USING (person)
    WHERE f.{target} IS NOT NULL AND p.kind = 'person' AND NOT p.is_me
    ORDER BY f.person
"""


def cases(book: Book, target: Target) -> Cases:
    """Return a target's cases in every closed window, the oldest first."""
    with _tables(book) as db:
        starts = _starts(db, target, book.moment_us)
        found = [_window(db, book, target, start) for start in starts]
    rows = [(*row, number) for number, window in enumerate(found) for row in window]
    names = {name: place for place, name in enumerate(sorted({row[0] for row in rows}))}
    columns = np.array([row[1:5] for row in rows], np.float64).reshape(-1, 4)
    return Cases(
        person=np.array([names[row[0]] for row in rows], np.int64),
        window=np.array([row[5] for row in rows], np.int64),
        from_us=tuple(starts),
        forecast=columns[:, 0],
        recency=columns[:, 1],
        overdue=columns[:, 2],
        came_true=columns[:, 3],
    )


@contextmanager
def _tables(book: Book) -> Iterator[duckdb.DuckDBPyConnection]:
    """Show the derived tables apart from the book's own connection, whose moment is another."""
    folder = book.derived()
    with connect() as db:
        for name in _TABLES:
            path = quoted(folder / f"{name}.parquet")
            db.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")
        yield db


def _starts(db: duckdb.DuckDBPyConnection, target: Target, moment_us: int) -> list[int]:
    """Return the windows' first instants: back from the last contact known, end to end.

    A window needs as much past before it as it is long.
    """
    found = db.execute(_KNOWN, [moment_us]).fetchone()
    if found is None or found[0] is None:
        return []
    first_us, last_us = found
    span_us = target.horizon_days * DAY_US
    starts = [last_us - span_us * back for back in range(1, target.windows + 1)]
    return sorted(start for start in starts if start - span_us >= first_us)


def _window(
    db: duckdb.DuckDBPyConnection, book: Book, target: Target, start_us: int
) -> list[tuple[str, float, float, float, bool]]:
    """Return each person's forecast at an instant, and whether it came true."""
    relationship = (book.derived() / build.RELATIONSHIP).read_text("utf-8")
    known = calibration.fitted(db, relationship, end_us=start_us, zone=book.zone)
    _show_own_numbers(db, known)
    view_moment(db, start_us, as_of_day=local_day(start_us, book.zone))
    sql = _CASES.format(relationship=relationship, happened=target.happened, target=target.name)
    return db.execute(sql, [start_us, start_us + target.horizon_days * DAY_US]).fetchall()


def _show_own_numbers(
    db: duckdb.DuckDBPyConnection, rows: list[tuple[str, float, float, int]]
) -> None:
    """Show the intercept and slope that the quarter before the window had taught."""
    view_empty(db, "nobody", schema.CALIBRATION)
    db.execute("CREATE OR REPLACE TEMP TABLE own_numbers AS FROM nobody")
    if rows:
        db.executemany("INSERT INTO own_numbers VALUES (?, ?, ?, ?)", rows)
    db.execute("CREATE OR REPLACE VIEW calibration AS FROM own_numbers")
