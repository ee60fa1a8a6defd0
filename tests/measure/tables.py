"""Small tables as Python rows, run through an expression on DuckDB."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from comity import schema
from comity.measure.person_day import person_day, person_day_until
from comity.measure.relationship import relationship
from comity.models import activity
from comity.store import duckdb_engine

if TYPE_CHECKING:
    import ibis.expr.types as ir

HOUR_US = 3_600_000_000
DAY_US = 24 * HOUR_US
Row = dict[str, Any]

COLUMNS = {
    "contact": schema.CONTACT,
    "exchange": schema.EXCHANGE,
    "moment": schema.MOMENT,
    "calibration": schema.CALIBRATION,
    "person_day": schema.PERSON_DAY,
    "relationship": schema.RELATIONSHIP,
}
CONTACT, EXCHANGE, MOMENT, CALIBRATION, PERSON_DAY, RELATIONSHIP = (
    duckdb_engine.unbound(name, columns) for name, columns in COLUMNS.items()
)
ARROW = {
    "string": pa.string(),
    "int64": pa.int64(),
    "int32": pa.int32(),
    "float64": pa.float64(),
    "boolean": pa.bool_(),
}


def arrow(name: str, rows: list[Row]) -> pa.Table:
    types = pa.schema([(column, ARROW[kind]) for column, kind in COLUMNS[name].items()])
    return pa.Table.from_pylist(rows, schema=types)


def run(expr: ir.Table, **tables: list[Row]) -> list[Row]:
    """Compute the expression on DuckDB, from its text alone, and return rows in order."""
    connection = duckdb_engine.connect()
    for name, rows in tables.items():
        connection.register(name, arrow(name, rows))
    result = connection.execute(compiled(expr))
    names = [column[0] for column in result.description or ()]
    found = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    connection.close()
    return sorted(found, key=lambda row: tuple(str(value) for value in row.values()))


compiled = cache(duckdb_engine.compile_sql)


@cache
def ties(*, calibrated: bool = False) -> ir.Table:
    """Return relationships from contacts and questions, as the build composes them."""
    forecast = (
        partial(activity.forecast, calibration=CALIBRATION) if calibrated else activity.forecast
    )
    days = person_day_until(person_day(CONTACT), CONTACT, MOMENT)
    return relationship(days, EXCHANGE, MOMENT, forecast)


def contact(person: str, day: float, direction: str = "out", **other: object) -> Row:
    """Return a contact at that day, midnight plus its fraction."""
    at_us = round(day * DAY_US)
    return {
        "owner": "me",
        "person": person,
        "key": f"{person} {day} {direction}",
        "at_us": at_us,
        "day": at_us // DAY_US,
        "direction": direction,
        "channel": "mail",
        "interaction": "mail",
        "addressed": True,
        "recipients": 1,
        "initiates": False,
        "help": "",
        **other,
    }


def question(
    person: str, day: float, direction: str, answered: float | None = None, *, guessed: bool = False
) -> Row:
    return {
        "owner": "me",
        "person": person,
        "key": f"{person} {day} {direction}",
        "at_us": round(day * DAY_US),
        "direction": direction,
        "answered_us": None if answered is None else round(answered * DAY_US),
        "guessed": guessed,
        "question": "When?",
        "first": False,
    }


def moment(day: float) -> list[Row]:
    at_us = round(day * DAY_US)
    return [{"as_of_us": at_us, "as_of_day": at_us // DAY_US}]
