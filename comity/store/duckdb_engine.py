"""DuckDB: an in-memory connection, and Ibis expressions as SQL text that needs no Ibis to run.

The build saves the text beside the Parquet; a reader makes views named after the tables and runs
it. Each output column is cast to its declared type, since DuckDB widens sums to HUGEINT, which
Parquet would store as a double.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.schema import Moment

if TYPE_CHECKING:
    import duckdb
    import ibis.expr.types as ir

    from comity.schema import Columns

SQL_TYPES = {
    "string": "VARCHAR",
    "int64": "BIGINT",
    "int32": "INTEGER",
    "float64": "DOUBLE",
    "boolean": "BOOLEAN",
}


def connect(*, memory_limit: str = "1GB", threads: int = 2) -> duckdb.DuckDBPyConnection:
    """Open an in-memory DuckDB in UTC that never fetches or loads an extension by itself."""
    import duckdb

    return duckdb.connect(
        ":memory:",
        config={
            "memory_limit": memory_limit,
            "threads": threads,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )


def unbound(name: str, columns: Columns) -> ir.Table:
    """Return a table expression of that name and schema, bound to no engine."""
    import ibis

    return ibis.table(columns, name=name)


def compile_sql(expr: ir.Table) -> str:
    """Return the expression as DuckDB SQL over tables of the names it was built with."""
    import ibis

    casts = ",\n".join(
        f'  CAST("{name}" AS {SQL_TYPES[str(dtype).lstrip("!")]}) AS "{name}"'
        for name, dtype in expr.schema().items()
    )
    return f"SELECT\n{casts}\nFROM (\n{ibis.to_sql(expr, dialect='duckdb')}\n)\n"


def view_empty(connection: duckdb.DuckDBPyConnection, name: str, columns: Columns) -> None:
    """Make or replace a view of those columns and no rows."""
    nulls = ", ".join(f"CAST(NULL AS {SQL_TYPES[kind]}) AS {one}" for one, kind in columns.items())
    connection.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT {nulls} WHERE false")


def moment() -> Moment:
    """Return the columns of ``moment`` as what the connection holds; see ``view_moment``.

    DuckDB plans with a variable's value, but not with that of a scalar subquery.
    """
    import ibis

    @ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]  # Ibis is read without types
    def getvariable(variable: str) -> int: ...  # type: ignore[empty-body]  # DuckDB's own

    return Moment(*(getvariable(name) for name in Moment._fields))


def view_moment(connection: duckdb.DuckDBPyConnection, as_of_us: int, *, as_of_day: int) -> None:
    """Move the connection to a moment: its two variables, and the one-row view of them."""
    connection.execute(f"SET VARIABLE as_of_us = CAST({as_of_us:d} AS BIGINT)")
    connection.execute(f"SET VARIABLE as_of_day = CAST({as_of_day:d} AS INTEGER)")
    connection.execute(
        "CREATE OR REPLACE VIEW moment AS SELECT getvariable('as_of_us') AS as_of_us, "
        "getvariable('as_of_day') AS as_of_day"
    )
