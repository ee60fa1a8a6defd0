from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.normalise.time import us_of
from comity.sources.calendars.vtimezone import defined, in_zone, known, local_time, offset_in
from comity.sources.contentline import components

WINDOWS_BERLIN = b"""BEGIN:VTIMEZONE
TZID:anything
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""
BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2024, 7, 10, 12)  # noqa: DTZ001 - local


@given(hours=st.integers(0, 20 * 366 * 24))
def test_a_definition_gives_what_the_database_gives(hours: int) -> None:
    zone = defined(c for c in components(WINDOWS_BERLIN) if c.name != "VTIMEZONE")
    local = datetime(2000, 1, 1) + timedelta(hours=hours)  # noqa: DTZ001 - local
    ambiguous = in_zone(local, BERLIN) != us_of(local.replace(tzinfo=BERLIN, fold=1))
    assert zone is not None
    assert ambiguous or zone(local) == in_zone(local, BERLIN)


@pytest.mark.parametrize(
    ("tzid", "hour"),
    [
        ("Europe/Berlin", 10),
        ('"Europe/Berlin"', 10),
        ("W. Europe Standard Time", 10),
        ("/mozilla.example/20050126_1/Europe/Berlin", 10),
        ("/tz/America/Argentina/Buenos_Aires", 15),
        ("Asia/Hong Kong", 4),
        ("Eastern", 16),
    ],
)
def test_names_known_everywhere(tzid: str, hour: int) -> None:
    zone = known(tzid)
    assert zone is not None
    assert zone(NOON) == in_zone(NOON.replace(hour=hour), ZoneInfo("UTC"))


@pytest.mark.parametrize("tzid", ["", "Atlantis", "../etc/passwd", "Europe", "\0"])
def test_other_names_are_not_known(tzid: str) -> None:
    assert known(tzid) is None


@pytest.mark.parametrize(
    ("tzid", "hour"), [("(UTC+05:00) Somewhere", 7), ("GMT-0300", 15), ("UTC+99:99 nowhere", 12)]
)
def test_offsets_in_names(tzid: str, hour: int) -> None:
    zone = offset_in(tzid)
    assert zone is not None
    if "99" not in tzid:
        assert zone(NOON) == in_zone(NOON.replace(hour=hour), ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("20240710", (datetime(2024, 7, 10), False)),  # noqa: DTZ001 - local
        ("2024-07-10T12:00:00Z", (NOON, True)),
        ("20240710T120000", (NOON, True)),
        ("20240710T240000", None),
        ("20241301", None),
        ("99990101", None),
        ("00000101T000000Z", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_times_as_written(text: str, time: tuple[datetime, bool] | None) -> None:
    assert local_time(text) == time
