from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from comity import schema
from comity.errors import ComityError
from comity.measure.person_day import person_day, person_day_until
from comity.measure.relationship import relationship
from comity.models.activity import forecast
from comity.store import duckdb_engine, spark_engine

if TYPE_CHECKING:
    from pathlib import Path

CONTACT = duckdb_engine.unbound("contact", schema.CONTACT)
COMPILE = "from tests.store.test_engines import relationship_sql; print(relationship_sql())"


def relationship_sql() -> str:
    exchange = duckdb_engine.unbound("exchange", schema.EXCHANGE)
    moment = duckdb_engine.moment()
    days = duckdb_engine.unbound("person_day", schema.PERSON_DAY)
    until = person_day_until(days, CONTACT, moment)
    return duckdb_engine.compile_sql(relationship(until, exchange, moment, forecast))


def test_the_connection_never_fetches_an_extension() -> None:
    connection = duckdb_engine.connect(memory_limit="200MB", threads=1)
    settings = ("autoinstall_known_extensions", "autoload_known_extensions", "threads")
    found = [
        connection.execute(f"SELECT current_setting('{name}')").fetchall()[0][0]
        for name in settings
    ]
    assert found == [False, False, 1]
    connection.close()


def test_the_text_names_its_tables_and_nothing_by_chance() -> None:
    """A second process, with another hash seed, writes the same text."""
    text = relationship_sql()
    for name in ("contact", "exchange", "person_day"):
        assert f'FROM "{name}"' in text
    assert "GETVARIABLE('as_of_us')" in text
    again = subprocess.run(  # noqa: S603  # our own interpreter and text
        [sys.executable, "-c", COMPILE],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
        text=True,
    )
    assert again.stdout.rstrip("\n") == text.rstrip("\n")


def test_sums_are_stored_as_integers(tmp_path: Path) -> None:
    """DuckDB alone would widen them to HUGEINT, and Parquet would hold doubles."""
    contact = schema_table(schema.CONTACT)
    pq.write_table(contact, tmp_path / "contact.parquet")
    connection = duckdb_engine.connect()
    connection.read_parquet(str(tmp_path / "contact.parquet")).create_view("contact")
    total = CONTACT.group_by("owner").agg(total=CONTACT.at_us.sum())
    connection.sql(duckdb_engine.compile_sql(total)).write_parquet(str(tmp_path / "total.parquet"))
    assert pq.read_schema(tmp_path / "total.parquet").field("total").type == pa.int64()
    connection.close()


def test_the_moment_can_be_moved() -> None:
    assert schema.Moment._fields == tuple(schema.MOMENT)
    connection = duckdb_engine.connect()
    for as_of_us in (5, -86_400_000_000):
        duckdb_engine.view_moment(connection, as_of_us, as_of_day=as_of_us // 86_400_000_000)
        (row,) = connection.execute("FROM moment").fetchall()
        assert row == (as_of_us, as_of_us // 86_400_000_000)
    connection.close()


def test_spark_s_text_says_what_is_no_decimal() -> None:
    text = spark_engine.compile_sql(person_day(CONTACT))
    assert "CAST(`weight` AS DOUBLE) AS `weight`" in text
    assert "FROM `contact`" in text


def test_without_spark_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(ComityError) as caught:
        spark_engine.connect()
    assert "comity[firm]" in caught.value.hint


def schema_table(columns: schema.Columns) -> pa.Table:
    types = {"string": pa.string(), "int64": pa.int64(), "int32": pa.int32(), "boolean": pa.bool_()}
    return pa.schema([(name, types[kind]) for name, kind in columns.items()]).empty_table()
