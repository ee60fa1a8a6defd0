"""Segment files in, DuckDB SQL out that reads each fact once, in its current version.

Of a mail's copies the first is read, with the fullest text, what any copy says of its list and of
a Sent folder, and to whom the copy of a Sent folder says it went blind: author, date and the other
recipients never change. Of the versions of an event, card, row or chat the one last revised is
read, then the one last imported; participants and claims are those of the version read. A fact of
an earlier format is not read where a later one stands in for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity import schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FLAGS_ONLY = "="  # begins the version of a copy whose text is not the fuller one

_TYPES = {"string": "VARCHAR", "int64": "BIGINT", "int32": "INTEGER"}
_MERGED = ("folder", "list_id", "automatic", "bcc")
_WORDS = ("text", "text_length", "text_mark")

# Few keys are stored more than once, so the rows to leave out are found first and are few.
_RANKED = f"""WITH repeated AS (
  SELECT key FROM {{record}} GROUP BY key HAVING count(*) > 1
), stored AS (
  SELECT key, version, kind = 'mail' AS mail, text_length, revised_us, folder, list_id, automatic,
    bcc, replaces IS NULL AS earlier, NOT starts_with(version, '{FLAGS_ONLY}') AS fuller,
    file_index * 4294967296 + file_row_number AS imported
  FROM {{record}} SEMI JOIN repeated USING (key)
)
SELECT key, version,
  CASE WHEN mail THEN max(folder) OVER same ELSE folder END AS folder,
  CASE WHEN mail THEN max(list_id) OVER same ELSE list_id END AS list_id,
  CASE WHEN mail THEN arg_max(automatic, list_id) OVER same ELSE automatic END AS automatic,
  CASE WHEN mail THEN max(bcc) OVER same ELSE bcc END AS bcc,
  CASE WHEN mail THEN first_value(version) OVER (PARTITION BY key
    ORDER BY fuller DESC, if(fuller, text_length, 0) DESC, imported) ELSE version END AS worded,
  mail AND folder = 'sent' AND bcc > 0 AS blind,
  row_number() OVER (
    PARTITION BY key
    ORDER BY CASE WHEN mail AND earlier THEN text_length WHEN mail THEN NULL ELSE revised_us END
        DESC NULLS LAST,
      CASE WHEN mail THEN -imported ELSE imported END DESC
  ) AS place
FROM stored
WINDOW same AS (PARTITION BY key)
"""
# Those to whom a copy in a Sent folder went blind, where the copy read does not say it.
_BLIND = """
UNION ALL SELECT {names}
FROM {participant} JOIN (
  SELECT key, min(version) AS version, any_value(first) AS first FROM (
    SELECT r.key, r.version, f.version AS first FROM {ranked} r
    JOIN {ranked} f ON f.key = r.key AND f.place = 1 WHERE r.blind AND r.place > 1 AND NOT f.blind
  ) GROUP BY key
) AS blind USING (key, version) WHERE role = 'bcc'"""


def ranked_sql(paths: Mapping[str, Sequence[Path]], *, earlier: bool = False) -> str:
    """Return a SELECT of the versions of every key stored twice, the current in the first place."""
    return _RANKED.format(record=_stored(paths, earlier=earlier)["record"])


def current_sql(
    paths: Mapping[str, Sequence[Path]],
    *,
    copies: bool,
    ranked: str = "",
    earlier: bool = False,
) -> dict[str, str]:
    """Return a SELECT for each table; ``copies`` says whether any key is stored twice.

    ``ranked`` names the table that holds what ``ranked_sql`` selects, where there is one.
    ``earlier`` says whether any fact may be of an earlier format.
    """
    if not paths["record"]:
        return {table: _nothing(table) for table in schema.FACTS}
    stored = _stored(paths, earlier=earlier)
    plain = {table: f"SELECT {_names(table)}\nFROM {stored[table]}" for table in schema.FACTS}
    if not copies:
        return plain
    versions = ranked or f"({ranked_sql(paths, earlier=earlier)})"
    left = f" ANTI JOIN (FROM {versions} WHERE place > 1) AS superseded USING (key, version)"
    words = ", ".join(f'"{name}"' for name in ("key", "version", *_WORDS))
    blind = _BLIND.format(
        names=_names("participant").replace('"version"', "blind.first AS version"),
        participant=stored["participant"],
        ranked=versions,
    )
    return {
        "record": f"SELECT {_names('record', copied=True)}\n"
        f"FROM (SELECT * FROM {stored['record']}{left}) AS fact\n"
        f"LEFT JOIN (FROM {versions} WHERE place = 1) AS current_version USING (key, version)\n"
        f"LEFT JOIN (SELECT {words} FROM {stored['record']} SEMI JOIN "
        f"(SELECT key, worded AS version FROM {versions} WHERE place = 1 AND worded <> version)"
        f" AS fuller USING (key, version)) AS worded"
        f" ON worded.key = fact.key AND worded.version = current_version.worded",
        "participant": f"{plain['participant']}{left}{blind}",
        "claim": f"{plain['claim']}{left}",
        "holding": plain["holding"],
    }


def _names(table: str, *, copied: bool = False) -> str:
    """Return the columns of a table, some of them as a mail's copies say."""
    return ", ".join(_column(name, copied=copied) for name in schema.FACTS[table])


def _column(name: str, *, copied: bool) -> str:
    if copied and name in _MERGED:
        return f'coalesce(current_version."{name}", fact."{name}") AS "{name}"'
    if copied and name in _WORDS:
        return (
            f'CASE WHEN worded.key IS NULL THEN fact."{name}" ELSE worded."{name}" END AS "{name}"'
        )
    return f'fact."{name}"' if copied else f'"{name}"'


def _stored(paths: Mapping[str, Sequence[Path]], *, earlier: bool) -> dict[str, str]:
    """Return what to read of each table, without what is replaced."""
    read = {table: _read_parquet(files) for table, files in paths.items()}
    if not earlier:
        return read
    whole = {table: f"({_with_every_column(table, files)})" for table, files in read.items()}
    replaced = f"(SELECT replaces AS key FROM {whole['record']} WHERE replaces <> '') AS replaced"
    return {
        table: f"(FROM {rows} ANTI JOIN {replaced} USING (key))" for table, rows in whole.items()
    }


def _with_every_column(table: str, files: str) -> str:
    """Read files of several formats: what one has no column for is null there."""
    read = f"SELECT *, file_index, file_row_number FROM {files[:-1]}, union_by_name=true)"
    return f"{read} UNION ALL BY NAME {_nothing(table)}"


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
