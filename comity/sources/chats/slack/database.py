"""slackdump's database in (SQLite, one JSON value a row); users, channels and messages out."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cached_property
from typing import TYPE_CHECKING, Any

from comity.sources.chats.conversation import said
from comity.sources.chats.slack.layouts import Own, channel_of
from comity.sources.json_stream import Fault, decoded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.sources.chats.slack.layouts import Channel, Message, Place

_MAGIC = b"SQLite format 3\0"
_TABLES = {"WORKSPACE", "S_USER", "CHANNEL", "MESSAGE"}
_DATA = "CASE WHEN length(DATA) <= 4194304 THEN DATA END"


def is_slackdumps(path: Path) -> bool:
    """Whether a file is a database with slackdump's tables."""
    try:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                return False
    except OSError:
        return False
    # a view might go on for ever: these are tables
    sql = "SELECT name FROM sqlite_master WHERE type = 'table'"
    return {row[0] for row in _rows(path, sql) if row} >= _TABLES


class Database:
    """The layout of a database."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def own(self) -> Own:
        """Return whose token made it."""
        rows = _rows(self._path, "SELECT TEAM_ID, USER_ID FROM WORKSPACE ORDER BY ID DESC LIMIT 1")
        return next((Own(said(row[0]), said(row[1])) for row in rows if row), Own())

    def users(self) -> Iterator[Place]:
        """Yield each user, as last described."""
        sql = f"SELECT ID, {_DATA}, max(CHUNK_ID) FROM S_USER GROUP BY ID ORDER BY ID"
        for row in _rows(self._path, sql):
            yield self._place("user", row), _value(row)

    def channels(self) -> dict[str, Channel]:
        """Return the channels by id."""
        sql = f"SELECT ID, {_DATA}, max(CHUNK_ID) FROM CHANNEL GROUP BY ID ORDER BY ID"
        found = ((row, _value(row)) for row in _rows(self._path, sql))
        return {
            said(row[0]): channel_of(value, self.own)
            for row, value in found
            if row and isinstance(value, dict)
        }

    def messages(self) -> Iterator[Message]:
        """Yield each message as often as it was fetched: it may have been edited since."""
        sql = f"SELECT TS, {_DATA}, CHANNEL_ID FROM MESSAGE ORDER BY CHANNEL_ID, ID, CHUNK_ID"
        before: object = None
        for row in _rows(self._path, sql):
            if row != before:
                yield said(row[2]) if row else "", self._place("message", row), _value(row)
            before = row

    def unused(self) -> Iterator[str]:
        """Yield nothing: what lies beside a database is asked for by itself."""
        return iter(())

    def _place(self, what: str, row: tuple[Any, ...]) -> str:
        return f"{self._path.name}, {what} {said(row[0])}" if row else self._path.name


def _rows(path: Path, sql: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query, nothing written beside the file; one empty where it is damaged."""
    try:
        # immutable: it makes no journal and takes no lock
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as db:
            db.text_factory = lambda raw: raw.decode("utf-8", "replace")
            db.execute("PRAGMA trusted_schema = OFF")
            yield from db.execute(sql)
    except sqlite3.Error:
        yield ()


def _value(row: tuple[Any, ...]) -> Any:  # noqa: ANN401 - any JSON value
    if not row:
        return Fault("the database is damaged from here on")
    return decoded(row[1]) if isinstance(row[1], str | bytes) else Fault("it holds no message")
