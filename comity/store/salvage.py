"""Folders of facts that no manifest lists in, a manifest that lists what they hold, out.

A segment carries what it is: its records, and which sources hold them. What the book does not
have yet is written anew into it; so a leftover of a compaction brings nothing twice, and whoever
was forgotten stays so. What cannot be read stays where it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from comity.schema import FACTS
from comity.store import asides, segments
from comity.store.columns import filtered, stored
from comity.store.digest import digest_of
from comity.store.erasing import blank, erase
from comity.store.manifest import FORMAT, Segment
from comity.store.rewriting import among, batch_of, names_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from comity.store.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Taken:
    """A folder that was taken back."""

    path: Path
    records: int  # that the book did not have
    sources: tuple[str, ...]


@dataclass(slots=True)
class _Had:
    """What the book has."""

    names: set[str] = field(default_factory=set)  # key/version
    keys: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)  # key/version/source

    def add(self, record: pa.Table, holding: pa.Table) -> None:
        """Take note of some records and of who holds them."""
        self.names.update(names_of(record).to_pylist())
        self.keys.update(record.column("key").to_pylist())
        self.held.update(_held(holding).to_pylist())


def take_back(
    folder: Path, manifest: Manifest, homes: Iterable[Path]
) -> tuple[Manifest, list[Taken]]:
    """Return the manifest with what some folders hold beside it, and which of them could be read.

    They are listed as dropped: once the manifest is saved, what they held is in the book.
    """
    fit = [(home, _format_of(home)) for home in sorted(homes, key=lambda path: path.name)]
    taken, fresh = list[Taken](), list[Segment]()
    had = _had(folder, manifest) if any(said_in for _, said_in in fit) else _Had()
    for home, said_in in fit:
        if not said_in or (said_in < FORMAT and home.parent != folder):
            continue  # what was read again since does not say what of the first format it replaces
        tables, copies = _fresh(manifest, home, had)
        sources = tables["holding"].column("source").unique().to_pylist()
        taken.append(Taken(home, len(tables["record"]), tuple(sorted(sources))))
        if any(map(len, tables.values())):
            parts = {name: [rows] for name, rows in tables.items()}
            number = manifest.counter + 1
            fresh.append(segments.write(folder, number, parts, copies=copies, said_in=said_in))
    dropped = {one.path.relative_to(folder).as_posix() for one in taken}
    listed = (*manifest.segments, *fresh)
    return replace(manifest, segments=listed, dropped=manifest.dropped | dropped), taken


def _had(folder: Path, manifest: Manifest) -> _Had:
    had, columns = _Had(), ["key", "version"]
    for one in manifest.segments:
        record = segments.read(folder, one, "record", columns=columns)
        had.add(record, segments.read(folder, one, "holding", columns=[*columns, "source"]))
    return had


def _format_of(home: Path) -> int:
    """Return the format of a folder of facts that can be read as a whole; 0 for any other."""
    digests, found = asides.digests_of(home), FORMAT
    try:
        for table in FACTS:
            path = home / f"{table}.parquet"
            if digest_of(path) != digests.get(table, digest_of(path)):
                return 0
            with path.open("rb") as file:
                pq.ParquetFile(file, page_checksum_verification=True).read().validate(full=True)
            rows = segments.read(home.parent, Segment(home.name, {}), table)
            if table == "record" and rows.column("replaces").null_count:
                found = 1
    except Exception:  # noqa: BLE001 - whatever its bytes make of the reader
        return 0
    return found


def _fresh(manifest: Manifest, home: Path, had: _Had) -> tuple[dict[str, pa.Table], int]:
    """Return what a folder holds beside the book, and how many keys of it the book has."""
    found = Segment(home.name, {})
    holding = segments.read(home.parent, found, "holding")
    batch, _, gone = erase(batch_of(home.parent, found), manifest.forgotten)
    batch, _ = blank(batch, manifest.blanked)
    batch = filtered(batch, ~gone & ~among(names_of(batch.record), had.names))
    known = had.names.union(names_of(batch.record).to_pylist())
    new = ~among(_held(holding), had.held) & among(names_of(holding), known)
    tables = {name: stored(rows) for name, rows in batch}
    tables["holding"] = holding.filter(pa.array(new))
    keys = batch.record.column("key")
    copies = len(keys) - len(set(keys.to_pylist()) - had.keys)
    had.add(tables["record"], tables["holding"])
    return tables, copies


def _held(holding: pa.Table) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(names_of(holding), holding.column("source"), "/")
