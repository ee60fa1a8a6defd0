"""What a build is a function of beside the facts, and the views its steps read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import duckdb
    import pyarrow as pa

    from comity.store.decisions import Decision

_YEARS = (1970, 2100)
SECOND_US = 1_000_000
_HELD_BYTES_MAX = 1 << 17  # of Parquet


@dataclass(frozen=True, slots=True)
class Scope:
    """What the steps need to know: whose book, what was decided, the zone of its days."""

    db: duckdb.DuckDBPyConnection
    owner: str
    decisions: Sequence[Decision]  # those that shape people and contacts, as of the build
    zone: str  # IANA name: days and dates are the user's
    folder: Path  # where the derived tables are made
    facts: Mapping[str, str]  # table -> SELECT of its current rows
    until_us: int | None = None  # no fact later than this is used; None: all of them
    region: str = ""  # of telephone numbers without a country

    def decided(self, *verbs: str) -> list[Decision]:
        """Return the standing decisions of these verbs, oldest first."""
        return [one for one in self.decisions if one.verb in verbs]

    def keep(self, name: str, select: str) -> None:
        """Write the result of a SELECT as the derived table of that name and show it as a view."""
        path = self.folder / f"{name}.parquet"
        self.db.execute(
            f"COPY ({select}) TO '{quoted(path)}' (FORMAT parquet, COMPRESSION lz4_raw)"
        )
        self.show(name)

    def write(
        self, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[object]]
    ) -> None:
        """Write rows as the derived table of that name and show it as a view."""
        import pyarrow.parquet as pq

        table = _table(columns, rows)
        pq.write_table(table, self.folder / f"{name}.parquet", compression="lz4")
        self.show(name)

    def bring(
        self, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[object]]
    ) -> None:
        """Make a passing table of rows, for this build alone."""
        self.db.register(f"{name}_rows", _table(columns, rows))
        self.db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM {name}_rows")
        self.db.unregister(f"{name}_rows")

    def rows(self, sql: str) -> list[Any]:
        """Return the rows of a query."""
        return self.db.execute(sql).fetchall()

    def show(self, name: str) -> None:
        """Show a derived table; a small one is held, since each query opens a file anew."""
        path = self.folder / f"{name}.parquet"
        select = f"SELECT * FROM read_parquet('{quoted(path)}')"
        if path.stat().st_size <= _HELD_BYTES_MAX:  # a temporary table comes before a view
            self.db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {select}")
        else:
            self.db.execute(f"DROP TABLE IF EXISTS temp.{name}")
            self.db.execute(f"CREATE OR REPLACE VIEW {name} AS {select}")


def _table(columns: Mapping[str, str], rows: Sequence[Sequence[object]]) -> pa.Table:
    import pyarrow as pa

    types = {"boolean": "bool_", "hash": "uint64"}
    fields = [(column, getattr(pa, types.get(t, t))()) for column, t in columns.items()]
    values = zip(*rows, strict=True) if rows else ([] for _ in fields)
    arrays = [pa.array(list(v), kind) for v, (_, kind) in zip(values, fields, strict=True)]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def quoted(path: Path) -> str:
    """Return a path as it stands inside a SQL string."""
    return str(path).replace("'", "''")


def show_records(scope: Scope) -> None:
    """Make the view ``record``: every record in its current version, none after ``until_us``."""
    until = "" if scope.until_us is None else f" WHERE coalesce(at_us, 0) <= {scope.until_us}"
    scope.db.execute(f"CREATE VIEW record AS SELECT * FROM ({scope.facts['record']}){until}")


def show_zone(scope: Scope) -> None:
    """Make ``zone_offset``: from which instant on local time is how far from UTC."""
    rows = ", ".join(f"({start}, {offset})" for start, offset in _offsets(scope.zone))
    scope.db.execute(
        "CREATE OR REPLACE TEMP TABLE zone_offset AS "
        f"SELECT * FROM (VALUES {rows}) AS t (from_us, offset_us)"
    )


@cache
def _offsets(zone: str) -> tuple[tuple[int, int], ...]:
    """Return (instant, offset) at every change of a zone's offset, found to the hour."""
    place = ZoneInfo(zone)
    moment, end = (datetime(year, 1, 1, tzinfo=UTC) for year in _YEARS)
    found = [(-(2**62), _offset_us(moment, place))]
    while moment < end:
        after = moment + timedelta(days=7)
        if _offset_us(after, place) != found[-1][1]:
            change = _change(moment, after, place)
            found.append((round(change.timestamp()) * SECOND_US, _offset_us(change, place)))
        moment = after
    return tuple(found)


def _change(before: datetime, after: datetime, place: ZoneInfo) -> datetime:
    old = _offset_us(before, place)
    while after - before > timedelta(minutes=15):
        middle = before + (after - before) / 2
        before, after = (middle, after) if _offset_us(middle, place) == old else (before, middle)
    quarter = 15 * 60
    return datetime.fromtimestamp(-(-before.timestamp() // quarter) * quarter, UTC)


def _offset_us(moment: datetime, place: ZoneInfo) -> int:
    offset = moment.astimezone(place).utcoffset() or timedelta()
    return round(offset.total_seconds()) * SECOND_US


def local_day(at_us: int, zone: str) -> int:
    """Return the day (since 1970-01-01) of an instant in a zone."""
    local = datetime.fromtimestamp(at_us / SECOND_US, ZoneInfo(zone))
    return local.date().toordinal() - datetime(1970, 1, 1, tzinfo=UTC).date().toordinal()
