from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.sources.linkedin.dates import linkedin_us, span_us


def us(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp()) * 1_000_000  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 Mar 2024", us(2024, 3, 12)),
        ("08 February 2025", us(2025, 2, 8)),
        ("7-Feb-22", us(2022, 2, 7)),
        ("9/5/26, 1:12 AM", us(2026, 9, 5, 1, 12)),
        ("12/31/18, 12:59 PM", us(2018, 12, 31, 12, 59)),
        ("7/4/19, 12:30 AM", us(2019, 7, 4, 0, 30)),
        ("9/5/26, 1:12\u202fPM", us(2026, 9, 5, 13, 12)),
        ("02/12/25, 10:30 AM", us(2025, 2, 12, 10, 30)),
        ("Mar 12 2024 1:12 PM", us(2024, 3, 12, 13, 12)),
        ("Mar 9 2024", us(2024, 3, 9)),
        ("Dec 26, 1791", None),
        ("2026-08-01 02:00:00 UTC", us(2026, 8, 1, 2)),
        ("2025-12-01 10:20 UTC", us(2025, 12, 1, 10, 20)),
        ("2019/08/01 12:00:00 UTC", us(2019, 8, 1, 12)),
        ("2025-12-01", us(2025, 12, 1)),
        ("Thu Mar 12 10:00:00 UTC 2020", us(2020, 3, 12, 10)),
        ("Jun 2019", us(2019, 6, 1)),
        ("1990", us(1990, 1, 1)),
        ("31/12/18, 1:00 PM", None),
        ("30 Feb 2024", None),
        ("2024-03-12 25:00:00 UTC", None),
        ("12 Foo 2024", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_each_shape_of_date(text: str, expected: int | None) -> None:
    assert linkedin_us(text) == expected


def test_the_time_of_an_event_has_two_ends() -> None:
    text = "Mar 12, 2025 6:00 PM - Mar 12, 2025 8:00 PM"
    assert span_us(text) == (us(2025, 3, 12, 18), us(2025, 3, 12, 20))
    assert span_us(text.replace("8:00", "5:00")) == (us(2025, 3, 12, 18), None)
    assert span_us("some day") == (None, None)


@given(st.text(max_size=30))
def test_no_text_is_raised_about(text: str) -> None:
    assert linkedin_us(text) is None or isinstance(linkedin_us(text), int)
