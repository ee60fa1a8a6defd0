"""Spark: the expressions of DuckDB over the same Parquet, for a firm's pool of owners.

Needs the extra ``firm`` (pyspark) and Java 17 or later. A session listens on this machine alone
unless it joins a master elsewhere.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from comity.errors import ComityError, to_install

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import ibis.expr.types as ir
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

LOCAL = "127.0.0.1"
SQL_TYPES = {
    "string": "STRING",
    "int64": "BIGINT",
    "int32": "INT",
    "float64": "DOUBLE",
    "boolean": "BOOLEAN",
}


def connect(
    master: str = "local[2]", *, host: str = LOCAL, settings: Mapping[str, str] | None = None
) -> SparkSession:
    """Open a session in UTC without its web page, bound to one address."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise ComityError("Spark is not installed.", hint=to_install("firm")) from error
    os.environ.setdefault("SPARK_LOCAL_IP", host)
    config = {
        "spark.driver.host": host,
        "spark.driver.bindAddress": host,
        "spark.ui.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
        **(settings or {}),
    }
    builder = SparkSession.builder.master(master).appName("comity").config(map=config)
    session: SparkSession = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def compile_sql(expr: ir.Table) -> str:
    """Return the expression as Spark SQL over tables of the names it was built with.

    Each column is cast to its declared type, since Spark reads 0.5 as a decimal.
    """
    import ibis
    from ibis.config import Config

    class Options(Config):  # type: ignore[misc]  # Ibis is read without types
        treat_nan_as_null: bool = False

    if ibis.options.pyspark is None:  # set by Ibis's own Spark connection, which needs pandas
        ibis.options.pyspark = Options()
    casts = ",\n".join(
        f"  CAST(`{name}` AS {SQL_TYPES[str(dtype).lstrip('!')]}) AS `{name}`"
        for name, dtype in expr.schema().items()
    )
    return f"SELECT\n{casts}\nFROM (\n{ibis.to_sql(expr, dialect='pyspark')}\n)\n"


def frame(session: SparkSession, expr: ir.Table, tables: Mapping[str, Path]) -> DataFrame:
    """Return the expression over Parquet files, each seen under its table's name."""
    for name, path in tables.items():
        session.read.parquet(str(path)).createOrReplaceTempView(name)
    return session.sql(compile_sql(expr))


def run(session: SparkSession, expr: ir.Table, tables: Mapping[str, Path]) -> pa.Table:
    """Compute the expression over Parquet files and bring the rows here."""
    return frame(session, expr, tables).toArrow()


def write(session: SparkSession, expr: ir.Table, tables: Mapping[str, Path], *, to: Path) -> None:
    """Compute the expression and write it as Parquet, in parts, where the workers can reach."""
    frame(session, expr, tables).write.mode("errorifexists").parquet(str(to))
