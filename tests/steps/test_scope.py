from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.steps.scope import Scope, local_day, quoted, show_zone
from comity.store.duckdb_engine import connect
from tests.records import DAY_US, us

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Africa/Casablanca",  # pauses summer time for Ramadan
    "Australia/Lord_Howe",  # half an hour of summer time
    "Asia/Kathmandu",
    "Pacific/Apia",  # skipped 2011-12-30
)


def scope(zone: str, **more: object) -> Scope:
    from pathlib import Path

    return Scope(connect(), "me", [], zone, Path("unused"), {}, **more)  # type: ignore[arg-type]  # any field


@pytest.mark.parametrize("zone", ZONES)
def test_offsets_are_those_of_the_zone(zone: str) -> None:
    some = scope(zone)
    show_zone(some)
    start, end = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (1980, 2037))
    moments = range(start, end, 6 * 3600 + 61)
    some.bring("moment", {"at_us": "int64"}, [(at * 1_000_000,) for at in moments])
    found = some.rows(
        "SELECT m.at_us, z.offset_us FROM moment m ASOF JOIN zone_offset z ON m.at_us >= z.from_us"
    )
    place = ZoneInfo(zone)
    wrong = [
        at_us
        for at_us, offset_us in found
        if datetime.fromtimestamp(at_us // 1_000_000, place).utcoffset().total_seconds()  # type: ignore[union-attr]  # an aware time
        != offset_us / 1_000_000
    ]
    assert len(found) == len(moments)
    assert wrong == []


@given(
    at=st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2099, 1, 1)),  # noqa: DTZ001 - drawn naive
    zone=st.sampled_from(ZONES),
)
def test_a_day_is_the_local_date(at: datetime, zone: str) -> None:
    moment = at.replace(tzinfo=UTC)
    local = moment.astimezone(ZoneInfo(zone)).date()
    assert local_day(round(moment.timestamp() * 1_000_000), zone) == us(str(local)) // DAY_US


def test_a_path_with_a_quote_is_a_path() -> None:
    from pathlib import Path

    assert connect().execute(f"SELECT '{quoted(Path('/adas'))}'").fetchall() == [("/adas",)]
    assert connect().execute(f"SELECT '{quoted(Path(chr(39)))}'").fetchall() == [("'",)]
