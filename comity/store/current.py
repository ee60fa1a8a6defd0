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

# Few keys are stored more than once, so the rows to leave out are found first and are few.
_RANKED = """WITH repeated AS (
  SELECT key FROM {record} GROUP BY key HAVING count(*) > 1
), stored AS (
  SELECT key, version, kind = 'mail' AS mail, text_length, revised_us, folder, list_id, automatic,
    file_index * 4294967296 + file_row_number AS imported
  FROM {record} SEMI JOIN repeated USING (key)
), ranked AS (
  SELECT key, version,
    CASE WHEN mail THEN max(folder) OVER same ELSE folder END AS folder,
    CASE WHEN mail THEN max(list_id) OVER same ELSE list_id END AS list_id,
    CASE WHEN mail THEN arg_max(automatic, list_id) OVER same ELSE automatic END AS automatic,
    row_number() OVER (
      PARTITION BY key
      ORDER BY CASE WHEN mail THEN text_length ELSE revised_us END DESC NULLS LAST,
        CASE WHEN mail THEN -imported ELSE imported END DESC
    ) AS place
  FROM stored
  WINDOW same AS (PARTITION BY key)
), current_version AS (
  SELECT * FROM ranked WHERE place = 1
), superseded AS (
  SELECT key, version FROM ranked WHERE place > 1
)
"""


def current_sql(paths: Mapping[str, Sequence[Path]], *, copies: bool) -> dict[str, str]:
    """Return a SELECT for each table; ``copies`` says whether any key is stored twice."""
    if not paths["record"]:
        return {table: _nothing(table) for table in schema.FACTS}
    stored = {table: _read_parquet(files) for table, files in paths.items()}
    plain = {table: f"SELECT {_names(table)}\nFROM {stored[table]}" for table in schema.FACTS}
    if not copies:
        return plain
    ranked = _RANKED.format(record=stored["record"])
    left = " ANTI JOIN superseded USING (key, version)"
    return {
        "record": f"{ranked}SELECT {_names('record', merged=_MERGED)}\n"
        f"FROM (SELECT * FROM {stored['record']}{left}) AS fact\n"
        "LEFT JOIN current_version USING (key, version)",
        "participant": f"{ranked}{plain['participant']}{left}",
        "claim": f"{ranked}{plain['claim']}{left}",
        "holding": plain["holding"],
    }


def _names(table: str, *, merged: Sequence[str] = ()) -> str:
    """Return the columns of a table, some of them as merged over a mail's copies."""
    return ", ".join(
        f'coalesce(current_version."{name}", fact."{name}") AS "{name}"'
        if name in merged
        else f'"{name}"'
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
