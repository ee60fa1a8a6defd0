"""The acts of one event or survey, appended and never changed: they alone tell what is known of it.

One SQLite file each, in a folder of its own, in WAL mode and synchronised with every act, so that
a power cut loses nothing that was said. Erasing one is removing its folder.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeAlias

import orjson

from comity.errors import BookBusy, BookDamaged, NotFound
from comity.store.durable import refusals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

Body: TypeAlias = "dict[str, Any]"
"""What an act says: JSON, whose fields its kind names."""
_WAIT_S = 30
_SCHEMA = """
CREATE TABLE IF NOT EXISTS act (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at_us INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL          -- JSON
) STRICT
"""


@dataclass(frozen=True, slots=True)
class Act:
    """What was said or done, and when."""

    id: int
    at_us: int
    kind: str
    body: Body


class ActFile:
    """The acts of one thing, in a folder of its own; ``what`` it is a subclass says."""

    what: ClassVar[str]
    home: ClassVar[str]  # the folder of the book in which the folders of these lie

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / f"{self.what}.sqlite"

    @classmethod
    def every(cls, book: Path) -> list[Self]:
        """Return those of a book's folder, by their keys."""
        found = (book / cls.home).glob(f"*/{cls.what}.sqlite")
        return [cls(path.parent) for path in sorted(found)]

    def is_there(self) -> bool:
        """Tell whether there is such a one."""
        return self.path.is_file()

    def make(self) -> None:
        """Make the folder and an empty file of acts."""
        with refusals(self.folder):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.touch(mode=0o600)

    def append(self, kind: str, body: Body, *, at_us: int, after: int | None = None) -> int:
        """Add an act and return its id; with ``after``, only where that is the latest (else 0)."""
        return self.append_all([(kind, body)], at_us=at_us, after=after)

    def append_all(
        self, said: Sequence[tuple[str, Body]], *, at_us: int, after: int | None = None
    ) -> int:
        """Add acts of one moment, all or none; return the id of the last; see ``append``."""
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            latest = int(db.execute("SELECT coalesce(max(id), 0) FROM act").fetchone()[0])
            if not said or (after is not None and latest != after):
                db.execute("ROLLBACK")
                return 0
            for kind, body in said:
                row = (at_us, kind, orjson.dumps(body).decode())
                added = db.execute("INSERT INTO act (at_us, kind, body) VALUES (?, ?, ?)", row)
                latest = int(added.lastrowid or 0)
            db.execute("COMMIT")
            return latest

    def acts(self, *, after: int = 0) -> list[Act]:
        """Return the acts later than one, in order."""
        with self._open() as db:
            rows = db.execute(
                "SELECT id, at_us, kind, body FROM act WHERE id > ? ORDER BY id", [after]
            ).fetchall()
        return [Act(id, at_us, kind, orjson.loads(body)) for id, at_us, kind, body in rows]  # noqa: A001 - as the column

    def rewrite(self, change: Callable[[Act], Body]) -> None:
        """Put other bodies in place of those there are, and leave no trace of what they were."""
        with self._open() as db:
            db.execute("PRAGMA secure_delete = ON")
            db.execute("BEGIN IMMEDIATE")
            rows = db.execute("SELECT id, at_us, kind, body FROM act").fetchall()
            for id_, at_us, kind, body in rows:
                new = orjson.dumps(change(Act(id_, at_us, kind, orjson.loads(body)))).decode()
                if new != body:
                    db.execute("UPDATE act SET body = ? WHERE id = ?", [new, id_])
            db.execute("COMMIT")
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def latest(self) -> int:
        """Return the id of the latest act; 0 where there is none."""
        with self._open() as db:
            return int(db.execute("SELECT coalesce(max(id), 0) FROM act").fetchone()[0])

    def erase(self) -> None:
        """Remove it with everything in its folder."""
        with refusals(self.folder):
            shutil.rmtree(self.folder)

    def copy(self, to: Path) -> None:
        """Copy it as of one moment, also while it is written to."""
        with self._open() as db, closing(sqlite3.connect(to)) as out:
            db.backup(out)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        if not self.is_there():
            raise NotFound(f"there is no {self.what} {self.folder.name}", hint="")
        try:
            with closing(sqlite3.connect(self.path, timeout=_WAIT_S, isolation_level=None)) as db:
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("PRAGMA synchronous = FULL")
                db.execute(_SCHEMA)
                yield db
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise BookBusy(f"the {self.what} is being written to", hint="try again") from error
            raise
        except sqlite3.DatabaseError as error:
            raise BookDamaged(self.path, str(error), hint="take it out of your backup") from error
