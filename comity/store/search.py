"""Full-text search over subjects and texts: SQLite FTS5, following the segments of the facts.

The file records which segments it holds; an import adds only what is new. It may be deleted at
any time.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import duckdb

_SCHEMA = """
CREATE TABLE IF NOT EXISTS segment (path TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS entry (id INTEGER PRIMARY KEY, key TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS body USING fts5(subject, text, content='', columnsize=0,
    tokenize='unicode61 remove_diacritics 2');
"""
_BATCH = 5_000
_WAIT_S = 60.0  # for another process that indexes


class Search:
    """The index of one book."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def update(self, tables: Mapping[str, Sequence[Path]]) -> None:
        """Add segments that are new; start anew when one it holds is gone."""
        wanted = {str(path) for path in tables["record"]}
        held = self._held()
        if held - wanted:  # rewritten: a source was removed, a person forgotten
            self._delete()
            held = set()
        if wanted - held or not self._path.exists():
            self._add(sorted(wanted - held))

    def keys(self, words: str, *, limit: int) -> list[str]:
        """Return keys of the records that hold all the words, best first (BM25)."""
        query = _query(words)
        if not query or not self._path.exists():
            return []
        with closing(sqlite3.connect(self._path)) as db:
            found = db.execute(
                "SELECT e.key FROM body JOIN entry e ON e.id = body.rowid "
                "WHERE body MATCH ? ORDER BY bm25(body, 4.0, 1.0) LIMIT ?",
                (query, limit),
            )
            return [row[0] for row in found]

    def _held(self) -> set[str]:
        if not self._path.exists():
            return set()
        try:
            with closing(sqlite3.connect(self._path)) as db:
                return {row[0] for row in db.execute("SELECT path FROM segment")}
        except sqlite3.DatabaseError:  # cut short while it was first written
            self._delete()
            return set()

    def _delete(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def _add(self, paths: Sequence[str]) -> None:
        import duckdb

        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with closing(self._writable()) as db, closing(duckdb.connect()) as reader:
            self._path.chmod(0o600)
            db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" + _SCHEMA)
            for path in paths:
                self._add_segment(db, reader, path)

    def _writable(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=_WAIT_S)

    def _add_segment(
        self, db: sqlite3.Connection, reader: duckdb.DuckDBPyConnection, path: str
    ) -> None:
        """Index one segment in one transaction, unless another process has just done so."""
        db.execute("BEGIN IMMEDIATE")
        if db.execute("SELECT 1 FROM segment WHERE path = ?", (path,)).fetchone():
            db.rollback()
            return
        first = int(db.execute("SELECT coalesce(max(id), 0) FROM entry").fetchone()[0]) + 1
        found = reader.execute(
            "SELECT key, subject, text FROM read_parquet(?) WHERE subject <> '' OR text <> ''",
            [path],
        )
        with db:
            while rows := found.fetchmany(_BATCH):
                numbered = list(enumerate(rows, first))
                db.executemany("INSERT INTO entry VALUES (?, ?)", [(n, r[0]) for n, r in numbered])
                db.executemany(
                    "INSERT INTO body (rowid, subject, text) VALUES (?, ?, ?)",
                    [(n, r[1], r[2]) for n, r in numbered],
                )
                first += len(rows)
            db.execute("INSERT INTO segment VALUES (?)", (path,))


def _query(words: str) -> str:
    """Return what FTS5 understands: every word as a prefix, quoted, so none is an operator."""
    cleaned = [word.replace('"', "") for word in words.split()][:20]
    return " ".join(f'"{word}"*' for word in cleaned if word)
