"""A file of decisions in; whether each of them is what was written, out.

SQLite checks its pages' structure, not what is in them, so every decision has a checksum, in a
table of its own: versions before it wrote none, and take no notice.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Row: TypeAlias = tuple[Any, ...]

_SUMS = """
CREATE TABLE IF NOT EXISTS decision_sum (id INTEGER PRIMARY KEY, sum INTEGER NOT NULL) STRICT
"""
_STORED = "SELECT id, act, at_us, verb, identity, other, value, revoked_us"
_VALUE = 6


def has(db: sqlite3.Connection, table: str) -> bool:
    """Tell whether there is a table of that name."""
    sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return db.execute(sql, [table]).fetchone() is not None


def last_id(db: sqlite3.Connection) -> int:
    """Return the number of the last decision."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM decision").fetchone()[0])


def seal(db: sqlite3.Connection) -> None:
    """Write the checksums that are missing, and keep none of what was erased."""
    db.execute(_SUMS)
    db.execute("DELETE FROM decision_sum WHERE id NOT IN (SELECT id FROM decision)")
    fresh = f"{_STORED} FROM decision WHERE id NOT IN (SELECT id FROM decision_sum)"
    rows = [(row[0], _sum(row)) for row in db.execute(fresh)]
    db.executemany("INSERT INTO decision_sum VALUES (?, ?)", rows)


def unseal(db: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Take away the checksums of decisions that are being changed."""
    db.execute(_SUMS)
    db.executemany("DELETE FROM decision_sum WHERE id = ?", [(one,) for one in ids])


def fit(db: sqlite3.Connection, pragma: str) -> bool:
    """Tell whether the pages hold together and every decision is what was written."""
    if db.execute(f"PRAGMA {pragma}(1)").fetchone()[0] != "ok":
        return False
    return all(_is_whole(row) for row in _summed(db))


def salvaged(path: Path) -> list[Row]:
    """Return the decisions of a damaged file that can be read and are whole."""
    rows: list[Row] = []
    with suppress(sqlite3.DatabaseError, OverflowError), closing(sqlite3.connect(path)) as db:
        db.text_factory = lambda raw: raw.decode("utf-8", "replace")  # a bad one ends no reading
        rows.extend(row[:-1] for row in _summed(db) if _is_whole(row))
    return rows


def _summed(db: sqlite3.Connection) -> Iterator[Row]:
    """Yield every decision and its checksum, read at one moment."""
    summed = has(db, "decision_sum")
    with_sum = ", sum FROM decision LEFT JOIN decision_sum USING (id)"
    yield from db.execute(_STORED + (with_sum if summed else ", NULL FROM decision"))


def _is_whole(row: Row) -> bool:
    try:
        json.loads(row[_VALUE])
    except (ValueError, TypeError, RecursionError):
        return False
    return row[-1] is None or row[-1] == _sum(row[:-1])


def _sum(row: Row) -> int:
    return zlib.crc32(repr(row).encode("utf-8", "backslashreplace"))
