"""What the user said: dated, revocable, about identities, in SQLite (WAL mode).

A decision names identities, never computed people, so it stands through every rebuild and
re-import. An *act* is what one command said, and is undone as a whole.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from comity.errors import BookBusy, BookReadOnly, BookTooNew, ComityError, DiskFull
from comity.store import durable
from comity.store.durable import refusals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

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

FORMAT = 1
_WAIT_S = 30
_SCHEMA = """
CREATE TABLE IF NOT EXISTS decision (
    id INTEGER PRIMARY KEY,
    act INTEGER NOT NULL,       -- what one command said
    at_us INTEGER NOT NULL,
    verb TEXT NOT NULL,
    identity TEXT NOT NULL,     -- whom it is about, or the name of a setting
    other TEXT NOT NULL,        -- the second identity, or the id of a suggestion
    value TEXT NOT NULL,        -- JSON
    revoked_us INTEGER
) STRICT
"""

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


@dataclass(frozen=True, slots=True)
class Said:
    """A decision about to be written."""

    verb: Verb
    identity: str = ""
    other: str = ""
    value: Any = None


class Decisions:
    """The decisions of one book."""

    def __init__(self, path: Path) -> None:
        self._path = path

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
        return act

    def standing(
        self, *verbs: Verb, as_of_us: int | None = None, identity: str | None = None
    ) -> list[Decision]:
        """Return the decisions that stand, oldest first; ``as_of_us`` hides those said later."""
        if not self._path.exists():
            return []
        until = as_of_us if as_of_us is not None else 2**62
        where = "at_us <= ? AND (revoked_us IS NULL OR revoked_us > ?)"
        values: list[Any] = [until, until]
        if verbs:
            where += f" AND verb IN ({', '.join('?' * len(verbs))})"
            values += verbs
        if identity is not None:
            where += " AND identity = ?"
            values.append(identity)
        with self._open() as db:
            rows = db.execute(
                "SELECT id, act, at_us, verb, identity, other, value FROM decision "
                f"WHERE {where} ORDER BY id",
                values,
            ).fetchall()
        return [
            Decision(number, act, at_us, verb, identity, other, json.loads(value))
            for number, act, at_us, verb, identity, other, value in rows
        ]

    def undo(self, *, at_us: int, act: int | None = None) -> list[Decision]:
        """Revoke an act, by default the latest that stands; return what it had said."""
        standing = self.standing()
        if not standing:
            return []
        wanted = act if act is not None else standing[-1].act
        undone = [one for one in standing if one.act == wanted]
        self.revoke([one.id for one in undone], at_us=at_us)
        return undone

    def revoke(self, ids: Sequence[int], *, at_us: int) -> None:
        """Take decisions back; they stay written, with the time they stopped standing."""
        if ids:
            with self._writing() as db:
                db.executemany(
                    "UPDATE decision SET revoked_us = ? WHERE id = ?", [(at_us, i) for i in ids]
                )

    def note_shown(self, shown: Sequence[Shown]) -> None:
        """Add what was named today; what is written already stays as it is."""
        with self._writing() as db:
            db.execute(_SHOWN)
            rows = [(one.day, one.suggestion, one.kind, one.identity, one.at_us) for one in shown]
            db.executemany("INSERT OR IGNORE INTO shown VALUES (?, ?, ?, ?, ?)", rows)

    def shown(self, *, as_of_us: int | None = None) -> list[Shown]:
        """Return what was ever named, oldest first; ``as_of_us`` hides what was named later."""
        if not self._path.exists():
            return []
        until = as_of_us if as_of_us is not None else 2**62
        with self._open() as db:
            if not _has_shown(db):
                return []
            rows = db.execute(
                "SELECT day, suggestion, kind, identity, at_us FROM shown "
                "WHERE at_us <= ? ORDER BY at_us, day, suggestion",
                [until],
            ).fetchall()
        return [Shown(*row) for row in rows]

    def mark(self) -> tuple[int, ...]:
        """Return what changes whenever a decision is made, taken back, erased or brought back."""
        if not self._path.exists():
            return ()
        with self._open() as db:
            sql = "SELECT count(*), max(id), count(revoked_us), max(revoked_us) FROM decision"
            return tuple(n or 0 for n in db.execute(sql).fetchone())

    def erase(self, identities: set[str]) -> None:
        """Delete every decision about these identities: they are to be forgotten."""
        if not identities or not self._path.exists():
            return
        with self._writing() as db:
            pairs = [(identity, identity) for identity in identities]
            db.executemany("DELETE FROM decision WHERE identity = ? OR other = ?", pairs)
            if _has_shown(db):
                own = [(identity,) for identity in identities]
                db.executemany("DELETE FROM shown WHERE identity = ?", own)
            db.commit()
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # nothing of it stays in the log

    def backup(self, to: Path) -> None:
        """Copy the decisions with SQLite's own backup, safe while others write."""
        durable.new_folder(self._path.parent)
        with closing(sqlite3.connect(to)) as copy, self._open() as db:
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

    def everything(self) -> list[dict[str, Any]]:
        """Return every decision ever made, revoked ones too, for the export."""
        if not self._path.exists():
            return []
        with self._open() as db:
            db.row_factory = sqlite3.Row
            rows = [dict(row) for row in db.execute("SELECT * FROM decision ORDER BY id")]
        return [row | {"value": json.loads(row["value"])} for row in rows]

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Open the decisions with the sole right to write until the end."""
        with refusals(self._path.parent):
            durable.new_folder(self._path.parent)
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            yield db

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=_WAIT_S)) as db:
                self._prepare(db)
                with db:
                    yield db
        except sqlite3.DatabaseError as error:
            raise _meant(error, self._path) from error

    def _prepare(self, db: sqlite3.Connection) -> None:
        version = _version(db)
        if version > FORMAT:
            raise BookTooNew(
                "this book's decisions were written by a newer version of Comity",
                hint="install the newest version and try again",
            )
        if version == 0:
            self._path.chmod(0o600)
            db.execute("PRAGMA journal_mode = WAL")
            with db:
                db.execute("BEGIN IMMEDIATE")
                db.execute(_SCHEMA)
                db.execute(f"PRAGMA user_version = {FORMAT}")


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _has_shown(db: sqlite3.Connection) -> bool:
    sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'shown'"
    return db.execute(sql).fetchone() is not None


def _last_act(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT coalesce(max(act), 0) FROM decision").fetchone()[0])


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def _meant(error: sqlite3.DatabaseError, path: Path) -> Exception:
    """Return the error a user can act on."""
    text = str(error)
    if "full" in text:
        return DiskFull(f"no space is left to write {path}", hint="free some space and try again")
    if "locked" in text:
        return BookBusy(f"another process is writing {path}", hint="wait, then try again")
    if "readonly" in text or "unable to open" in text:
        return BookReadOnly(
            f"{path} cannot be written", hint="check the rights of the book's folder"
        )
    if "not a database" in text or "malformed" in text:
        return ComityError(f"{path} cannot be read", hint="restore the book from a backup")
    return error
