"""What the user said: dated, revocable, about identities, in SQLite (WAL mode).

A decision names identities, never computed people, so it stands through every rebuild and
re-import. An *act* is what one command said, and is undone as a whole. Nothing brings a decision
back but a backup, so each has a checksum, and a small file beside them says which was the last.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from comity.errors import Advice, BookBusy, BookDamaged, BookReadOnly, BookTooNew, DiskFull, call
from comity.store import checksums, durable
from comity.store.durable import refusals

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

Verb: TypeAlias = Literal[
    "me",
    "same",
    "different",
    "later",
    "keep",
    "circle",
    "never",
    "quiet",
    "tag",
    "role",
    "note",
    "first_line",  # what they are after, what I could give, what I would like to learn
    "log",
    "remember",
    "done",
    "snooze",
    "stage",
    "strength",
    "consent",
    "setting",
    "survey",  # whom a survey asks about, and how close they are said to be
]
VERBS: tuple[Verb, ...] = get_args(Verb)
SHOWN = "shown"  # what the plan named is read and written as decisions are
Read: TypeAlias = tuple[str, "str | None"]  # what by a verb; of one identity, or of all (None)

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

# A first line was a note that began with what it is; books hold such notes.
_NOTED_SO = {
    "They are after: ": "after",
    "I could give: ": "give",
    "I would like to learn: ": "learn",
}

# What the plan named, and when: no decision of the user's, but kept beside them, since a plan
# that is made again later need not be the one that was shown.
_SHOWN = """
CREATE TABLE IF NOT EXISTS shown (
    day INTEGER NOT NULL,
    suggestion TEXT NOT NULL,
    kind TEXT NOT NULL,
    identity TEXT NOT NULL,
    at_us INTEGER NOT NULL,     -- when first on that day
    PRIMARY KEY (day, suggestion)
) STRICT
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A suggestion that the plan named on a day."""

    day: int
    suggestion: str
    kind: str
    identity: str
    at_us: int


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing the user said."""

    id: int
    act: int
    at_us: int
    verb: str
    identity: str
    other: str
    value: Any

    @property
    def contact_key(self) -> str:
        """Key of the contact that a ``log`` is: one for all whom an act names."""
        return f"log:{self.at_us}:{self.act}"

    @property
    def note_key(self) -> str:
        """Key of a note in a timeline."""
        return f"note:{self.id}"


