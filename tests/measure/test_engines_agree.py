"""Every derived table is the same on DuckDB and on a Spark cluster, to 1e-9."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from comity.measure.person_day import person_day, person_day_until
from comity.store import duckdb_engine, spark_engine
from tests.measure import generated, spark_cluster
from tests.measure.tables import CONTACT, MOMENT, arrow, moment, run, ties

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir
    import pyarrow as pa

pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("ignore::ResourceWarning")]

AS_OF_DAY = 560.4
SETTINGS = {
    "spark.executor.memory": "512m",
    "spark.executor.extraJavaOptions": spark_cluster.QUICK_START,
    "spark.driver.memory": "512m",
    "spark.driver.extraJavaOptions": spark_cluster.QUICK_START,
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",  # a plan that runs once is not worth compiling
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.scheduler.minRegisteredResourcesRatio": "1.0",
    "spark.scheduler.maxRegisteredResourcesWaitingTime": f"{spark_cluster.PATIENCE_SECONDS}s",
    "spark.ui.showConsoleProgress": "false",
}


def expressions() -> dict[str, ir.Table]:
    return {
        "person_day": person_day(CONTACT),
        "person_day_until": person_day_until(person_day(CONTACT), CONTACT, MOMENT),
        "relationship": ties(calibrated=True),
    }


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    contacts = generated.contacts(1, count=1500, people=60, owners=4)
    numbers = {"intercept": 0.2, "slope": 0.9, "ties": 40}
    rows = {
        "contact": contacts,
        "exchange": generated.questions(1, contacts),
        "moment": moment(AS_OF_DAY),
        "calibration": [{"owner": "owner1", **numbers}],
    }
    rows["relationship"] = run(ties(calibrated=True), **rows)
    for name, table in rows.items():
        pq.write_table(arrow(name, table), tmp_path / f"{name}.parquet")
    return {name: tmp_path / f"{name}.parquet" for name in rows}


def test_spark_equals_duckdb_on_every_table(files: dict[str, Path], tmp_path: Path) -> None:
    spark_cluster.require()
    with spark_cluster.running(tmp_path) as master:
        session = spark_engine.connect(master, settings=SETTINGS)
        try:
            on_spark = {n: spark_engine.run(session, e, files) for n, e in expressions().items()}
            executors = session.sparkContext._jsc.sc().statusTracker().getExecutorInfos()
        finally:
            session.stop()
    assert len(executors) == 3  # the driver and one on each worker
    connection = duckdb_engine.connect()
    for name, path in files.items():
        connection.read_parquet(str(path)).create_view(name)
    for name, expr in expressions().items():
        on_duckdb = connection.sql(duckdb_engine.compile_sql(expr)).to_arrow_table()
        assert_same(name, on_spark[name], on_duckdb)
    connection.close()


def assert_same(name: str, one: pa.Table, other: pa.Table) -> None:
    assert {field.name: field.type for field in one.schema} == {
        field.name: field.type for field in other.schema
    }, name
    first, second = rows(one), rows(other)
    assert len(first) == len(second) > 0, name
    for left, right in zip(first, second, strict=True):
        for column, value in left.items():
            place = f"{name}.{column} of {left['owner']}, {left.get('person')}"
            if isinstance(value, float):
                assert value == pytest.approx(right[column], abs=1e-9, rel=1e-9), place
            else:
                assert value == right[column], place


def rows(table: pa.Table) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.to_pylist()
    return sorted(found, key=lambda row: tuple(str(value) for value in list(row.values())[:3]))
