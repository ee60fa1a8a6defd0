"""Relationships as of an instant: computed, and kept beside the derived tables they follow from."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from comity import build
from comity.derive.scope import quoted
from comity.store import derived, durable
from comity.store.digest import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import duckdb

_FILE = "relationship-*.parquet"  # as of the instant in its name
_KEPT_US = 2 * 60 * 60 * 1_000_000


def instants_us(folder: Path) -> list[int]:
    """Return the instants as of which relationships are kept in a folder of derived tables."""
    stems = (path.stem.rpartition("-")[2] for path in folder.glob(_FILE))
    return [int(stem) for stem in stems if stem.isdecimal()]


def kept(folder: Path, at_us: int, *, notify: Callable[[str], None] | None) -> Path | None:
    """Return the file of relationships as of an instant, where one is kept and whole."""
    path = _path(folder, at_us)
    if not path.exists():
        return None
    if derived.is_whole(path, _digest_beside(path)):
        return path
    build.say_spoilt(path, notify)
    durable.remove(path)
    return None


def compute(db: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Make the table ``relationship`` as of the connection's moment."""
    sql = (folder / build.RELATIONSHIP).read_text("utf-8")
    db.execute(f"CREATE TABLE relationship AS {sql}")


def keep(db: duckdb.DuckDBPyConnection, folder: Path, *, at_us: int, now_us: int) -> None:
    """Keep what was computed for the next reader; where nothing can be written it is not kept."""
    import duckdb

    if os.access(folder, os.W_OK):
        with suppress(OSError, duckdb.IOException):  # a full disk
            _write(db, _path(folder, at_us))
            _drop_old(folder, now_us)


def _write(db: duckdb.DuckDBPyConnection, path: Path) -> None:
    part = path.with_suffix(f".{os.getpid()}")
    try:
        db.execute(f"COPY relationship TO '{quoted(part)}' (FORMAT parquet, COMPRESSION zstd)")
        part.chmod(0o600)
        durable.replace(_digest_beside(path), digest_of(part).encode())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _drop_old(folder: Path, now_us: int) -> None:
    """Delete those that nobody reads any more."""
    for at_us in instants_us(folder):
        if now_us - at_us > _KEPT_US:
            old = _path(folder, at_us)
            old.unlink(missing_ok=True)
            _digest_beside(old).unlink(missing_ok=True)


def _path(folder: Path, at_us: int) -> Path:
    return folder / _FILE.replace("*", str(at_us))


def _digest_beside(path: Path) -> Path:
    return path.with_name(f".{path.stem}.digest")
