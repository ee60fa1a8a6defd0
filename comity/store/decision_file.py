"""The SQLite file of decisions (WAL mode): opened, looked through, found damaged, mended.

Nothing brings a decision back but a backup, so each has a checksum, and a small file beside them
says which was the last.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from comity.errors import Advice, BookBusy, BookDamaged, BookReadOnly, BookTooNew, DiskFull, call
from comity.store import checksums, durable
from comity.store.durable import refusals

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = 1
LAST = "decisions.last"  # the number of the last decision: what is missing, or older, is told by it
_WAIT_S = 30
_TO_RESTORE = Advice(
    "nothing was deleted; take decisions.sqlite out of your latest backup, or go on without what "
    "is lost: ",
    call("check mend"),
)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS decision (
    id INTEGER PRIMARY KEY,
    act INTEGER NOT NULL,       -- what one command said
    at_us INTEGER NOT NULL,
    verb TEXT NOT NULL,
    identity TEXT NOT NULL,     -- whom it is about, or the name of a setting
    other TEXT NOT NULL,        -- the second identity, the id of a suggestion, which first line
    value TEXT NOT NULL,        -- JSON
    revoked_us INTEGER
) STRICT
"""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was kept of a damaged file."""

    decisions: int
    missing: int  # at most: some of these numbers may have been erased with whom they named
    kept: str  # where the damaged file lies; "" where there was none


class DecisionFile:
    """The file at a path; it is made when something is first written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._looked: tuple[int, ...] = ()  # the file as it was when it was last looked through

    def damage(self) -> BookDamaged | None:
        """Look through the whole file; return what is wrong with it."""
        self._looked = ()
        try:
            if self.is_there():
                with self.reading() as db:
                    self._look_through(db, "integrity_check")
        except BookDamaged as error:
            return error
        return None

    def mend(self) -> Salvaged | None:
        """Keep a damaged file beside itself and go on with the decisions in it that are whole."""
        if not self.damage():
            return None
        with refusals(self.path.parent):
            rows = checksums.salvaged(self.path) if self.path.is_file() else []
            last, kept = self._last(), list[str]()
            for suffix in ("", "-wal", "-shm"):
                found = self.path.with_name(self.path.name + suffix)
                if found.exists():
                    kept.append(str(found.rename(_free(found.with_name(f"{found.name}.damaged")))))
            self.path.with_name(LAST).unlink(missing_ok=True)
        with self.writing() as db:
            db.executemany("INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        return Salvaged(len(rows), max(last - len(rows), 0), kept[0] if kept else "")

    def is_there(self) -> bool:
        """Tell whether anything was ever decided; what was, and is gone, is damage."""
        if self.path.exists():
            return True
        if self._last():
            raise BookDamaged(self.path, "missing", hint=_TO_RESTORE)
        return False

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Open the decisions with the sole right to write until the end."""
        self.is_there()
        with refusals(self.path.parent):
            durable.new_folder(self.path.parent)
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            yield db
            checksums.seal(db)
            db.commit()
            db.execute("BEGIN IMMEDIATE")  # one process at a time
            self._note_last(db)

    @contextmanager
    def erasing(self) -> Iterator[sqlite3.Connection]:
        """Open the decisions to delete some of them: nothing of these stays in file or log."""
        with self.writing() as db:
            yield db
            checksums.seal(db)
            self._note_last(db)
            db.commit()
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Open the decisions to read them, also where nothing can be written: then in a copy."""
        with ExitStack() as stack:
            try:
                db = stack.enter_context(self._open())
            except (DiskFull, BookReadOnly):
                elsewhere = Path(stack.enter_context(TemporaryDirectory(prefix="comity-")))
                for name in (self.path.name, f"{self.path.name}-wal", LAST):
                    if self.path.with_name(name).is_file():
                        shutil.copyfile(self.path.with_name(name), elsewhere / name)
                db = stack.enter_context(DecisionFile(elsewhere / self.path.name)._open())  # noqa: SLF001 - of this class
            yield db

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=_WAIT_S)) as db:
                self._prepare(db)
                mark = self._mark()
                if self._looked != mark:
                    self._look_through(db, "quick_check")
                    self._looked = mark
                with db:
                    yield db
        except (sqlite3.DatabaseError, OverflowError) as error:
            raise _meant(error, self.path) from error

    def _look_through(self, db: sqlite3.Connection, pragma: str) -> None:
        """Raise what is wrong with the file: its pages, its tables, a decision, or its age."""
        if not checksums.fit(db, pragma):
            raise _damaged(self.path)
        for _ in range(2):  # somebody may be forgotten at this moment
            last = self._last()
            if checksums.last_id(db) >= last:
                return
        raise BookDamaged(self.path, "older than what was decided since", hint=_TO_RESTORE)

    def _prepare(self, db: sqlite3.Connection) -> None:
        version = _version(db)
        if version > FORMAT:
            raise BookTooNew(
                "this book's decisions were written by a newer version of Comity",
                hint="install the newest version and try again",
            )
        if version == 0:
            if self._last():
                raise BookDamaged(self.path, "damaged: it is empty", hint=_TO_RESTORE)
            self.path.chmod(0o600)
            db.execute("PRAGMA journal_mode = WAL")
            with db:
                db.execute("BEGIN IMMEDIATE")
                db.execute(_SCHEMA)
                db.execute(f"PRAGMA user_version = {FORMAT}")

    def _mark(self) -> tuple[int, ...]:
        found = self.path.stat()
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _last(self) -> int:
        """Return the number of the last decision that was written; 0 where that is not known."""
        try:
            return int(self.path.with_name(LAST).read_bytes())
        except (OSError, ValueError):
            return 0

    def _note_last(self, db: sqlite3.Connection) -> None:
        """Keep the number of the last decision: after it was written, before it is erased."""
        last = checksums.last_id(db)
        if last != self._last():
            with refusals(self.path.parent):
                if self.path.with_name(LAST).is_dir():
                    self.path.with_name(LAST).rename(_free(self.path.with_name(f"{LAST}.damaged")))
                durable.replace(self.path.with_name(LAST), str(last).encode())


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _free(path: Path) -> Path:
    """Return the path, or one beside it that nothing has yet."""
    number = 1
    while path.exists():
        number += 1
        path = path.with_name(f"{path.name.rpartition('.')[0]}.damaged{number}")
    return path


def _damaged(path: Path) -> BookDamaged:
    return BookDamaged(path, "damaged: it cannot be read", hint=_TO_RESTORE)


def _meant(error: Exception, path: Path) -> Exception:
    """Return the error a user can act on."""
    text = str(error)
    if "unable to open" in text and durable.is_denied(path):
        return durable.denied(path)
    if "full" in text or ("disk I/O" in text and not shutil.disk_usage(path.parent).free):
        return DiskFull(f"no space is left to write {path}", hint="free some space and try again")
    if "locked" in text:
        return BookBusy(f"another process is writing {path}", hint="wait, then try again")
    if "readonly" in text or ("unable to open" in text and not path.is_dir()):
        return BookReadOnly(
            f"{path} cannot be written", hint="check the rights of the book's folder"
        )
    if isinstance(error, (sqlite3.ProgrammingError, sqlite3.InterfaceError)):
        return error
    return _damaged(path)
