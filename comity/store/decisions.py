"""What the user said: dated, revocable, about identities.

A decision names identities, never computed people, so it stands through every rebuild and
re-import. An *act* is what one command said, and is undone as a whole.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from comity.store import checksums
from comity.store.decision_file import DecisionFile

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from pathlib import Path

    from comity.store.decision_file import Salvaged

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
    "name",  # what somebody is called, in the user's word
    "detail",  # of somebody: their birthday, their employer, a field of the user's own
    "photo",  # of somebody: a JPEG in base 64
    "remind",  # on a day, of somebody
    "filter",  # a choice of people under a name
    "withdraw",  # one decision of an earlier act, named by its key
    "gift",  # help given or received, told by hand
    "gift_is",  # what the user says of help that was found: another kind, or none
    "loop",  # of a promise or another thing that is open: done, let go, it stands, none
    "columns",  # of tables with one header: what each holds
    "decided",  # heads an act that took over what another program's file says was decided there
    "survey",  # whom a survey asks about, and how close they are said to be
]
VERBS: tuple[Verb, ...] = get_args(Verb)
SHOWN = "shown"  # what the plan named is read and written as decisions are
Read: TypeAlias = tuple[str, "str | None"]  # what by a verb; of one identity, or of all (None)

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

    @property
    def key(self) -> str:
        """Key of what was said, the same in every copy of the book."""
        said = (str(self.at_us), self.verb, self.identity, self.other, _json(self.value))
        return blake2b("\0".join(said).encode("utf-8", "replace"), digest_size=6).hexdigest()

    @property
    def words(self) -> str:
        """What was written: a note that was amended bears the day it was first of."""
        return str(self.value["text"] if isinstance(self.value, dict) else self.value)

    @property
    def of_us(self) -> int:
        """When it is of: the day of what happened, or was noted first, else when it was said."""
        if isinstance(self.value, dict) and isinstance(self.value.get("at_us"), int):
            return int(self.value["at_us"])
        return self.at_us


@dataclass(frozen=True, slots=True)
class Said:
    """A decision about to be written."""

    verb: Verb
    identity: str = ""
    other: str = ""
    value: Any = None


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
        self.file = DecisionFile(path)
        self._on_read, self._on_change = on_read, on_change

    def say(self, said: Sequence[Said], *, at_us: int) -> int:
        """Write the decisions of one act and return its number; 0 when nothing was said."""
        if not said:
            return 0
        with self.file.writing() as db:
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
        whose = (None,) if about is None else about
        read = {*(verbs or VERBS), *(("note",) if "first_line" in verbs else ()), "withdraw"}
        self._on_read(frozenset((verb, one) for verb in read for one in whose))
        found = self._unrevoked(*(verbs or VERBS), "withdraw", as_of_us=as_of_us, about=about)
        withdrawn = {one.other for one in found if one.verb == "withdraw"}
        return [
            one
            for one in found
            if (not verbs or one.verb in verbs) and not (withdrawn and one.key in withdrawn)
        ]

    def _unrevoked(
        self, *verbs: Verb, as_of_us: int | None = None, about: Collection[str] | None = None
    ) -> list[Decision]:
        """Return the decisions that are not taken back, those that were withdrawn too."""
        if not self.file.is_there():
            return []
        sought = {*verbs, *(("note",) if "first_line" in verbs else ())}
        until = as_of_us if as_of_us is not None else 2**62
        where = "at_us <= ? AND (revoked_us IS NULL OR revoked_us > ?)"
        where += f" AND verb IN ({', '.join('?' * len(sought))})"
        values: list[Any] = [until, until, *sought]
        if about is not None:
            where += " AND EXISTS (SELECT 1 FROM json_each(?) WHERE value IN (identity, other))"
            values.append(json.dumps(sorted(about)))
        with self.file.reading() as db:
            rows = db.execute(
                "SELECT id, act, at_us, verb, identity, other, value FROM decision "
                f"WHERE {where} ORDER BY id",
                values,
            ).fetchall()
        return [
            as_said_now(Decision(number, act, at_us, verb, identity, other, json.loads(value)))
            for number, act, at_us, verb, identity, other, value in rows
        ]

    def undo(self, *, at_us: int, act: int | None = None) -> list[Decision]:
        """Revoke an act, by default the latest that stands; return what it had said."""
        standing = self._unrevoked(*VERBS)
        if not standing:
            return []
        wanted = act if act is not None else standing[-1].act
        undone = [one for one in standing if one.act == wanted]
        self.revoke(undone, at_us=at_us)
        return undone

    def revoke(self, said: Sequence[Decision], *, at_us: int) -> None:
        """Take decisions back; they stay written, with the time they stopped standing."""
        if not said:
            return
        with self.file.writing() as db:
            rows = [(at_us, one.id) for one in said]
            db.executemany("UPDATE decision SET revoked_us = ? WHERE id = ?", rows)
            checksums.unseal(db, [one.id for one in said])
        self._on_change(touched(said))

    def redo(self, act: int) -> list[Decision]:
        """Let an act stand again, as if it had never been taken back; return what it says."""
        with self.file.writing() as db:
            ids = [
                row[0]
                for row in db.execute(
                    "SELECT id FROM decision WHERE act = ? AND revoked_us IS NOT NULL", (act,)
                )
            ]
            rows = [(one,) for one in ids]
            db.executemany("UPDATE decision SET revoked_us = NULL WHERE id = ?", rows)
            checksums.unseal(db, ids)
        back = [one for one in self._unrevoked(*VERBS) if one.id in set(ids)]
        self._on_change(touched(back))
        return back

    def last_act(self) -> int:
        """Return the number of the last act; 0 where nothing was ever said."""
        if not self.file.is_there():
            return 0
        with self.file.reading() as db:
            return _last_act(db)

    def note_shown(self, shown: Sequence[Shown]) -> None:
        """Add what was named today; what is written already stays as it is."""
        known = {(one.day, one.suggestion) for one in self.shown()}
        new = [one for one in shown if (one.day, one.suggestion) not in known]
        if not new:
            return
        with self.file.writing() as db:
            db.execute(_SHOWN)
            rows = [(one.day, one.suggestion, one.kind, one.identity, one.at_us) for one in new]
            db.executemany("INSERT OR IGNORE INTO shown VALUES (?, ?, ?, ?, ?)", rows)
        self._on_change(frozenset({(SHOWN, None)}))

    def shown(self, *, as_of_us: int | None = None) -> list[Shown]:
        """Return what was ever named, oldest first; ``as_of_us`` hides what was named later."""
        self._on_read(frozenset({(SHOWN, None)}))
        if not self.file.is_there():
            return []
        until = as_of_us if as_of_us is not None else 2**62
        with self.file.reading() as db:
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
        if not self.file.is_there():
            return ()
        with self.file.reading() as db:
            sql = "SELECT count(*), max(id), count(revoked_us), max(revoked_us) FROM decision"
            return tuple(n or 0 for n in db.execute(sql).fetchone())

    def erase(self, identities: set[str]) -> None:
        """Delete every decision about these identities: they are to be forgotten."""
        if not identities or not self.file.is_there():
            return
        with self.file.erasing() as db:
            pairs = [(identity, identity) for identity in identities]
            db.executemany("DELETE FROM decision WHERE identity = ? OR other = ?", pairs)
            if checksums.has(db, "shown"):
                own = [(identity,) for identity in identities]
                db.executemany("DELETE FROM shown WHERE identity = ?", own)
        self._on_change(None)

    def erase_said(self, ids: Sequence[int]) -> None:
        """Delete decisions whose words name somebody who is to be forgotten."""
        if not ids or not self.file.is_there():
            return
        with self.file.erasing() as db:
            db.executemany("DELETE FROM decision WHERE id = ?", [(one,) for one in ids])
        self._on_change(None)

    def backup(self, to: Path) -> None:
        """Copy the decisions with SQLite's own backup, safe while others write."""
        with closing(sqlite3.connect(to)) as copy, self.file.reading() as db:
            db.backup(copy)

    def restore(self, rows: Sequence[dict[str, Any]]) -> None:
        """Write exported decisions beside those the book has; what it has is not said twice."""
        columns = ("act", "at_us", "verb", "identity", "other", "value", "revoked_us")
        with self.file.writing() as db:
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
        if not self.file.is_there():
            return []
        with self.file.reading() as db:
            db.row_factory = sqlite3.Row
            rows = [dict(row) for row in db.execute("SELECT * FROM decision ORDER BY id")]
        return [row | {"value": json.loads(row["value"])} for row in rows]

    def mend(self) -> Salvaged | None:
        """Go on with what is whole of a damaged file, which is kept; None where none is."""
        mended = self.file.mend()
        if mended:
            self._on_change(None)
        return mended


def noted(identity: str, text: str) -> Said:
    """Return what a note says of somebody: a first line, where it begins as those once did."""
    for start, line in _NOTED_SO.items():
        if text.startswith(start):
            return Said("first_line", identity, line, text.removeprefix(start).strip())
    return Said("note", identity, value=text)


def as_said_now(one: Decision) -> Decision:
    """Return a decision by the verb it is said by today."""
    if one.verb != "note" or not isinstance(one.value, str):
        return one
    said = noted(one.identity, one.value)
    return replace(one, verb=said.verb, other=said.other, value=said.value)


def _last_act(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT coalesce(max(act), 0) FROM decision").fetchone()[0])


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True)
