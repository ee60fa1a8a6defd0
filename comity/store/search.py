"""Full-text search over subjects and texts: SQLite FTS5, following the segments of the facts.

The file records which segments it holds; an import adds only what is new. It may be deleted at
any time, and is made anew where it is not as it was left: its size and time are kept beside it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager, suppress
from pathlib import PurePath
from typing import TYPE_CHECKING

from comity.errors import DiskFull
from comity.model import Notice
from comity.store import durable
from comity.store.digest import digest_of
from comity.store.locking import locked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from threading import Event

FORMAT = 1
# hashsize: bytes of words gathered before they are written and sorted in, 1 MB if nothing is said
_SCHEMA = f"""
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS segment (path TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS entry (id INTEGER PRIMARY KEY, key TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS body USING fts5(subject, text, content='',
    tokenize='unicode61 remove_diacritics 2');
INSERT INTO body (body, rank) VALUES ('hashsize', {8 << 20});
PRAGMA user_version = {FORMAT};
"""
_BATCH = 5_000
_WORDS = ("key", "subject", "text")
_WAIT_S = 600  # another process may be indexing a large import
_QUERY_MAX = 1_000
_WORDS_MAX = 20
_UNQUOTED = str.maketrans({'"': " ", "\0": " "})


class Search:
    """The index of one book."""

    def __init__(self, path: Path, *, notify: Callable[[str], None] | None = None) -> None:
        self._path = path
        self._notify = notify
        self._tables: Mapping[str, Sequence[Path]] | None = None

    def update(self, tables: Mapping[str, Sequence[Path]], *, stop: Event | None = None) -> None:
        """Add segments that are new; start anew when one it holds is gone.

        ``stop`` ends it soon from another thread; what was added whole until then stays.
        """
        self._tables = tables
        wanted = {path.parent.name: str(path) for path in tables["record"]}
        if self._path.exists() and self._held() == wanted.keys():
            return
        with durable.refusals(self._path.parent):
            durable.new_folder(self._path.parent)
            lock = self._path.with_suffix(".lock")
            if lock.is_dir():
                durable.remove(lock)
            with locked(lock, timeout_s=_WAIT_S):
                held = self._held()  # by now, if another process was at it
                if held is None and self._notify:
                    self._notify(
                        Notice(f"{self._path} was damaged: it is made anew from your facts")
                    )
                if held is None or held - wanted.keys():  # a source was removed, a person forgotten
                    self._delete()
                    held = set()
                durable.remove(self._seen)
                self._add([wanted[name] for name in sorted(wanted.keys() - held)], stop)
                self._note_seen()

    def is_sound(self) -> bool:
        """Read the whole index; tell whether it holds together."""
        if self._held() is None:
            return False
        return not self._path.exists() or self._holds_together()

    def _holds_together(self) -> bool:
        try:
            with self._opened() as db:
                if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                    return False
                db.execute("INSERT INTO body (body) VALUES ('integrity-check')")
                db.rollback()
                return True
        except sqlite3.DatabaseError as error:
            return "readonly" in str(error) or durable.is_full(error)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """Open the index to read it, also where nothing can be written beside it."""
        db = sqlite3.connect(self._path)
        try:
            db.execute("SELECT count(*) FROM segment").fetchone()
        except sqlite3.OperationalError:
            db.close()
            place = self._path.absolute().as_uri()
            db = sqlite3.connect(f"{place}?mode=ro&immutable=1", uri=True)
        with closing(db):
            yield db

    def keys(self, words: str, *, limit: int) -> list[str]:
        """Return keys of the records that hold all the words, best first (BM25)."""
        try:
            return self._keys(words, limit=limit)
        except sqlite3.DatabaseError:  # damaged without a trace
            if self._tables is None:
                raise
            self._delete()
            self.update(self._tables)
            return self._keys(words, limit=limit)

    def _keys(self, words: str, *, limit: int) -> list[str]:
        query = _query(words)
        if not query or not self._path.exists():
            return []
        with self._opened() as db:
            found = db.execute(
                "SELECT e.key FROM body JOIN entry e ON e.id = body.rowid "
                "WHERE body MATCH ? ORDER BY bm25(body, 4.0, 1.0)",
                (query,),
            )
            return _first((row[0] for row in found), limit)

    def _held(self) -> set[str] | None:
        """Return the segments it holds; None when it cannot be read or was laid out otherwise."""
        if not self._path.exists():
            return set()
        if not self._path.is_file() or not self._is_as_it_was_left():
            return None
        try:
            with self._opened() as db:
                if db.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
                    return None
                rows = db.execute("SELECT path FROM segment").fetchall()
                return {PurePath(row[0]).parent.name or row[0] for row in rows}
        except sqlite3.DatabaseError:  # cut short while it was first written
            return None

    @property
    def _seen(self) -> Path:
        return self._path.with_suffix(".seen")

    def _is_as_it_was_left(self) -> bool:
        """Tell whether nobody but us wrote to it, as far as can be told.

        Where its time differs its bytes are read: a copy is as good as what was copied.
        """
        try:
            left = self._seen.read_text("utf-8").split(" ")
        except (OSError, ValueError):
            return True
        now = self._mark().split(" ")
        if left[:2] == now or self._is_written_to():
            return True
        if left[:1] != now[:1]:
            return False
        digest = digest_of(self._path)
        if not (left[2] == digest if left[2:] else self._holds_together()):
            return False  # earlier versions kept no digest
        with suppress(OSError):  # where it cannot be kept, it is read each time
            durable.replace(self._seen, " ".join([*now, digest]).encode())
        return True

    def _mark(self) -> str:
        found = self._path.stat()
        return f"{found.st_size} {found.st_mtime_ns}"

    def _is_written_to(self) -> bool:
        log = self._path.with_name(f"{self._path.name}-wal")
        return log.exists() and log.stat().st_size > 0

    def _note_seen(self) -> None:
        """Keep what it is like, if no other process is about to move more into it."""
        with closing(sqlite3.connect(self._path)) as db:
            busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if not busy:
            with suppress(OSError):
                mark = f"{self._mark()} {digest_of(self._path)}"
                durable.replace(self._seen, mark.encode())

    def _delete(self) -> None:
        durable.remove(self._seen)
        for suffix in ("", "-wal", "-shm"):
            durable.remove(self._path.with_name(self._path.name + suffix))

    def _add(self, paths: Sequence[str], stop: Event | None) -> None:
        self._path.touch(mode=0o600)
        with closing(sqlite3.connect(self._path)) as db:
            try:
                db.executescript(_SCHEMA)
                for path in paths:
                    _add_segment(db, path, stop)
            except sqlite3.OperationalError as error:
                if "full" in str(error):
                    raise DiskFull(
                        f"no space is left to write {self._path}", hint="free some space"
                    ) from error
                raise


def _add_segment(db: sqlite3.Connection, path: str, stop: Event | None) -> None:
    """Index one segment in one transaction."""
    with db:
        db.execute("BEGIN IMMEDIATE")
        first = 1 + int(db.execute("SELECT coalesce(max(id), 0) FROM entry").fetchone()[0])
        for rows in _written(path):
            if stop and stop.is_set():
                raise InterruptedError
            numbered = list(enumerate(rows, first))
            db.executemany("INSERT INTO entry VALUES (?, ?)", [(n, r[0]) for n, r in numbered])
            db.executemany(
                "INSERT INTO body (rowid, subject, text) VALUES (?, ?, ?)",
                [(n, r[1], r[2]) for n, r in numbered],
            )
            first += len(rows)
        name = PurePath(path).parent.name  # a book may be moved, or named another way
        db.execute("INSERT INTO segment VALUES (?)", (name,))


def _written(path: str) -> Iterator[list[tuple[str, str, str]]]:
    """Yield a segment's records that have words, some at a time: key, subject, text."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(_BATCH, columns=_WORDS):
            columns = (batch.column(name).to_pylist() for name in _WORDS)
            yield [row for row in zip(*columns, strict=True) if row[1] or row[2]]


def _first(keys: Iterable[str], limit: int) -> list[str]:
    """Return the first keys, each once: a record may be stored in several versions."""
    found: dict[str, None] = {}
    for key in keys:
        if len(found) == limit:
            break
        found[key] = None
    return list(found)


def _query(words: str) -> str:
    """Return what FTS5 understands: every word as a prefix, quoted, so none is an operator."""
    readable = words[:_QUERY_MAX].encode("utf-8", "replace").decode().translate(_UNQUOTED)
    found = [word for word in readable.split() if any(map(str.isalnum, word))]
    return " ".join(f'"{word}"*' for word in found[:_WORDS_MAX])
