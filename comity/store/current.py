"""Segment files in, DuckDB SQL out that reads each fact once, in its current version.

Of a mail's copies the longest text is read, of equal ones the first, with what any copy says of
its list and of a Sent folder. Of the versions of an event, card, row or chat the one last revised
is read, then the one last imported. Participants and claims are those of the version read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity import schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_TYPES = {"string": "VARCHAR", "int64": "BIGINT", "int32": "INTEGER"}
_MERGED = ("folder", "list_id", "automatic")

_CURRENT = """WITH stored AS (
  SELECT key, version, kind = 'mail' AS mail, text_length, revised_us, folder, list_id, automatic,
    file_index * 4294967296 + file_row_number AS imported
  FROM {record}
), current_version AS (
  SELECT key, version,
    CASE WHEN mail THEN max(folder) OVER same ELSE folder END AS folder,
    CASE WHEN mail THEN max(list_id) OVER same ELSE list_id END AS list_id,
    CASE WHEN mail THEN arg_max(automatic, list_id) OVER same ELSE automatic END AS automatic
  FROM stored
  WINDOW same AS (PARTITION BY key)
  QUALIFY row_number() OVER (
    PARTITION BY key
    ORDER BY CASE WHEN mail THEN text_length ELSE revised_us END DESC NULLS LAST,
      CASE WHEN mail THEN -imported ELSE imported END DESC
  ) = 1
)
"""


def current_sql(paths: Mapping[str, Sequence[Path]], *, copies: bool) -> dict[str, str]:
    """Return a SELECT for each table; ``copies`` says whether any key is stored twice."""
    if not paths["record"]:
        return {table: _nothing(table) for table in schema.FACTS}
    source = {table: _read_parquet(files) for table, files in paths.items()}
    plain = {table: f"SELECT {_names(table)}\nFROM {source[table]}" for table in schema.FACTS}
    if not copies:
        return plain
    chosen = _CURRENT.format(record=source["record"])
    return {
        "record": f"{chosen}SELECT {_names('record', _MERGED)}\nFROM {source['record']} AS fact "
        "JOIN current_version USING (key, version)",
        "participant": f"{chosen}{plain['participant']} SEMI JOIN current_version "
        "USING (key, version)",
        "claim": f"{chosen}{plain['claim']} SEMI JOIN current_version USING (key, version)",
        "holding": plain["holding"],
    }


def _names(table: str, merged: Sequence[str] = ()) -> str:
    """Return the columns of a table, some of them as merged over a mail's copies."""
    return ", ".join(
        f'current_version."{name}"' if name in merged else f'"{name}"'
        for name in schema.FACTS[table]
    )


def _read_parquet(files: Sequence[Path]) -> str:
    quoted = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
    return f"read_parquet([{quoted}])"


def _nothing(table: str) -> str:
    columns = schema.FACTS[table].items()
    return (
        "SELECT "
        + ", ".join(f'CAST(NULL AS {_TYPES[kind]}) AS "{name}"' for name, kind in columns)
        + " WHERE false"
    )