@dataclass(frozen=True, slots=True)
class Said:
    """A decision about to be written."""

    verb: Verb
    identity: str = ""
    other: str = ""
    value: Any = None


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was kept of a damaged file."""

    decisions: int
    missing: int  # at most: some of these numbers may have been erased with whom they named
    kept: str  # where the damaged file lies; "" where there was none


def touched(said: Iterable[Said | Decision]) -> frozenset[Read]:
    """Return what decisions change of what may have been read."""
    return frozenset((one.verb, whose) for one in said for whose in (None, one.identity, one.other))


class Decisions:
    """The decisions of one book.

    Whoever keeps what follows from them is told of all that is read (``on_read``) and of all
    that changes (``on_change``; None: anything may have).
    """

    def __init__(
        self,
        path: Path,
        *,
        on_read: Callable[[frozenset[Read]], None] = lambda _: None,
        on_change: Callable[[frozenset[Read] | None], None] = lambda _: None,
    ) -> None:
        self._path = path
        self._on_read, self._on_change = on_read, on_change
        self._looked: tuple[int, ...] = ()  # the file as it was when it was last looked through

    def say(self, said: Sequence[Said], *, at_us: int) -> int:
        """Write the decisions of one act and return its number; 0 when nothing was said."""
        if not said:
            return 0
        with self._writing() as db:
            act = 1 + _last_act(db)
            rows = [
                (
                    act,
                    at_us,
                    one.verb,
                    one.identity,
                    one.other,
                    _json(one.value),
                )
                for one in said
            ]
            db.executemany(
                "INSERT INTO decision (act, at_us, verb, identity, other, value) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                rows,
            )
        self._on_change(touched(said))
        return act

    def active(
        self, *verbs: Verb, as_of_us: int | None = None, about: Collection[str] | None = None
    ) -> list[Decision]:
        """Return the decisions that stand, oldest first; ``as_of_us`` hides those said later.

        ``about``: only those that name one of these identities.
        """
        sought = {*(verbs or VERBS), *(("note",) if "first_line" in verbs else ())}
        whose = (None,) if about is None else about
        self._on_read(frozenset((verb, one) for verb in sought for one in whose))
        if not self._is_there():
            return []
        until = as_of_us if as_of_us is not None else 2**62
        where = "at_us <= ? AND (revoked_us IS NULL OR revoked_us > ?)"
        values: list[Any] = [until, until]
        if verbs:
            where += f" AND verb IN ({', '.join('?' * len(sought))})"
            values += sought
        if about is not None:
            where += " AND EXISTS (SELECT 1 FROM json_each(?) WHERE value IN (identity, other))"
            values.append(json.dumps(sorted(about)))
        with self._reading() as db:
            rows = db.execute(
                "SELECT id, act, at_us, verb, identity, other, value FROM decision "
                f"WHERE {where} ORDER BY id",
                values,
            ).fetchall()
        found = (
            _as_said_now(Decision(number, act, at_us, verb, identity, other, json.loads(value)))
            for number, act, at_us, verb, identity, other, value in rows
        )
        return [one for one in found if not verbs or one.verb in verbs]

    def undo(self, *, at_us: int, act: int | None = None) -> list[Decision]:
        """Revoke an act, by default the latest that stands; return what it had said."""
        active = self.active()
        if not active:
            return []
        wanted = act if act is not None else active[-1].act
        undone = [one for one in active if one.act == wanted]
        self.revoke(undone, at_us=at_us)
        return undone

    def revoke(self, said: Sequence[Decision], *, at_us: int) -> None:
        """Take decisions back; they stay written, with the time they stopped standing."""
        if not said:
            return
        with self._writing() as db:
            rows = [(at_us, one.id) for one in said]
            db.executemany("UPDATE decision SET revoked_us = ? WHERE id = ?", rows)
            checksums.unseal(db, [one.id for one in said])
        self._on_change(touched(said))

    def note_shown(self, shown: Sequence[Shown]) -> None:
        """Add what was named today; what is written already stays as it is."""
        known = {(one.day, one.suggestion) for one in self.shown()}
        new = [one for one in shown if (one.day, one.suggestion) not in known]
        if not new:
            return
        with self._writing() as db:
            db.execute(_SHOWN)
            rows = [(one.day, one.suggestion, one.kind, one.identity, one.at_us) for one in new]
            db.executemany("INSERT OR IGNORE INTO shown VALUES (?, ?, ?, ?, ?)", rows)
        self._on_change(frozenset({(SHOWN, None)}))

    def shown(self, *, as_of_us: int | None = None) -> list[Shown]:
        """Return what was ever named, oldest first; ``as_of_us`` hides what was named later."""
        self._on_read(frozenset({(SHOWN, None)}))
        if not self._is_there():
            return []
        until = as_of_us if as_of_us is not None else 2**62
        with self._reading() as db:
            if not checksums.has(db, "shown"):
                return []
            rows = db.execute(
                "SELECT day, suggestion, kind, identity, at_us FROM shown "
                "WHERE at_us <= ? ORDER BY at_us, day, suggestion",
                [until],
            ).fetchall()
        return [Shown(*row) for row in rows]

    def mark(self) -> tuple[int, ...]:
        """Return what changes whenever a decision is made, taken back, erased or brought back."""
        if not self._is_there():
            return ()
        with self._reading() as db:
            sql = "SELECT count(*), max(id), count(revoked_us), max(revoked_us) FROM decision"
            return tuple(n or 0 for n in db.execute(sql).fetchone())

    def erase(self, identities: set[str]) -> None:
        """Delete every decision about these identities: they are to be forgotten."""
        if not identities or not self._is_there():
            return
        with self._writing() as db:
            pairs = [(identity, identity) for identity in identities]
            db.executemany("DELETE FROM decision WHERE identity = ? OR other = ?", pairs)
            if checksums.has(db, "shown"):
                own = [(identity,) for identity in identities]
                db.executemany("DELETE FROM shown WHERE identity = ?", own)
            checksums.seal(db)
            self._note_last(db)
            db.commit()
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # nothing of it stays in the log
        self._on_change(None)

    def erase_said(self, ids: Sequence[int]) -> None:
        """Delete decisions whose words name somebody who is to be forgotten."""
        if not ids or not self._is_there():
            return
        with self._writing() as db:
            db.executemany("DELETE FROM decision WHERE id = ?", [(one,) for one in ids])
            checksums.seal(db)
            self._note_last(db)
            db.commit()
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._on_change(None)

    def backup(self, to: Path) -> None:
        """Copy the decisions with SQLite's own backup, safe while others write."""
        with closing(sqlite3.connect(to)) as copy, self._reading() as db:
            db.backup(copy)

    def restore(self, rows: Sequence[dict[str, Any]]) -> None:
        """Write exported decisions beside those the book has; what it has is not said twice."""
        columns = ("act", "at_us", "verb", "identity", "other", "value", "revoked_us")
        with self._writing() as db:
            known = set(db.execute("SELECT at_us, verb, identity, other, value FROM decision"))
            last = _last_act(db)
            said = [row | {"value": _json(row["value"])} for row in rows]
            fresh = [
                (last + row["act"], *(row[column] for column in columns[1:]))
                for row in said
                if tuple(row[column] for column in columns[1:6]) not in known
            ]
            db.executemany(
                f"INSERT INTO decision ({', '.join(columns)}) VALUES (?, ?, ?, ?, ?, ?, ?)", fresh
            )
        self._on_change(None)

    def everything(self) -> list[dict[str, Any]]:
        """Return every decision ever made, revoked ones too, for the export."""
        self._on_read(frozenset((verb, None) for verb in VERBS))
        if not self._is_there():
            return []
        with self._reading() as db:
            db.row_factory = sqlite3.Row
            rows = [dict(row) for row in db.execute("SELECT * FROM decision ORDER BY id")]
        return [row | {"value": json.loads(row["value"])} for row in rows]

    def damage(self) -> BookDamaged | None:
        """Look through the whole file; return what is wrong with it."""
        self._looked = ()
        try:
            if self._is_there():
                with self._reading() as db:
                    self._look_through(db, "integrity_check")
        except BookDamaged as error:
            return error
        return None

    def mend(self) -> Salvaged | None:
        """Keep a damaged file beside itself and go on with the decisions in it that are whole."""
        if not self.damage():
            return None
        with refusals(self._path.parent):
            rows = checksums.salvaged(self._path) if self._path.is_file() else []
            last, kept = self._last(), list[str]()
            for suffix in ("", "-wal", "-shm"):
                found = self._path.with_name(self._path.name + suffix)
                if found.exists():
                    kept.append(str(found.rename(_free(found.with_name(f"{found.name}.damaged")))))
            self._path.with_name(LAST).unlink(missing_ok=True)
        with self._writing() as db:
            db.executemany("INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        self._on_change(None)
        return Salvaged(len(rows), max(last - len(rows), 0), kept[0] if kept else "")

    def _is_there(self) -> bool:
        """Tell whether anything was ever decided; what was, and is gone, is damage."""
        if self._path.exists():
            return True
        if self._last():
            raise BookDamaged(self._path, "missing", hint=_TO_RESTORE)
        return False

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Open the decisions with the sole right to write until the end."""
        self._is_there()
        with refusals(self._path.parent):
            durable.new_folder(self._path.parent)
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            yield db
            checksums.seal(db)
            db.commit()
            db.execute("BEGIN IMMEDIATE")  # one process at a time
            self._note_last(db)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """Open the decisions to read them, also where nothing can be written: then in a copy."""
        with ExitStack() as stack:
            try:
                db = stack.enter_context(self._open())
            except (DiskFull, BookReadOnly):
                elsewhere = Path(stack.enter_context(TemporaryDirectory(prefix="comity-")))
                for name in (self._path.name, f"{self._path.name}-wal", LAST):
                    if self._path.with_name(name).is_file():
                        shutil.copyfile(self._path.with_name(name), elsewhere / name)
                db = stack.enter_context(Decisions(elsewhere / self._path.name)._open())  # noqa: SLF001 - of this class
            yield db

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=_WAIT_S)) as db:
                self._prepare(db)
                mark = self._mark()
                if self._looked != mark:
                    self._look_through(db, "quick_check")
                    self._looked = mark
                with db:
                    yield db
        except (sqlite3.DatabaseError, OverflowError) as error:
            raise _meant(error, self._path) from error

    def _look_through(self, db: sqlite3.Connection, pragma: str) -> None:
        """Raise what is wrong with the file: its pages, its tables, a decision, or its age."""
        if not checksums.fit(db, pragma):
            raise _damaged(self._path)
        for _ in range(2):  # somebody may be forgotten at this moment
            last = self._last()
            if checksums.last_id(db) >= last:
                return
        raise BookDamaged(self._path, "older than what was decided since", hint=_TO_RESTORE)

    def _prepare(self, db: sqlite3.Connection) -> None:
        version = _version(db)
        if version > FORMAT:
            raise BookTooNew(
                "this book's decisions were written by a newer version of Comity",
                hint="install the newest version and try again",
            )
        if version == 0:
            if self._last():
                raise BookDamaged(self._path, "damaged: it is empty", hint=_TO_RESTORE)
            self._path.chmod(0o600)
            db.execute("PRAGMA journal_mode = WAL")
            with db:
                db.execute("BEGIN IMMEDIATE")
                db.execute(_SCHEMA)
                db.execute(f"PRAGMA user_version = {FORMAT}")

    def _mark(self) -> tuple[int, ...]:
        found = self._path.stat()
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _last(self) -> int:
        """Return the number of the last decision that was written; 0 where that is not known."""
        try:
            return int(self._path.with_name(LAST).read_bytes())
        except (OSError, ValueError):
            return 0

    def _note_last(self, db: sqlite3.Connection) -> None:
        """Keep the number of the last decision: after it was written, before it is erased."""
        last = checksums.last_id(db)
        if last != self._last():
            with refusals(self._path.parent):
                if self._path.with_name(LAST).is_dir():
                    self._path.with_name(LAST).rename(
                        _free(self._path.with_name(f"{LAST}.damaged"))
                    )
                durable.replace(self._path.with_name(LAST), str(last).encode())


def noted(identity: str, text: str) -> Said:
    """Return what a note says of somebody: a first line, where it begins as those once did."""
    for start, line in _NOTED_SO.items():
        if text.startswith(start):
            return Said("first_line", identity, line, text.removeprefix(start).strip())
    return Said("note", identity, value=text)


def _as_said_now(one: Decision) -> Decision:
    """Return a decision by the verb it is said by today."""
    if one.verb != "note" or not isinstance(one.value, str):
        return one
    said = noted(one.identity, one.value)
    return replace(one, verb=said.verb, other=said.other, value=said.value)


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _last_act(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT coalesce(max(act), 0) FROM decision").fetchone()[0])


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True)


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
