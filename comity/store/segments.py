"""Arrow columns in, an immutable folder of Parquet files out, and back.

A segment is written under a passing name and synchronised; it gets its own when the manifest that
names it is saved (``committing``), and that holds the size and a digest of each of its files.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from comity import schema
from comity.store import durable
from comity.store.columns import arrow_schema
from comity.store.digest import Summed
from comity.store.manifest import FORMAT, Segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

TABLES = tuple(schema.FACTS)
ROW_GROUP = 32_768
_FEW_VALUES = {  # columns worth a dictionary
    "owner", "kind", "channel", "interaction", "list_id", "automatic", "folder",
    "delivered_to", "role", "identity", "name", "response", "attribute", "source",
}  # fmt: skip
_UNCOMPARED = {"text", "detail", "attachments", "references", "subject"}


def write(
    folder: Path,
    number: int,
    tables: Mapping[str, Iterable[pa.Table]],
    *,
    copies: int = 0,
    said_in: int = FORMAT,
) -> Segment:
    """Write a segment of all four tables, each in parts of any size, under a passing name.

    ``said_in`` is the format of what it holds, which a rewriting does not change.
    """
    segment = Segment(f"{number:06d}-{secrets.token_hex(4)}", {}, copies, format=said_in)
    aside = durable.aside(folder / segment.id)
    durable.new_folder(aside)
    for table in TABLES:
        with durable.new_file(aside / f"{table}.parquet") as file:
            summed = Summed(file)
            segment.rows[table] = _write_parquet(summed, table, tables[table])
        segment.sizes[table] = summed.size_bytes
        segment.digests[table] = summed.digest.hexdigest()
    durable.sync_folder(aside)
    return segment


def _write_parquet(file: Any, table: str, parts: Iterable[pa.Table]) -> int:  # noqa: ANN401 - a binary file, whose type pyarrow does not state
    fields = arrow_schema(table)
    options = {
        "compression": "zstd",
        "compression_level": 1,
        "use_dictionary": [name for name in fields.names if name in _FEW_VALUES],
        "write_statistics": [name for name in fields.names if name not in _UNCOMPARED],
        "write_page_checksum": True,  # so that a folder no list names can vouch for itself
    }
    rows, waiting = 0, []
    with pq.ParquetWriter(file, fields, **options) as parquet:
        for part in parts:
            waiting.append(part)
            if sum(len(some) for some in waiting) >= ROW_GROUP:
                rows += _write_group(parquet, waiting)
                waiting = []
        rows += _write_group(parquet, waiting)
    return rows


def _write_group(parquet: Any, parts: list[pa.Table]) -> int:  # noqa: ANN401 - a pyarrow ParquetWriter
    if not parts:
        return 0
    whole = pa.concat_tables(parts)
    parquet.write_table(whole, row_group_size=ROW_GROUP)
    return len(whole)


def file_of(folder: Path, segment: Segment, table: str) -> Path:
    """Return the Parquet file of one table of a segment."""
    return folder / segment.id / f"{table}.parquet"


def holds_more(folder: Path, segment: Segment) -> bool:
    """Tell whether a segment keeps of its records what is kept no more: earlier, signatures."""
    with file_of(folder, segment, "record").open("rb") as file:
        there = pq.ParquetFile(file).schema_arrow.names
    return not set(there) <= set(arrow_schema("record").names)


def read(
    folder: Path, segment: Segment, table: str, *, columns: list[str] | None = None
) -> pa.Table:
    """Return one table of a segment; what its format had no column for is empty there."""
    fields = arrow_schema(table)
    with file_of(folder, segment, table).open("rb") as file:
        parquet = pq.ParquetFile(file)
        there = parquet.schema_arrow.names
        rows = parquet.read([name for name in columns if name in there] if columns else None)
    for name in columns or fields.names:
        if name not in rows.schema.names:
            none = None if name == "replaces" else 0  # null tells the first format
            rows = rows.append_column(name, pa.array([none] * len(rows), fields.field(name).type))
    return rows.select(columns or fields.names)
