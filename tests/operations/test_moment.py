from __future__ import annotations

import pytest

from comity.errors import BadInput
from comity.operations.moment import date_of, instant_us, iso, local, month, span_days
from tests.records import us

NOW = us("2025-06-01T22:30")
BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("text", "zone", "at"),
    [
        ("2025-03-31", "UTC", "2025-03-31"),
        ("2025-03-31", BERLIN, "2025-03-30T22:00"),  # midnight there
        (" 2025-03-31T14:30 ", BERLIN, "2025-03-31T12:30"),
        ("2025-03-31T14:30:00Z", BERLIN, "2025-03-31T14:30"),
        ("2025-03-31T14:30+05:00", BERLIN, "2025-03-31T09:30"),
        ("today", "UTC", "2025-06-01"),
        ("today", BERLIN, "2025-06-01T22:00"),  # it is the second there by now
        ("yesterday", "UTC", "2025-05-31"),
        ("tomorrow", "UTC", "2025-06-02"),
    ],
)
def test_a_date_is_its_midnight_in_the_zone(text: str, zone: str, at: str) -> None:
    assert instant_us(text, zone, now_us=NOW) == us(at)


@pytest.mark.parametrize(
    "text", ["", "soon", "31.3.2025", "2025-13-01", "0001-01-01", "9999-12-31T23:59", "-1", "٢٠٢٥"]
)
def test_what_is_no_date_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(BadInput, match="is not a date") as refused:
        instant_us(text, BERLIN, now_us=NOW)
    assert "2026-11-20" in refused.value.hint


@pytest.mark.parametrize(
    ("text", "days"),
    [("10d", 10), ("1 day", 1), ("2w", 14), ("2 weeks", 14), ("3m", 91.3125), ("1Y", 365.25)],
)
def test_a_length_of_time_is_days(text: str, days: float) -> None:
    assert span_days(text) == days


@pytest.mark.parametrize("text", ["", "0d", "d", "10", "-3d", "3 fortnights", "99999d", "1.5m"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="is not a length of time"):
        span_days(text)


def test_instants_are_shown_in_utc_and_told_in_the_zone() -> None:
    assert iso(us("2025-03-31T14:30:05.9")) == "2025-03-31T14:30:05Z"
    assert iso(None) is None
    assert local(NOW, BERLIN).isoformat() == "2025-06-02T00:30:00+02:00"
    assert date_of(20_000).isoformat() == "2024-10-04"


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2025-05-31", "May"),
        ("2024-08-01", "August"),
        ("2024-07-31", "July 2024"),
        ("2024-06-30", "June 2024"),  # "June" alone would be this one
        ("2025-07-01", "July 2025"),
        ("2019-06-01", "June 2019"),
    ],
)
def test_a_month_has_its_year_where_it_could_be_another(at: str, told: str) -> None:
    assert month(us(at), "UTC", now_us=NOW) == told
