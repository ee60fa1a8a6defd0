from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.derive.scope import Scope, local_day, quoted, show_zone
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


def scope(zone: str, folder: Path = Path("unused")) -> Scope:
    return Scope(connect(), "me", [], zone, folder, {})


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
    assert connect().execute(f"SELECT '{quoted(Path('/adas'))}'").fetchall() == [("/adas",)]
    assert connect().execute(f"SELECT '{quoted(Path(chr(39)))}'").fetchall() == [("'",)]


def test_a_table_made_anew_is_what_is_shown_whether_held_or_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = scope("UTC", folder=tmp_path)

    def shown(most_bytes: int, *numbers: int) -> list[tuple[int]]:
        monkeypatch.setattr("comity.derive.scope._HELD_BYTES_MAX", most_bytes)
        some.write("number", {"n": "int64"}, [(n,) for n in numbers])
        return some.rows("SELECT n FROM number")

    assert shown(1 << 17, 1, 2) == [(1,), (2,)]
    assert shown(0, 3) == [(3,)]
    (tmp_path / "number.parquet").unlink()
    with pytest.raises(duckdb.Error):
        some.rows("SELECT n FROM number")
    assert shown(1 << 17, 4) == [(4,)]
    (tmp_path / "number.parquet").unlink()
    assert some.rows("SELECT n FROM number") == [(4,)]
