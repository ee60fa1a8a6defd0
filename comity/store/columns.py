"""Records in, Arrow columns out, laid out as ``schema.FACTS`` says.

Built column by column, never row by row, in the processes that read; a batch crosses to the one
that writes as Arrow IPC bytes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from comity import schema
from comity.normalise.identity import compared
from comity.normalise.likeness import mark
from comity.schema import mail_key, record_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.model import Attachment, Record

ROW = "row"  # position of the record in its batch; not stored
WAS = "was"  # key that the first format of facts had for the record; not stored
WITHOUT_TEXT = "~"  # ends the version of a record whose text was left out
_TYPES = {"string": pa.string(), "int64": pa.int64(), "int32": pa.int32()}


@dataclass(frozen=True, slots=True)
class Batch:
    """Records, their participants and their claims; the latter two name the record's row."""

    record: pa.RecordBatch
    participant: pa.RecordBatch
    claim: pa.RecordBatch

    def __len__(self) -> int:
        """Return the number of records."""
        return int(self.record.num_rows)

    def __iter__(self) -> Any:  # noqa: ANN401 - (name, pyarrow batch) pairs; pyarrow has no types
        """Yield (table name, columns)."""
        yield "record", self.record
        yield "participant", self.participant
        yield "claim", self.claim

    def with_table(self, name: str, rows: pa.RecordBatch) -> Batch:
        """Return the batch with one table replaced."""
        return replace(self, **{name: rows})


@cache
def arrow_schema(table: str) -> pa.Schema:
    """Return the Arrow schema of a stored table."""
    return pa.schema([(name, _TYPES[kind]) for name, kind in schema.FACTS[table].items()])


@cache
def _batch_schema(table: str) -> pa.Schema:
    fields = arrow_schema(table)
    own = pa.field(WAS, pa.string()) if table == "record" else pa.field(ROW, pa.int32())
    return fields.append(own)


def to_batch(records: Sequence[Record], *, owner: str, with_text: bool = True) -> Batch:
    """Return the columns of some records; without text, headers alone."""
    texts = [r.text if with_text else "" for r in records]
    made: dict[str, list[Any]] = {
        "owner": [owner] * len(records),
        "key": [_key(owner, r) for r in records],
        WAS: [record_key(owner, r.kind, r.was or r.ref) for r in records],
        "version": [_version(r, with_text=with_text) for r in records],
        "text": texts,
        "text_length": [len(text) for text in texts],
        "text_mark": [
            mark(t) if r.kind == "mail" else 0 for t, r in zip(texts, records, strict=True)
        ],
        "bcc": [sum(one.role == "bcc" for one in r.participants) for r in records],
        "replaces": [""] * len(records),
        "references": [" ".join(r.references) for r in records],
        "delivered_to": ["\n".join(r.delivered_to) for r in records],
        "attachments": [_attachments(r.attachments) for r in records],
        "occurrences_us": [" ".join(map(str, r.occurrences_us)) for r in records],
    }
    return Batch(
        _columns("record", records, made),
        _parts("participant", [r.participants for r in records], made),
        _parts("claim", [r.claims for r in records], made),
    )


def _key(owner: str, record: Record) -> str:
    if record.kind != "mail":
        return record_key(owner, record.kind, record.ref)
    author = next((one.identity for one in record.participants if one.role == "from"), "")
    return mail_key(owner, record.ref, compared(author))


def _version(record: Record, *, with_text: bool) -> str:
    if record.kind == "mail":
        return ""
    return record.version + (WITHOUT_TEXT if record.text and not with_text else "")


def _attachments(attachments: tuple[Attachment, ...]) -> str:
    if not attachments:
        return ""
    return json.dumps([[a.name, a.size_bytes] for a in attachments], ensure_ascii=False)


def _parts(table: str, parts: list[tuple[Any, ...]], of: dict[str, list[Any]]) -> pa.RecordBatch:
    """Return the participants or claims of some records, each with its record's row."""
    rows = [row for row, some in enumerate(parts) for _ in some]
    made = {name: [of[name][row] for row in rows] for name in ("owner", "key", "version")}
    made[ROW] = rows
    if table == "participant":
        made["position"] = [place for some in parts for place in range(len(some))]
    return _columns(table, [one for some in parts for one in some], made)


def _columns(table: str, values: Sequence[Any], made: dict[str, list[Any]]) -> pa.RecordBatch:
    """Return a batch of a table: columns made already, the others attributes of the values."""
    fields = _batch_schema(table)
    arrays = [
        _array(made[f.name] if f.name in made else list(map(attrgetter(f.name), values)), f.type)
        for f in fields
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=fields)


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:  # a lone surrogate, which UTF-8 cannot say
        return pa.array([v.encode("utf-8", "replace").decode() for v in values], kind)


def filtered(batch: Batch, kept: np.ndarray) -> Batch:
    """Return the records that a mask wants, with their participants and claims."""
    mask, row_after = pa.array(kept, pa.bool_()), np.cumsum(kept, dtype=np.int32) - 1
    return Batch(
        batch.record.filter(mask),
        _follow(batch.participant, kept, row_after),
        _follow(batch.claim, kept, row_after),
    )


def _follow(rows: pa.RecordBatch, kept: np.ndarray, row_after: np.ndarray) -> pa.RecordBatch:
    """Return the rows whose records are kept, with the place those have then."""
    row = np.asarray(rows.column(ROW))
    left = rows.filter(pa.array(kept[row], pa.bool_()))
    return left.set_column(
        left.schema.get_field_index(ROW), ROW, pa.array(row_after[row[kept[row]]], pa.int32())
    )


def stored(rows: pa.RecordBatch) -> pa.RecordBatch:
    """Return rows of a batch as they are stored."""
    return rows.drop_columns([name for name in (ROW, WAS) if name in rows.schema.names])


def to_bytes(batch: Batch) -> tuple[bytes, ...]:
    """Return a batch as Arrow IPC messages, to cross to another process."""
    return tuple(rows.serialize().to_pybytes() for _, rows in batch)


def from_bytes(messages: tuple[bytes, ...]) -> Batch:
    """Return the batch that ``to_bytes`` sent, without copying it."""
    tables = ("record", "participant", "claim")
    return Batch(
        *(
            pa.ipc.read_record_batch(pa.py_buffer(message), _batch_schema(table))
            for table, message in zip(tables, messages, strict=True)
        )
    )
