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
)
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
"""


def ranked_sql(paths: Mapping[str, Sequence[Path]]) -> str:
    """Return a SELECT of the versions of every key stored twice, the current in the first place."""
    return _RANKED.format(record=_read_parquet(paths["record"]))


def current_sql(
    paths: Mapping[str, Sequence[Path]], *, copies: bool, ranked: str = ""
) -> dict[str, str]:
    """Return a SELECT for each table; ``copies`` says whether any key is stored twice.

    ``ranked`` names the table that holds what ``ranked_sql`` selects, where there is one.
    """
    if not paths["record"]:
        return {table: _nothing(table) for table in schema.FACTS}
    stored = {table: _read_parquet(files) for table, files in paths.items()}
    plain = {table: f"SELECT {_names(table)}\nFROM {stored[table]}" for table in schema.FACTS}
    if not copies:
        return plain
    versions = ranked or f"({ranked_sql(paths)})"
    left = f" ANTI JOIN (FROM {versions} WHERE place > 1) AS superseded USING (key, version)"
    return {
        "record": f"SELECT {_names('record', merged=_MERGED)}\n"
        f"FROM (SELECT * FROM {stored['record']}{left}) AS fact\n"
        f"LEFT JOIN (FROM {versions} WHERE place = 1) AS current_version USING (key, version)",
        "participant": f"{plain['participant']}{left}",
        "claim": f"{plain['claim']}{left}",
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
