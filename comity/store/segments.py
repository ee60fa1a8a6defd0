"""Arrow columns in, an immutable folder of Parquet files out, and back.

A segment is written under a temporary name, synchronised, then renamed; it counts only once the
manifest names it. What the manifest does not name is left from a crash, and is cleared away.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from comity import schema
from comity.store import durable, trouble
from comity.store.columns import arrow_schema
from comity.store.manifest import Segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from comity.store.manifest import Manifest

TABLES = tuple(schema.FACTS)
ROW_GROUP = 32_768
_FEW_VALUES = {  # columns worth a dictionary
    "owner", "kind", "channel", "interaction", "language", "list_id", "automatic", "folder",
    "delivered_to", "role", "identity", "name", "response", "attribute", "source",
}  # fmt: skip
_UNCOMPARED = {"text", "signature", "detail", "attachments", "references", "subject"}


def write(
    folder: Path, number: int, tables: Mapping[str, Iterable[pa.Table]], *, copies: int = 0
) -> Segment:
    """Write a segment of all four tables, each in parts of any size, and give it its name."""
    name = f"{number:06d}-{secrets.token_hex(4)}"
    aside = folder / f".{name}.new"
    durable.new_folder(aside)
    rows = {}
    for table in TABLES:
        with durable.new_file(aside / f"{table}.parquet") as file:
            rows[table] = _write_parquet(file, table, tables[table])
    durable.sync_folder(aside)
    durable.move(aside, folder / name)
    return Segment(name, rows, copies)


def _write_parquet(file: Any, table: str, parts: Iterable[pa.Table]) -> int:  # noqa: ANN401 - a binary file, whose type pyarrow does not state
    fields = arrow_schema(table)
    options = {
        "compression": "zstd",
        "compression_level": 1,
        "use_dictionary": [name for name in fields.names if name in _FEW_VALUES],
        "write_statistics": [name for name in fields.names if name not in _UNCOMPARED],
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


def read(
    folder: Path, segment: Segment, table: str, *, columns: list[str] | None = None
) -> pa.Table:
    """Return one table of a segment."""
    with file_of(folder, segment, table).open("rb") as file:
        return pq.read_table(file, columns=columns)


def clear_orphans(folder: Path, manifest: Manifest) -> None:
    """Remove what a killed writer left, and segments that were replaced."""
    named = {segment.id for segment in manifest.segments}
    for path in folder.iterdir():
        left = path.name.startswith(".") and path.name.endswith(".new")
        if left or (path.is_dir() and path.name[:1].isdigit() and path.name not in named):
            durable.remove(path)
    problem_files = {account.problem_file for account in manifest.accounts.values()}
    if (folder / trouble.FOLDER).is_dir():
        for path in (folder / trouble.FOLDER).iterdir():
            if path.name not in problem_files:
                durable.remove(path)
