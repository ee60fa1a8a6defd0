"""Accounts that are followed: how each is reached, how far it was read, and what lies there.

One SQLite file in WAL mode beside the facts; never a secret in it. It is written after the facts
it speaks of, so what is lost of it is read again and known. It may be deleted: then the accounts
are to be added anew, and no fact is lost.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import orjson

from comity.errors import BookBusy, BookDamaged
from comity.store import durable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

NAME = "accounts.sqlite"
_WAIT_S = 30
_SCHEMA = """
CREATE TABLE IF NOT EXISTS account (
    name TEXT PRIMARY KEY,
    kind TEXT NOT NULL,             -- the source that reads it: imap, caldav
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    user TEXT NOT NULL,
    settings TEXT NOT NULL,         -- JSON, strings by name
    added_us INTEGER NOT NULL,
    paused INTEGER NOT NULL DEFAULT 0,
    tried_us INTEGER NOT NULL DEFAULT 0,
    succeeded_us INTEGER NOT NULL DEFAULT 0,
    trouble TEXT NOT NULL DEFAULT '',   -- offline, refused, broken; '' after a success
    what TEXT NOT NULL DEFAULT '',      -- in words
    advice TEXT NOT NULL DEFAULT '',
    new INTEGER NOT NULL DEFAULT 0,     -- of all runs together
    known INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS place (
    account TEXT NOT NULL,
    place TEXT NOT NULL,
    token TEXT NOT NULL,
    on_server INTEGER,              -- NULL: the other side does not tell
    told_us INTEGER NOT NULL,
    title TEXT NOT NULL,            -- what its user calls it; '' where that is its name
    PRIMARY KEY (account, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS item (
    account TEXT NOT NULL,
    place TEXT NOT NULL,
    id TEXT NOT NULL,
    mark TEXT NOT NULL,
    skipped TEXT NOT NULL,          -- why; '' for what was kept
    PRIMARY KEY (account, place, id)
) STRICT, WITHOUT ROWID;
"""
_COLUMNS = (
    "name, kind, host, port, user, settings, added_us, paused, tried_us, succeeded_us, "
    "trouble, what, advice, new, known"
)


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account, and how it stands."""

    name: str
    kind: str
    host: str
    port: int
    user: str
    settings: Mapping[str, str] = field(default_factory=dict)
    added_us: int = 0
    paused: bool = False
    tried_us: int = 0
    succeeded_us: int = 0
    trouble: str = ""
    what: str = ""
    advice: str = ""
    new: int = 0
    known: int = 0

    @property
    def source(self) -> str:
        """What facts remember it by."""
        return f"{self.kind}/{self.name}"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of an account, and the sum of what was told of it."""

    place: str
    token: str
    on_server: int | None
    told_us: int
    kept: int
    skipped: Mapping[str, int]
    title: str = ""

    @property
    def read(self) -> int:
        """How many things that lie there were read."""
        return self.kept + sum(self.skipped.values())


@dataclass(slots=True)
class Step:
    """What one stored step of a run changes, in the order in which it was told."""

    renumbered: list[str] = field(default_factory=list)
    items: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)  # mark, skipped
    gone: set[tuple[str, str]] = field(default_factory=set)
    places: dict[str, tuple[str, int | None, str]] = field(  # token, on_server, title
        default_factory=dict
    )
    new: int = 0
    known: int = 0


class Accounts:
    """The accounts of one book."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def every(self) -> list[AccountRow]:
        """Return all accounts, by name."""
        with self._reading() as db:
            rows = db.execute(f"SELECT {_COLUMNS} FROM account ORDER BY name") if db else ()
            return [_row(row) for row in rows]

    def find(self, name: str) -> AccountRow | None:
        """Return an account by its name."""
        return next((one for one in self.every() if one.name == name), None)

    def put(self, one: AccountRow) -> None:
        """Write an account, in place of what there was by that name."""
        row = _values(one)
        with self._writing() as db:
            db.execute(
                f"INSERT OR REPLACE INTO account ({_COLUMNS}) VALUES ({', '.join('?' * len(row))})",
                row,
            )

    def remove(self, name: str) -> None:
        """Forget an account and how far it was read; what it told stays with the facts."""
        with self._writing() as db:
            db.execute("DELETE FROM account WHERE name = ?", [name])
            db.execute("DELETE FROM place WHERE account = ?", [name])
            db.execute("DELETE FROM item WHERE account = ?", [name])

    def places(self, name: str) -> list[PlaceRow]:
        """Return the places of an account with their sums, by name."""
        with self._reading() as db:
            if not db:
                return []
            sums: dict[str, Counter[str]] = {}
            for place, why, count in db.execute(
                "SELECT place, skipped, count(*) FROM item WHERE account = ? GROUP BY 1, 2", [name]
            ):
                sums.setdefault(place, Counter())[why] += count
            rows = db.execute(
                "SELECT place, token, on_server, told_us, title FROM place WHERE account = ?",
                [name],
            ).fetchall()
        told = {place: row for place, *row in rows}
        return [
            PlaceRow(place, token, on_server, told_us, counts.pop("", 0), dict(counts), title)
            for place in sorted({*told, *sums})
            for counts in [sums.get(place, Counter())]
            for token, on_server, told_us, title in [told.get(place, ["", None, 0, ""])]
        ]

    def held(self, name: str) -> HeldItems:
        """Return what the book has of an account, as its source asks for it."""
        return HeldItems(self, name)

    def take(self, name: str, step: Step, *, now_us: int) -> None:
        """Write one step of a run, all or nothing."""
        with self._writing() as db:
            for place in step.renumbered:
                db.execute("DELETE FROM item WHERE account = ? AND place = ?", [name, place])
            db.executemany(
                "INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?, ?)",
                [(name, place, id_, *said) for (place, id_), said in step.items.items()],
            )
            db.executemany(
                "DELETE FROM item WHERE account = ? AND place = ? AND id = ?",
                [(name, *one) for one in step.gone],
            )
            db.executemany(
                "INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (name, place, token, on_server, now_us, title)
                    for place, (token, on_server, title) in step.places.items()
                ],
            )
            db.execute(
                "UPDATE account SET new = new + ?, known = known + ? WHERE name = ?",
                [step.new, step.known, name],
            )

    def tried(
        self, name: str, *, at_us: int, trouble: str = "", what: str = "", advice: str = ""
    ) -> None:
        """Note how a run ended."""
        with self._writing() as db:
            db.execute(
                "UPDATE account SET tried_us = ?, trouble = ?, what = ?, advice = ?, "
                "succeeded_us = CASE WHEN ? = '' THEN ? ELSE succeeded_us END WHERE name = ?",
                [at_us, trouble, what, advice, trouble, at_us, name],
            )

    def copy(self, to: Path) -> None:
        """Copy the file as of one moment, also while it is written to."""
        with self._reading() as db, closing(sqlite3.connect(to)) as out:
            if db:
                db.backup(out)

    def damage(self) -> BookDamaged | None:
        """Look through the whole file; return what is wrong with it."""
        try:
            with self._reading() as db:
                said = db.execute("PRAGMA integrity_check").fetchone()[0] if db else "ok"
        except BookDamaged as error:
            return error
        return None if said == "ok" else _damaged(self.path)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """Open the file to read, also where nothing can be written; None where there is none."""
        if not self.path.is_file() or not self.path.stat().st_size:
            yield None
            return
        effective = os.access in os.supports_effective_ids
        is_ours = os.access(self.path.parent, os.W_OK, effective_ids=effective)
        how = "mode=ro" if is_ours else "immutable=1"  # a log beside it wants to be written
        with self._open(f"{self.path.absolute().as_uri()}?{how}") as db:
            made = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'item'").fetchone()
            yield db if made else None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with durable.refusals(self.path.parent):
            durable.new_folder(self.path.parent)
            self.path.touch(mode=0o600)
        with self._open(self.path.absolute().as_uri()) as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(_SCHEMA)
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")

    @contextmanager
    def _open(self, uri: str) -> Iterator[sqlite3.Connection]:
        try:
            with closing(
                sqlite3.connect(uri, uri=True, timeout=_WAIT_S, isolation_level=None)
            ) as db:
                yield db
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise BookBusy("the accounts are being written to", hint="try again") from error
            if durable.is_denied(self.path):
                raise durable.denied(self.path) from error
            raise
        except sqlite3.DatabaseError as error:
            raise _damaged(self.path) from error


@dataclass(frozen=True, slots=True)
class HeldItems:
    """What the book has of one account."""

    accounts: Accounts
    name: str

    def token(self, place: str) -> str:
        """Return the token the place was told up to; "" where it never was."""
        return self._places().get(place, "")

    def places(self) -> Collection[str]:
        """Return the places that were ever told of."""
        return self._places().keys()

    def marks(self, place: str) -> dict[str, str]:
        """Return the ids that were told of a place, and the version of each."""
        sql = "SELECT id, mark FROM item WHERE account = ? AND place = ?"
        return dict(self._rows(sql, [self.name, place]))

    def reasons(self, place: str) -> dict[str, str]:
        """Return the ids that were told of a place, and why each was skipped; "" for kept ones."""
        sql = "SELECT id, skipped FROM item WHERE account = ? AND place = ?"
        return dict(self._rows(sql, [self.name, place]))

    def _places(self) -> dict[str, str]:
        return dict(self._rows("SELECT place, token FROM place WHERE account = ?", [self.name]))

    def _rows(self, sql: str, values: list[str]) -> Iterable[tuple[str, str]]:
        with self.accounts._reading() as db:  # noqa: SLF001 - of this module
            return db.execute(sql, values).fetchall() if db else ()


def _damaged(path: Path) -> BookDamaged:
    return BookDamaged(
        path,
        "damaged: it cannot be read",
        hint="move it away and add the accounts anew: no fact is lost",
    )


def _row(row: tuple[object, ...]) -> AccountRow:
    one = AccountRow(*row)  # type: ignore[arg-type]
    return replace(one, settings=orjson.loads(str(one.settings)), paused=bool(one.paused))


def _values(one: AccountRow) -> list[object]:
    row = [getattr(one, column) for column in _COLUMNS.split(", ")]
    row[5], row[7] = orjson.dumps(dict(one.settings)).decode(), int(one.paused)
    return row
