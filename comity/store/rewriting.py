"""A manifest in, one with some segments rewritten out: sources removed, people forgotten.

Segments are immutable: a changed one is written anew in the place of the old, and the change
becomes true when the manifest returned here is saved.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from comity.schema import identity_id
from comity.store import segments, trouble
from comity.store.columns import ROW, Batch, filtered, stored
from comity.store.erasing import blank, erase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from comity.store.manifest import Account, Manifest, Segment

COMPACTED_RECORDS = 50_000  # of a segment; what forgetting takes into memory at once
_SHORT = 5  # a shorter value stands in too many words to be searched for


def without_source(folder: Path, manifest: Manifest, source: str) -> tuple[Manifest, int]:
    """Drop what only this source holds; return also how many records are gone."""
    mine: set[str] = set()
    others: set[str] = set()
    for segment in manifest.segments:
        holding = segments.read(folder, segment, "holding")
        held = pc.equal(holding.column("source"), source)
        mine.update(names_of(holding.filter(held)).to_pylist())
        others.update(names_of(holding.filter(pc.invert(held))).to_pylist())
    change = _Change(manifest.counter + 1, gone=mine - others, source=source)
    after = replace(
        manifest,
        segments=change.apply(folder, manifest.segments),
        accounts={account.place: account for account in _accounts_without(manifest, source)},
    )
    return after, len(_keys(mine) - _keys(others))


def _accounts_without(manifest: Manifest, source: str) -> Iterator[Account]:
    """Yield the accounts of other sources; an archive that held this one is to be read again."""
    for account in manifest.accounts.values():
        if account.source != source:
            held = any(place[1] == source for place in account.inside)
            yield replace(account, fingerprint="", inside=()) if held else account


def without_people(
    folder: Path,
    manifest: Manifest,
    identities: AbstractSet[str],
    *,
    called: AbstractSet[str] = frozenset(),
) -> tuple[Manifest, int]:
    """Erase people by their identities; return also how many records named them.

    What names them beside the facts goes too: problems, and the accounts of files ``called`` so.
    """
    hashes = frozenset(map(identity_id, identities))
    gone: set[str] = set()
    named: set[str] = set()
    for segment in manifest.segments:
        batch, touched, leaving = erase(batch_of(folder, segment), hashes)
        names = names_of(batch.record)
        gone.update(names.filter(pa.array(leaving)).to_pylist())
        named.update(names.filter(pa.array(touched)).to_pylist())
    change = _Change(manifest.counter + 1, gone=gone, named=named, hashes=hashes)
    after = replace(
        manifest,
        segments=change.apply(folder, manifest.segments),
        accounts={a.place: a for a in _discreet(folder, manifest, identities, called)},
        forgotten=manifest.forgotten | hashes,
    )
    return after, len(_keys(named))


def with_blanks(
    folder: Path, manifest: Manifest, blanked: AbstractSet[str]
) -> tuple[Manifest, int]:
    """Leave out the words of some records and claims, for good; return how many those are."""
    named: set[str] = set()
    for segment in manifest.segments:
        batch, touched = blank(batch_of(folder, segment), blanked)
        named.update(names_of(batch.record).filter(pa.array(touched)).to_pylist())
    change = _Change(manifest.counter + 1, gone=set(), named=named, blanked=blanked)
    segments_ = change.apply(folder, manifest.segments)
    after = replace(manifest, segments=segments_, blanked=manifest.blanked | blanked)
    return after, len(_keys(named))


def _discreet(
    folder: Path, manifest: Manifest, identities: AbstractSet[str], called: AbstractSet[str]
) -> Iterator[Account]:
    """Yield the accounts that name none of the people, all to be read again, nor their problems."""
    values = {one.partition(":")[2].rpartition("/")[2] for one in identities} | called
    words = [value.lower() for value in values if len(value) >= _SHORT]
    for account in manifest.accounts.values():
        if not _says(account.path + account.source, words):
            before = trouble.read(folder, account.problem_file)
            kept = [one for one in before if not _says(f"{one.what} {one.where}", words)]
            name = account.problem_file if kept == before else trouble.write(folder, kept)
            yield replace(account, fingerprint="", inside=(), problem_file=name, problems=len(kept))


def _says(text: str, words: Iterable[str]) -> bool:
    return any(word in text.lower() for word in words)


def compacted(folder: Path, manifest: Manifest) -> Manifest:
    """Make few large segments of many small neighbours, in the same order."""
    groups: list[list[Segment]] = []
    for segment in manifest.segments:
        fits = groups and groups[-1][0].format == segment.format
        if fits and sum(_size(one) for one in [*groups[-1], segment]) <= COMPACTED_RECORDS:
            groups[-1].append(segment)
        else:
            groups.append([segment])
    merged = (_merged(folder, manifest.counter + 1, group) for group in groups)
    return replace(manifest, segments=tuple(merged))


def _size(segment: Segment) -> int:
    return max(segment.rows["record"], segment.rows["holding"])


def _merged(folder: Path, number: int, group: list[Segment]) -> Segment:
    if len(group) == 1:
        return group[0]
    tables = {name: _in_turn(folder, group, name) for name in segments.TABLES}
    copies = sum(one.copies for one in group)
    return segments.write(folder, number, tables, copies=copies, said_in=group[0].format)


def _in_turn(folder: Path, group: list[Segment], table: str) -> Iterator[pa.Table]:
    for segment in group:
        yield segments.read(folder, segment, table)


@dataclass(frozen=True, slots=True)
class _Change:
    """What is done to every segment."""

    number: int
    gone: AbstractSet[str]  # names (key/version) of records that go
    named: AbstractSet[str] = frozenset()  # names of records that name the forgotten
    hashes: AbstractSet[str] = frozenset()
    source: str = ""  # whose holdings go
    blanked: AbstractSet[str] = frozenset()  # whose words go

    def apply(self, folder: Path, segments_: Iterable[Segment]) -> tuple[Segment, ...]:
        """Return the segments, those that change written anew, without those left empty."""
        done = (self._rewritten(folder, segment) for segment in segments_)
        return tuple(segment for segment in done if segment)

    def _rewritten(self, folder: Path, segment: Segment) -> Segment | None:
        names = names_of(segments.read(folder, segment, "record", columns=["key", "version"]))
        holding = segments.read(folder, segment, "holding")
        stays = ~among(names, self.gone)
        held = ~among(names_of(holding), self.gone)
        held &= numpy(pc.not_equal(holding.column("source"), self.source))
        same = stays.all() and held.all() and not among(names, self.named).any()
        if same and not segments.holds_more(folder, segment):
            return segment
        batch, _, _ = erase(batch_of(folder, segment), self.hashes)
        batch, _ = blank(batch, self.blanked)
        tables = {name: [stored(rows)] for name, rows in filtered(batch, stays)}
        tables["holding"] = [holding.filter(pa.array(held))]
        if not any(len(rows) for (rows,) in tables.values()):
            return None
        return segments.write(
            folder, self.number, tables, copies=segment.copies, said_in=segment.format
        )


def batch_of(folder: Path, segment: Segment) -> Batch:
    """Return a segment's records, with the row of each participant's and claim's record."""
    record, *parts = (
        segments.read(folder, segment, name) for name in ("record", "participant", "claim")
    )
    names = names_of(record).combine_chunks()
    rows = (pc.index_in(names_of(part), value_set=names) for part in parts)
    named = (part.append_column(ROW, row) for part, row in zip(parts, rows, strict=True))
    return Batch(record, *named)


def names_of(rows: pa.Table) -> pa.ChunkedArray:
    """Return what tells each record from all others: key/version."""
    return pc.binary_join_element_wise(rows.column("key"), rows.column("version"), "/")


def _keys(names: AbstractSet[str]) -> set[str]:
    return {name.partition("/")[0] for name in names}


def among(names: pa.ChunkedArray, some: AbstractSet[str]) -> np.ndarray:
    """Return which of the names are among some."""
    return numpy(pc.is_in(names, pa.array(list(some), pa.string())))


def numpy(mask: pa.ChunkedArray) -> np.ndarray:
    """Return a mask as NumPy has it."""
    return np.asarray(mask, dtype=bool)
