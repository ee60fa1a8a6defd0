"""Batches in, what is new in them out: one fact for each thing said, however often it is said.

Of mails ``store.mailings`` knows. Of events, cards, rows and chats each (key, version) is stored
once; what takes the place of an earlier version is the same bearer's (``store.bearers``). Facts of
books of the first format are known by the keys they had then: what is read again replaces them;
the new fact names the old one, which is shown no more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import pyarrow.compute as pc

from comity.normalise.identity import earlier_identity
from comity.schema import KEY_CHARS, another_key
from comity.store import mailings, segments
from comity.store.bearers import Bearers, of_batch
from comity.store.columns import ROW, WAS, WITHOUT_TEXT
from comity.store.mailings import HELD, Mailings, Odd
from comity.store.manifest import FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

    from comity.store.bearers import Bearer
    from comity.store.columns import Batch
    from comity.store.manifest import Manifest, Segment


class Earlier(NamedTuple):
    """What is known of a fact of the first format."""

    author: str
    dates_us: tuple[int | None, ...]  # of its copies


@dataclass(slots=True)
class Sifted:
    """What is to be stored of a batch."""

    stored: list[bool]  # of each record
    keys: list[str]  # of each record, as stored
    versions: list[str]
    replaces: list[str]  # key of the fact of an earlier format that it stands in for
    held: list[tuple[str, str]] = field(default_factory=list)  # (key, version) new to the source
    odd: list[Odd] = field(default_factory=list)  # what is to be said of references used twice
    new: int = 0
    known: int = 0
    copies: int = 0


@dataclass(slots=True)
class Known:
    """Every fact stored, and which sources hold it."""

    mails: Mailings = field(default_factory=Mailings)
    facts: dict[str, int] = field(default_factory=dict)  # of other kinds: sources, by key/version
    bearers: Bearers = field(default_factory=Bearers)
    earlier: dict[str, Earlier] = field(default_factory=dict)  # of the first format, by its key
    replaced: set[str] = field(default_factory=set)  # of these, in this run
    sources: dict[str, int] = field(default_factory=dict)

    def sift(self, batch: Batch, source: str) -> Sifted:
        """Take note of a batch's records and say which are to be stored."""
        bit = self._bit(source)
        record = batch.record
        keys, versions = (record.column(name).to_pylist() for name in ("key", "version"))
        out = Sifted([], keys, versions, [""] * len(batch))
        mail = pc.equal(record.column("kind"), "mail").to_pylist()
        says = mailings.says(record)
        borne = of_batch(batch)
        for row, (key, version) in enumerate(zip(keys, versions, strict=True)):
            new = out.new
            if mail[row]:
                out.stored.append(self._mail(batch, row, says[row] | bit, out))
            else:
                if row in borne:
                    out.keys[row] = self._borne(key, version, borne[row], out)
                out.stored.append(self._dated(out.keys[row], version, bit, out))
                if row in borne and out.stored[row]:
                    self.bearers.add(out.keys[row], borne[row])
            is_apart = row in borne and len(out.keys[row]) > KEY_CHARS
            if (
                self.earlier
                and out.stored[row]
                and not is_apart
                and self._replaces(batch, row, out)
            ):
                out.new, out.known = new, out.known + out.new - new
        return out

    def _mail(self, batch: Batch, row: int, says: int, out: Sifted) -> bool:
        """Take note of one mail; True when it, or this copy of it, is to be stored."""
        found = self.mails.take(
            out.keys[row], says, lambda: str(batch.record.column("text")[row].as_py())
        )
        out.new += found.new
        out.known += not found.new
        out.copies += found.stored and not found.new
        if found.odd:
            message_id = str(batch.record.column("message_id")[row].as_py())
            out.odd.append(found.odd._replace(reference=message_id))
        out.keys[row], out.versions[row] = found.key, found.version
        if found.held:
            out.held.append((found.key, found.version))
        return found.stored

    def _borne(self, key: str, version: str, bearer: Bearer, out: Sifted) -> str:
        """Return the key of a card or an event: one of its own where another bears its UID."""
        keys: list[str] = [
            one for one in (key, *self.bearers.others.get(key, ())) if one in self.facts
        ]
        whole = version.removesuffix(WITHOUT_TEXT)
        for one in keys:
            if f"{one}/{version}" in self.facts or f"{one}/{whole}" in self.facts:
                return one
        if not keys:
            return key
        found = self.bearers.find(keys, bearer)
        if found:
            return found
        out.odd.append(
            Odd("another person" if bearer.kind == "card" else "another event", bearer.uid)
        )
        return another_key(key, int.from_bytes(whole.encode(), "big"))

    def _dated(self, key: str, version: str, bit: int, out: Sifted) -> bool:
        """Take note of one version of an event, card, row or chat; True when it is unseen."""
        whole = version.removesuffix(WITHOUT_TEXT)
        if whole != version and f"{key}/{whole}" in self.facts:
            version = whole
        name = f"{key}/{version}"
        before = self.facts.get(name)
        if before is None:
            out.new += 1
            out.copies += key in self.facts
            self.facts[key] = 0
        else:
            out.known += 1
        if not (before or 0) & bit:
            self.facts[name] = (before or 0) | bit
            out.held.append((key, version))
        return before is None

    def _replaces(self, batch: Batch, row: int, out: Sifted) -> bool:
        """Let a fact stand in for the one that the first format had of the same record."""
        was = str(batch.record.column(WAS)[row].as_py())
        before = self.earlier.get(was)
        if before is None or was == out.keys[row]:
            return False
        at_us = batch.record.column("at_us")[row].as_py()
        mine = not before.author or at_us in before.dates_us
        if not mine and earlier_identity(_author(batch, row)) != before.author:
            return False  # somebody else's mail, which the first format took for a copy
        if was in self.replaced and at_us not in before.dates_us:
            return False  # another mail of theirs, which it took for a copy too
        self.replaced.add(was)
        out.replaces[row] = was
        return True

    def _bit(self, source: str) -> int:
        return 1 << (HELD + self.sources.setdefault(source, len(self.sources)))

    def _load(self, folder: Path, segment: Segment) -> None:
        record = segments.read(folder, segment, "record", columns=mailings.INDEXED)
        mail = pc.equal(record.column("kind"), "mail")
        if segment.format < FORMAT:
            self._load_earlier(folder, segment, record)
        else:
            self.mails.load(record.filter(mail))
        others = record.filter(pc.invert(mail))
        for key, version in zip(*_columns(others, "key", "version"), strict=True):
            self.facts[key] = self.facts[f"{key}/{version}"] = 0
            if len(key) > KEY_CHARS:
                self.bearers.note_key(key)

    def _load_earlier(self, folder: Path, segment: Segment, record: pa.Table) -> None:
        people = segments.read(folder, segment, "participant", columns=["key", "role", "identity"])
        people = people.filter(pc.equal(people.column("role"), "from"))
        author = dict(zip(*_columns(people, "key", "identity"), strict=True))
        for key, at_us in zip(*_columns(record, "key", "at_us"), strict=True):
            dates_us = self.earlier[key].dates_us if key in self.earlier else ()
            self.earlier[key] = Earlier(author.get(key, ""), (*dates_us, at_us))

    def _load_holding(self, holding: pa.Table) -> None:
        bits = {
            source: self._bit(source) for source in holding.column("source").unique().to_pylist()
        }
        for key, version, source in zip(
            *_columns(holding, "key", "version", "source"), strict=True
        ):
            dated = f"{key}/{version}"
            if dated in self.facts:
                self.facts[dated] |= bits[source]
            elif key not in self.earlier:
                self.mails.hold(key, bits[source])


def load(folder: Path, manifest: Manifest) -> Known:
    """Return what is known of every stored fact."""
    known = Known(bearers=Bearers(folder, manifest.segments))
    for segment in manifest.segments:
        known._load(folder, segment)  # noqa: SLF001 - of this module
    for segment in manifest.segments:
        columns = ["key", "version", "source"]
        known._load_holding(segments.read(folder, segment, "holding", columns=columns))  # noqa: SLF001 - of this module
    return known


def _columns(rows: pa.Table, *names: str) -> Iterator[list[str]]:
    return (rows.column(name).to_pylist() for name in names)


def _author(batch: Batch, row: int) -> str:
    """Return who wrote a record, as it is written."""
    people = batch.participant
    mine = pc.and_(pc.equal(people.column(ROW), row), pc.equal(people.column("role"), "from"))
    found = people.filter(mine).column("identity")
    return str(found[0].as_py()) if len(found) else ""
