from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.normalise.time import EARLIEST_US, date_us, datetime_of, received_us, us_of

AT = datetime(2026, 3, 2, 9, 0, 5, tzinfo=UTC)
AT_US = 1_772_442_005_000_000


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 2 Mar 2026 09:00:05 +0000",
        "Mon, 02 Mar 2026 04:00:05 -0500 (EST)",
        "  mon,2 mar 2026 09:00:05 GMT",
        "2 Mar 2026 09:00:05 UT",
        "Monday, 2 Mar 2026 09:00:05 Z",
        "2 March 2026 09:00:05 +0000",
        "2-Mar-2026 09:00:05 +0000",
        "Mon, 2 Mar 26 09:00:05 GMT",
        "Mon, 2 Mar 2026 04:00:05 EST",
        "Mon Mar  2 09:00:05 2026",
        "Mon Mar  2 04:00:05 2026 -0500",
        "2026-03-02T09:00:05Z",
        "2026-03-02 10:00:05 +0100",
        "2026-03-02T14:30:05.123456+05:30",
        "Mon, 2 Mar 2026 09:00:05",  # without a zone: UTC, whatever the machine's
    ],
)
def test_ways_to_write_an_instant(text: str) -> None:
    assert date_us(text) == AT_US


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Whenever",
        "Thu, 32 Foo",
        "Mon, 30 Feb 2026 09:00:00 +0000",
        "Mon, 2 Mar 2026 25:00:00 +0000",
        "Mon, 2 Mar 2026 09:61:00 +0000",
        "Mon, 2 Mar 2026 09:00:00 +9999",
        "Mon, 2 Mar 0102 09:00:00 +0000",
        "Thu, 1 Jan 1970 00:00:00 +0000",
        "2026-13-02T09:00:00Z",
        "9" * 5000,
    ],
)
def test_what_is_no_instant_of_a_mail(text: str) -> None:
    assert date_us(text) is None


def test_a_leap_second_and_minutes_alone() -> None:
    assert date_us("Sat, 31 Dec 2016 23:59:60 +0000") == us_of(datetime(2017, 1, 1, tzinfo=UTC))
    assert date_us("Mon, 2 Mar 2026 09:00 +0000") == AT_US - 5_000_000


def test_the_date_of_a_received_line_is_its_last_part() -> None:
    line = "from a (b; c) by d; id 1;\n\tMon, 2 Mar 2026 09:00:05 +0000 (UTC)"
    assert received_us(line) == AT_US
    assert received_us("from a by b") is None


moments = st.integers(365_000_000, 7_200_000_000).map(lambda at: datetime.fromtimestamp(at, UTC))


@given(moments, st.integers(-14 * 60, 14 * 60))
def test_what_the_standard_library_writes_is_read_back(at: datetime, offset: int) -> None:
    local = at.astimezone(timezone(timedelta(minutes=offset)))
    assert date_us(format_datetime(local)) == us_of(at)
    assert date_us(local.isoformat()) == us_of(at)
    assert datetime_of(us_of(at)) == at


@given(st.text(max_size=80))
def test_any_text_is_an_instant_or_none(text: str) -> None:
    at_us = date_us(text)
    assert at_us is None or at_us >= EARLIEST_US


def test_instants_and_datetimes() -> None:
    assert us_of(AT) == AT_US
    assert datetime_of(AT_US + 999_999) == AT
