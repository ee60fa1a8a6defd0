"""Measure how long relationship features take, from contacts to every column of every tie.

    python benchmarks/features.py [--interactions 1000000] [--people 50000] [--json FILE]

One mailbox of invented contacts, a few people written to often, most seldom. Measured in this
process, the SQL and DuckDB being at hand: "days" is what the build makes of the contacts once,
"as of" what a reader computes of them for any moment, "both" a whole pass.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from measured import hold_to_two_cores

from comity import schema
from comity.derive.measures import write_sql
from comity.store.duckdb_engine import SQL_TYPES, connect, view_empty, view_moment

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

_DAY_US = 86_400_000_000
_DAYS = 8 * 365
_TIMES = 5
_CONTACT = """
    CREATE TABLE contact AS
    SELECT 'me' AS owner, printf('%012x', person) AS person, CAST(key AS VARCHAR) AS key, at_us,
        CAST(at_us // 86400000000 AS INTEGER) AS day, CASE WHEN sent THEN 'out' ELSE 'in' END
        AS direction, 'mail' AS channel, 'mail' AS interaction, addressed,
        CAST(recipients AS INTEGER) AS recipients, initiates, '' AS help
    FROM invented
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--interactions", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the figures there too")
    args = parser.parse_args()
    hold_to_two_cores()
    db = connect(memory_limit="4GB")
    with tempfile.TemporaryDirectory(prefix="comity-bench-") as folder:
        write_sql(Path(folder))
        days, ties = (
            (Path(folder) / name).read_text("utf-8")
            for name in ("person_day.sql", "relationship.sql")
        )
    invent(db, args.interactions, people=args.people, seed=args.seed)
    view_empty(db, "calibration", schema.CALIBRATION)
    view_moment(db, _DAYS * _DAY_US, as_of_day=_DAYS)

    def make_days() -> None:
        db.execute(f"CREATE OR REPLACE TABLE person_day AS {days}")

    def make_ties() -> None:
        db.execute(f"CREATE OR REPLACE TABLE tie AS {ties}")

    seconds = {"days": fastest(make_days), "as of": fastest(make_ties)}
    seconds["both"] = tuple(map(sum, zip(*seconds.values(), strict=True)))
    rows = {name: count(db, name) for name in ("contact", "person_day", "tie")}
    print(", ".join(f"{n:,} rows of {name}" for name, n in rows.items()))
    for what, (wall, processor) in seconds.items():
        print(f"{what:<8}{wall:8.2f} s, of the processor {processor:.2f} s")
    if args.json:
        args.json.write_text(json.dumps({"rows": rows, "seconds": seconds}))


def invent(db: duckdb.DuckDBPyConnection, interactions: int, *, people: int, seed: int) -> None:
    """Make the tables of a book that the features are computed from."""
    rng = np.random.default_rng(seed)
    invented = pa.table(
        {
            "key": np.arange(interactions),
            "person": (people ** rng.random(interactions)).astype(np.int64) - 1,
            "at_us": np.sort(rng.integers(0, _DAYS * _DAY_US, interactions)),
            "sent": rng.random(interactions) < 0.4,
            "addressed": rng.random(interactions) < 0.8,
            "recipients": rng.geometric(0.7, interactions),
            "initiates": rng.random(interactions) < 0.5,
        }
    )
    db.register("invented", invented)
    db.execute(_CONTACT)
    asked = ", ".join(f"{name} {SQL_TYPES[kind]}" for name, kind in schema.EXCHANGE.items())
    db.execute(f"CREATE TABLE exchange ({asked})")
    db.execute(
        "INSERT INTO exchange SELECT owner, person, key, at_us, direction, "
        "CASE WHEN hash(key) % 3 > 0 THEN at_us + 86400000000 END FROM contact WHERE initiates"
    )


def count(db: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(db.table(table).count("*").fetchall()[0][0])


def fastest(work: Callable[[], None]) -> tuple[float, float]:
    """Return the wall and processor seconds of the fastest of five runs."""
    took = []
    for _ in range(_TIMES):
        started, worked = time.perf_counter(), time.process_time()
        work()
        took.append((time.perf_counter() - started, time.process_time() - worked))
    return min(took)


if __name__ == "__main__":
    main()
