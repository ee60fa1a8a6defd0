"""Batches in, what is new in them out: one fact under each key, however often it is said.

Mail never changes: a second copy of a Message-ID is known. It is stored beside the first only
when it says more: a longer text, or that its user sent it, or the list it came by; then it has a
version of its own. Of events, cards, rows and chats each (key, version) is stored once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from comity.store import segments
from comity.store.columns import WITHOUT_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.store.manifest import Manifest

_INDEXED = ["key", "version", "kind", "text_length", "folder", "list_id"]
# What is known of a fact is one integer: length of its longest text, then two flags, then a bit
# for every source that holds it. A million facts take about 200 MB so.
_LENGTH = (1 << 20) - 1
_SENT = 1 << 20
_LIST = 1 << 21
_HELD = 22


@dataclass(slots=True)
class Sifted:
    """What is to be stored of a batch."""

    stored: list[bool]  # of each record
    versions: list[str]  # of each record, as stored
    held: list[tuple[str, str]]  # (key, version) that the source was not known to hold
    new: int = 0
    known: int = 0
    copies: int = 0
    renamed: bool = False  # whether a version differs from the batch's


@dataclass(slots=True)
class Known:
    """Every fact stored, and which sources hold it."""

    facts: dict[str, int] = field(default_factory=dict)
    longest: dict[str, str] = field(default_factory=dict)  # version of a mail's longest copy
    sources: dict[str, int] = field(default_factory=dict)

    def sift(self, record: pa.RecordBatch, source: str) -> Sifted:
        """Take note of a batch's records and say which are to be stored."""
        bit = self._bit(source)
        versions = record.column("version").to_pylist()
        out = Sifted([], versions, [])
        for row, (key, version, mail, says) in enumerate(_rows(record)):
            if mail:
                out.stored.append(self._mail(key, says, bit, out, row))
            else:
                out.stored.append(self._dated(key, version, bit, out))
        return out

    def _mail(self, key: str, says: int, bit: int, out: Sifted, row: int) -> bool:
        """Take note of one mail; True when this copy is to be stored."""
        before = self.facts.get(key)
        if before is None:
            self.facts[key] = says | bit
            out.new += 1
            out.held.append((key, ""))
            return True
        out.known += 1
        longer = says & _LENGTH > before & _LENGTH
        if longer or says & (_SENT | _LIST) & ~before:
            version = f"{says & _LENGTH}.{says >> 20}"
            self._note_copy(key, version, says | bit, before, longer=longer)
            out.versions[row] = version
            out.renamed = True
            out.copies += 1
            out.held.append((key, version))
            return True
        if not before & bit:
            self.facts[key] = before | bit
            out.held.append((key, self.longest.get(key, "")))
        return False

    def _note_copy(self, key: str, version: str, says: int, before: int, *, longer: bool) -> None:
        if longer:
            self.longest[key] = version
            before &= ~_LENGTH
        else:
            says &= ~_LENGTH
        self.facts[key] = before | says

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

    def _bit(self, source: str) -> int:
        return 1 << (_HELD + self.sources.setdefault(source, len(self.sources)))

    def _load(self, record: pa.Table, *, copies: bool) -> None:
        if not copies and pc.all(pc.equal(record.column("kind"), "mail")).as_py():
            self.facts.update((key, says) for key, _, _, says in _rows(record))
            return
        for key, version, mail, says in _rows(record):
            before = self.facts.get(key)
            if not mail:
                self.facts[key] = self.facts[f"{key}/{version}"] = 0
            elif before is None:
                self.facts[key] = says
                if version:
                    self.longest[key] = version
            else:
                longer = says & _LENGTH > before & _LENGTH
                self._note_copy(key, version, says, before, longer=longer)

    def _load_holding(self, holding: pa.Table) -> None:
        facts = self.facts
        bits = {
            source: self._bit(source) for source in holding.column("source").unique().to_pylist()
        }
        for key, version, source in zip(*(column.to_pylist() for column in holding), strict=True):
            dated = f"{key}/{version}"
            facts[dated if dated in facts else key] |= bits[source]


def load(folder: Path, manifest: Manifest) -> Known:
    """Return what is known of every stored fact."""
    known = Known()
    for segment in manifest.segments:
        record = segments.read(folder, segment, "record", columns=_INDEXED)
        known._load(record, copies=segment.copies > 0)  # noqa: SLF001 - of this module
    for segment in manifest.segments:
        columns = ["key", "version", "source"]
        known._load_holding(segments.read(folder, segment, "holding", columns=columns))  # noqa: SLF001 - of this module
    return known


def _rows(record: pa.Table | pa.RecordBatch) -> Iterator[tuple[str, str, bool, int]]:
    """Return key, version, whether it is a mail, and what the copy says, of each record."""
    said = pc.min_element_wise(record.column("text_length"), pa.scalar(_LENGTH, pa.int32()))
    said = pc.add(said, _flag(pc.equal(record.column("folder"), "sent"), _SENT))
    said = pc.add(said, _flag(pc.not_equal(record.column("list_id"), ""), _LIST))
    mail = pc.equal(record.column("kind"), "mail")
    columns = (record.column("key"), record.column("version"), mail, said)
    return zip(*(column.to_pylist() for column in columns), strict=True)


def _flag(where: pa.Array, value: int) -> pa.Array:
    return pc.multiply(pc.cast(where, pa.int32()), pa.scalar(value, pa.int32()))
