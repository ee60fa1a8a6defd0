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

from comity.errors import BookReadOnly, BookTooNew, DiskFull

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
]
VERBS: tuple[str, ...] = get_args(Verb)

FORMAT = 1
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
        with self._open(create=True) as db:
            act = 1 + int(db.execute("SELECT coalesce(max(act), 0) FROM decision").fetchone()[0])
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
            with self._open(create=True) as db:
                db.executemany(
                    "UPDATE decision SET revoked_us = ? WHERE id = ?", [(at_us, i) for i in ids]
                )

    def erase(self, identities: set[str]) -> None:
        """Delete every decision about these identities: they are to be forgotten."""
        if identities and self._path.exists():
            with self._open(create=True) as db:
                pairs = [(identity, identity) for identity in identities]
                db.executemany("DELETE FROM decision WHERE identity = ? OR other = ?", pairs)
            with closing(sqlite3.connect(self._path)) as db:
                db.execute("VACUUM")

    def backup(self, to: Path) -> None:
        """Copy the decisions with SQLite's own backup, safe while others write."""
        with closing(sqlite3.connect(to)) as copy, self._open(create=True) as db:
            db.backup(copy)

    def restore(self, rows: Sequence[dict[str, Any]]) -> None:
        """Write exported decisions, those that are not here yet, as acts after those that are."""
        columns = ("act", "at_us", "verb", "identity", "other", "value", "revoked_us")
        with self._open(create=True) as db:
            last = int(db.execute("SELECT coalesce(max(act), 0) FROM decision").fetchone()[0])
            known = set(db.execute("SELECT at_us, verb, identity, other, value FROM decision"))
            fresh = [
                tuple(one[c] for c in columns)
                for row in rows
                for one in [row | {"value": _json(row["value"]), "act": row["act"] + last}]
                if tuple(one[c] for c in columns[1:6]) not in known
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
    def _open(self, *, create: bool = False) -> Iterator[sqlite3.Connection]:
        try:
            if create:
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=30)) as db:
                self._prepare(db)
                with db:
                    yield db
        except sqlite3.OperationalError as error:
            raise _meant(error, self._path) from error

    def _prepare(self, db: sqlite3.Connection) -> None:
        version = int(db.execute("PRAGMA user_version").fetchone()[0])
        if version > FORMAT:
            raise BookTooNew(
                "this book's decisions were written by a newer version of Comity",
                hint="install the newest version and try again",
            )
        if version == 0:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute(_SCHEMA)
            db.execute(f"PRAGMA user_version = {FORMAT}")
            self._path.chmod(0o600)


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def _meant(error: sqlite3.OperationalError, path: Path) -> Exception:
    """Return the error a user can act on."""
    text = str(error)
    if "full" in text:
        return DiskFull(f"no space is left to write {path}", hint="free some space and try again")
    if "readonly" in text or "unable to open" in text:
        return BookReadOnly(
            f"{path} cannot be written", hint="check the rights of the book's folder"
        )
    return error
