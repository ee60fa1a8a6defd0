"""What sources said, in one folder of a book: immutable segments under one small manifest.

``Facts`` reads, at any time and by any number of processes; ``Facts.writing`` gives the one
writer. What is read is what the manifest named when it was looked at.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.errors import BookDamaged
from comity.store import durable, integrity, locking, trouble
from comity.store.current import current_sql, ranked_sql
from comity.store.manifest import FORMAT, NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from comity.model import Problem
    from comity.store.manifest import Manifest
    from comity.store.writer import Writer

LOCK = "writer.lock"
SEGMENTS_MANY = 40


@dataclass(frozen=True, slots=True)
class SourceAccount:
    """A source and what the facts hold from it."""

    source: str  # kind/account
    records: int
    first_us: int  # first and last import
    last_us: int
    paths: tuple[str, ...]


class Facts:
    """The facts of one book."""

    def __init__(self, folder: Path, *, owner: str = "me") -> None:
        self.folder = folder
        self.owner = owner
        self._seen: tuple[tuple[int, ...], Manifest] | None = None

    def manifest(self) -> Manifest:
        """Return what the facts consist of now, found to be sound."""
        mark = _mark(self.folder / NAME)
        if self._seen is None or self._seen[0] != mark or not any(mark):
            self._seen = mark, integrity.sound(self.folder)
        return self._seen[1]

    def damage(self) -> BookDamaged | None:
        """Read everything through; return what is wrong with it."""
        try:
            found = integrity.read_through(self.folder, integrity.sound(self.folder))
            return next((one.error() for _, one in found if one), None)
        except BookDamaged as error:
            return error

    @property
    def generation(self) -> str:
        """A word that changes whenever the facts change."""
        return self.manifest().generation

    def paths(self) -> dict[str, list[Path]]:
        """Return the Parquet files of each table, in the order of import."""
        return _paths(self.folder, self.manifest())

    def current_sql(self) -> dict[str, str]:
        """Return, for each table, DuckDB SQL that reads every fact once in its current version."""
        now = self.manifest()
        return current_sql(_paths(self.folder, now), copies=_copies(now), earlier=now.is_earlier)

    def current_sql_beside(self, ranked: str) -> tuple[str, dict[str, str]]:
        """Return SQL of a table to be made by that name, and SQL as above that reads it.

        What is stored in several versions is so found once, not by every query. The first is ""
        where there is none.
        """
        now = self.manifest()
        paths, copies, earlier = _paths(self.folder, now), _copies(now), now.is_earlier
        made = ranked_sql(paths, earlier=earlier) if copies else ""
        return made, current_sql(paths, copies=copies, ranked=ranked, earlier=earlier)

    def earlier_sql(self) -> str:
        """Return SQL of the identities in facts of earlier formats, replaced ones included."""
        files = [
            f"'{str(self.folder / one.id / 'participant.parquet').replace(chr(39), chr(39) * 2)}'"
            for one in self.manifest().segments
            if one.format < FORMAT
        ]
        if not files:
            return "SELECT '' AS identity WHERE false"
        return f"SELECT DISTINCT identity FROM read_parquet([{', '.join(files)}])"

    def sources(self) -> list[SourceAccount]:
        """Return every source with the number of records it holds."""
        import duckdb

        now = self.manifest()
        holding = current_sql(_paths(self.folder, now), copies=False, earlier=now.is_earlier)[
            "holding"
        ]
        with duckdb.connect() as engine:
            counted: dict[str, int] = dict(
                engine.execute(
                    f"SELECT source, count(DISTINCT key) FROM ({holding}) GROUP BY source"
                ).fetchall()
            )
        known = sorted({*now.sources, *counted})
        return [_source_account(now, source, counted.get(source, 0)) for source in known]

    def problems(self) -> list[tuple[str, Problem]]:
        """Return each source's problems, none twice."""
        accounts = self.manifest().accounts.values()
        found = (
            (account.source, problem)
            for account in accounts
            for problem in trouble.read(self.folder, account.problem_file)
        )
        return list(dict.fromkeys(found))

    @contextmanager
    def writing(
        self,
        *,
        on_wait: Callable[[str], None] | None = None,
        timeout_s: float | None = None,
    ) -> Iterator[Writer]:
        """Hold the lock and write; what was added is stored when the block ends well."""
        from comity.store.writer import Writer

        self.manifest()  # damage is told before anything is made
        with durable.refusals(self.folder):
            durable.new_folder(self.folder.parent)
            durable.new_folder(self.folder)
        with locking.locked(self.folder / LOCK, on_wait=on_wait, timeout_s=timeout_s):
            with durable.refusals(self.folder):
                writer = Writer(self.folder, owner=self.owner, notify=on_wait)
            yield writer
            writer.commit()
            if len(writer.manifest.segments) > SEGMENTS_MANY:
                writer.compact()


def _mark(path: Path) -> tuple[int, ...]:
    """Return what changes when a file is replaced."""
    try:
        found = path.stat()
    except OSError:
        return (0,)
    return found.st_mtime_ns, found.st_size, found.st_ino


def _copies(now: Manifest) -> bool:
    """Tell whether any key is stored twice."""
    return any(segment.copies for segment in now.segments)


def _paths(folder: Path, now: Manifest) -> dict[str, list[Path]]:
    from comity.schema import FACTS

    return {
        table: [folder / segment.id / f"{table}.parquet" for segment in now.segments]
        for table in FACTS
    }


def _source_account(now: Manifest, source: str, records: int) -> SourceAccount:
    accounts = [one for one in now.accounts.values() if one.source == source]
    return SourceAccount(
        source,
        records,
        first_us=min((account.first_us for account in accounts), default=0),
        last_us=max((account.imported_us for account in accounts), default=0),
        paths=tuple(sorted(account.path for account in accounts)),
    )
