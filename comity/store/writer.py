"""Batches in, segments out: what the one writer of a book may do while it holds the lock.

What is added waits in memory until there is enough for a segment; the segment, and the accounts
of the paths that are complete with it, become facts by one replacement of the manifest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from comity.schema import identity_id
from comity.store import committing, durable, integrity, known, rewriting, segments, trouble
from comity.store.columns import ROW, arrow_schema, filtered, stored
from comity.store.erasing import blank, erase
from comity.store.manifest import marks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from comity.model import Problem
    from comity.store.columns import Batch
    from comity.store.known import Known, Sifted
    from comity.store.mailings import Odd
    from comity.store.manifest import Account, Manifest, Place

SEGMENT_RECORDS = 10_000
SEGMENT_BYTES = 64 << 20
ACCOUNTS_WAITING = 1_000


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the records of a batch."""

    new: int = 0
    known: int = 0
    forgotten: int = 0
    odd: tuple[Odd, ...] = ()  # Message-IDs and UIDs that more than one fact bears


class Writer:
    """Writes the facts of one book; made by ``Facts.writing``, which holds the lock."""

    def __init__(
        self, folder: Path, *, owner: str, notify: Callable[[str], None] | None = None
    ) -> None:
        self.folder = folder
        committing.complete(folder)
        self.manifest: Manifest = integrity.sound(folder)
        self._owner = owner
        self._known: Known | None = None
        self._accounts: dict[Place, Account] = {}
        self._empty()
        committing.tidy(folder, self.manifest, notify)

    def _empty(self) -> None:
        self._waiting: dict[str, list[pa.RecordBatch]] = {name: [] for name in segments.TABLES}
        self._records = self._bytes = self._copies = 0

    def add(self, source: str, batch: Batch) -> Added:
        """Take the records of a batch that are not stored yet; remember who holds them all."""
        forgotten = 0
        if self.manifest.forgotten:
            batch, _, gone = erase(batch, self.manifest.forgotten)
            forgotten = int(gone.sum())
            batch = filtered(batch, ~gone) if forgotten else batch
        if self.manifest.blanked:
            batch, _ = blank(batch, self.manifest.blanked)
        if self._known is None:
            self._known = known.load(self.folder, self.manifest)
        sifted = self._known.sift(batch, source)
        self._take(source, batch, sifted)
        if self._records >= SEGMENT_RECORDS or self._bytes >= SEGMENT_BYTES:
            self.commit()
        return Added(sifted.new, sifted.known, forgotten, tuple(sifted.odd))

    def _take(self, source: str, batch: Batch, sifted: Sifted) -> None:
        batch = _as_stored(batch, sifted)
        if not all(sifted.stored):
            batch = filtered(batch, np.array(sifted.stored, dtype=bool))
        for name, rows in batch:
            if rows.num_rows:
                self._waiting[name].append(stored(rows))
                self._bytes += rows.nbytes
        if sifted.held:
            self._waiting["holding"].append(_holding(self._owner, source, sifted.held))
            self._records += len(sifted.held)
        self._copies += sifted.copies

    def commit(self) -> None:
        """Make facts of what waits."""
        after = self.manifest
        with durable.refusals(self.folder):
            if self._records:
                tables = {
                    name: iter([pa.Table.from_batches(rows, arrow_schema(name))])
                    for name, rows in self._waiting.items()
                }
                number = self.manifest.counter + 1
                segment = segments.write(self.folder, number, tables, copies=self._copies)
                after = replace(after, segments=(*after.segments, segment))
            if self._accounts:
                after = after.with_accounts(self._accounts.values())
            if after is not self.manifest:
                self._save(after)
        self._accounts = {}
        self._empty()

    def account(self, place: Place) -> Account | None:
        """Return the account of a path as it stands."""
        return self._accounts.get(place) or self.manifest.accounts.get(place)

    def accounts(self) -> list[Account]:
        """Return every account as it stands."""
        return [*{**self.manifest.accounts, **self._accounts}.values()]

    def finish(self, account: Account, problems: Sequence[Problem] = ()) -> None:
        """Keep the account of a path whose last record was added, and its problems."""
        with durable.refusals(self.folder):
            name = trouble.write(self.folder, problems)
        self.keep(replace(account, problems=len(problems), problem_file=name))

    def keep(self, account: Account) -> None:
        """Keep an account as it is, unless it bears the name of somebody forgotten."""
        if identity_id(f"name:{account.source}") in self.manifest.forgotten:
            return
        self._accounts[account.place] = account
        if len(self._accounts) >= ACCOUNTS_WAITING:
            self.commit()

    def remove_source(self, source: str) -> int:
        """Drop what only this source holds; return how many records that were."""
        return self._rewrite(lambda: rewriting.without_source(self.folder, self.manifest, source))

    def forget(
        self, identities: AbstractSet[str], *, called: AbstractSet[str] = frozenset()
    ) -> int:
        """Erase people by their identities, for good; return how many records named them."""
        return self._rewrite(
            lambda: rewriting.without_people(self.folder, self.manifest, identities, called=called)
        )

    def blank(self, ids: AbstractSet[str]) -> int:
        """Leave out what was written in some records (key) and claims (key/attribute), for good."""
        return self._rewrite(lambda: rewriting.with_blanks(self.folder, self.manifest, ids))

    def keep_forgotten(self, marks: AbstractSet[str], *, earlier: bool = False) -> None:
        """Keep out people forgotten in another book, by the hashes that are left of them."""
        forgotten = self.manifest.forgotten | marks_of(marks, earlier=earlier)
        self._rewrite(lambda: (replace(self.manifest, forgotten=forgotten), 0))

    def compact(self) -> None:
        """Make few large segments of many small neighbours.

        The small ones stay until the next writer comes, for whoever is reading them now.
        """
        self.commit()
        with durable.refusals(self.folder):
            after = rewriting.compacted(self.folder, self.manifest)
            if after != self.manifest:
                self._save(after)

    def _save(self, after: Manifest) -> None:
        self.manifest = committing.save(self.folder, self.manifest, after)

    def _rewrite(self, make: Callable[[], tuple[Manifest, int]]) -> int:
        self.commit()
        with durable.refusals(self.folder):
            after, count = make()
            if after != self.manifest:
                self._save(after)
                committing.delete_dropped(self.folder, self.manifest)
        self._known = None
        return count


def _as_stored(batch: Batch, sifted: Sifted) -> Batch:
    """Return the batch with the keys and versions under which its records are stored."""
    said = {"key": sifted.keys, "version": sifted.versions, "replaces": sifted.replaces}
    for column, values in said.items():
        by_row = pa.array(values, pa.string())
        if batch.record.column(column).equals(by_row):
            continue
        for name, rows in batch:
            place = rows.schema.get_field_index(column)
            if place >= 0:
                put = by_row if name == "record" else by_row.take(rows.column(ROW))
                batch = batch.with_table(name, rows.set_column(place, column, put))
    return batch


def _holding(owner: str, source: str, held: list[tuple[str, str]]) -> pa.RecordBatch:
    keys, versions = zip(*held, strict=True)
    columns = [[owner] * len(held), keys, versions, [source] * len(held)]
    arrays = [pa.array(column, pa.string()) for column in columns]
    return pa.RecordBatch.from_arrays(arrays, schema=arrow_schema("holding"))
