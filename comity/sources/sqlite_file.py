"""A program's database in (SQLite 3), a connection that reads it and changes nothing out.

What a program may have open is copied first, with the log beside it (``-wal``), so that it is
neither locked nor changed; a file alone is opened as it lies, read only and immutable. The file may
be a stranger's: only plain tables are read, no view, trigger or virtual table of its own; what runs
in it is counted, and nothing longer than any message is fetched.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from comity.normalise.time import SECOND_US

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

HEADER = b"SQLite format 3\0"
DAMAGE = (sqlite3.Error, OSError, UnicodeError, LookupError)  # what a spoiled one raises
APPLE_EPOCH_S = 978_307_200  # 2001-01-01, from which Apple's programs count
_NANOSECONDS_FROM = 10**12  # so many seconds would be the year 33,000
_ROW_BYTES = 256 << 20
_STEPS = 10_000  # virtual machine steps between two looks at how much has been done
_STEPS_MAX = 50_000_000_000


def is_sqlite(path: Path) -> bool:
    """Whether a file begins as such a database does."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(len(HEADER)) == HEADER


def has_tables(path: Path, *wanted: str) -> bool:
    """Whether a file is a database with these tables."""
    try:
        return is_sqlite(path) and _has(path, wanted)
    except DAMAGE:
        return False


def _has(path: Path, wanted: tuple[str, ...]) -> bool:
    with closing(_connected(path, is_copy=False)) as connection:
        found = set(columns(connection, *wanted))
    if found >= set(wanted):
        return True
    if not _log(path).is_file():  # tables may stand in the log alone, in a book that is new
        return False
    with opened(path) as connection:
        return set(columns(connection, *wanted)) >= set(wanted)


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database to read."""
    if not _log(path).is_file():
        with closing(_connected(path, is_copy=False)) as connection:
            yield connection
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        shutil.copyfile(path, copy)
        shutil.copyfile(_log(path), _log(copy))
        with closing(_connected(copy, is_copy=True)) as connection:
            yield connection


def columns(connection: sqlite3.Connection, *tables: str) -> dict[str, set[str]]:
    """Return the columns of those of the tables that are there and plain tables."""
    plain = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND lower(sql) LIKE 'create table%'"
    )
    present = {name for (name,) in connection.execute(plain)}
    return {
        table: {str(row[1]) for row in connection.execute(f'PRAGMA table_info("{table}")')}
        for table in tables
        if table in present
    }


def chosen(wanted: Collection[str], present: Collection[str], table: str) -> str:
    """Return what to select of a table: columns that this version of it lacks as NULL."""
    return ", ".join(
        f"{table}.{one} AS {one}" if one in present else f"NULL AS {one}" for one in wanted
    )


def apple_us(told: object) -> int | None:
    """Return an instant that Apple's programs count from 2001, in seconds or nanoseconds."""
    if isinstance(told, bool) or not isinstance(told, int | float) or not 0 < told < 1 << 62:
        return None
    if told >= _NANOSECONDS_FROM:
        return round(told) // 1_000 + APPLE_EPOCH_S * SECOND_US
    return round((told + APPLE_EPOCH_S) * SECOND_US)


def _log(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _connected(path: Path, *, is_copy: bool) -> sqlite3.Connection:
    how = "mode=rw" if is_copy else "mode=ro&immutable=1"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _ROW_BYTES)
    connection.text_factory = lambda data: bytes(data).decode("utf-8", "replace")
    done = 0

    def count() -> bool:
        nonlocal done
        done += _STEPS
        return done > _STEPS_MAX

    connection.set_progress_handler(count, _STEPS)
    return connection
