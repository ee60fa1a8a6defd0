from __future__ import annotations

from datetime import datetime, timedelta
from itertools import takewhile

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.sources.calendars.recurrence import occurrences

START = datetime(2024, 1, 31, 9, 30)  # noqa: DTZ001 - local
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def numbers(low: int, high: int) -> st.SearchStrategy[str]:
    each = st.integers(low, high).filter(bool)
    return st.lists(each, min_size=1, max_size=3, unique=True).map(
        lambda found: ",".join(map(str, found))
    )


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Draw a rule that RFC 5545 allows and that comes true, which the other one needs to end."""
    frequency = draw(st.sampled_from(("YEARLY", "MONTHLY", "WEEKLY", "DAILY")))
    weekdays = st.lists(st.sampled_from(DAYS), min_size=1, max_size=3, unique=True)
    choices = {
        "BYMONTH": numbers(1, 12),
        "BYDAY": weekdays.map(",".join),
        "BYHOUR": numbers(1, 23),
        "COUNT": st.integers(1, 20).map(str),
        "BYSETPOS": st.sampled_from(("1", "-1", "1,-1")),
    }
    if frequency in {"YEARLY", "MONTHLY"}:
        nth = st.sampled_from(("1", "2", "4", "-1", "-2"))
        counted = st.lists(st.tuples(nth, st.sampled_from(DAYS)), min_size=1, max_size=2)
        choices["BYDAY"] |= counted.map(lambda found: ",".join(map("".join, found)))
    names = draw(st.lists(st.sampled_from(sorted(choices)), max_size=3, unique=True))
    if frequency == "WEEKLY":
        choices["WKST"] = st.sampled_from(DAYS)
        # BYSETPOS is left out: the other one counts from the start within the first week
        names = [*(name for name in names if name != "BYSETPOS"), "WKST"]
    elif "BYDAY" not in names and draw(st.booleans()):
        choices |= {"BYMONTHDAY": numbers(-28, 28), "BYYEARDAY": numbers(-365, 365)}
        alone = frequency == "YEARLY" and "BYMONTH" not in names
        names.append("BYYEARDAY" if alone else "BYMONTHDAY")
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 3))}"]
    return ";".join([*parts, *(f"{name}={draw(choices[name])}" for name in names)])


@settings(max_examples=50, deadline=None)
@given(rule=rules(), days=st.integers(0, 800))
def test_occurrences_are_those_of_an_independent_implementation(rule: str, days: int) -> None:
    start = START + timedelta(days=days)
    end = start + timedelta(days=1500)
    theirs = takewhile(lambda moment: moment <= end, rrulestr(rule, dtstart=start))
    assert list(occurrences(rule, start, end=end)) == list(theirs)


def test_weekdays_with_and_without_a_number_are_both_meant() -> None:
    found = occurrences("FREQ=MONTHLY;BYDAY=1MO,FR", START, end=START + timedelta(days=12))
    assert [f"{moment:%a %d}" for moment in found] == ["Fri 02", "Mon 05", "Fri 09"]


def test_weeks_of_the_year() -> None:
    found = occurrences(
        "FREQ=YEARLY;BYWEEKNO=1,-1;BYDAY=TH", START, end=START + timedelta(days=705)
    )
    assert [f"{moment:%F}" for moment in found] == [
        "2024-12-26",
        "2025-01-02",
        "2025-12-25",
        "2026-01-01",
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYSETPOS=400",
        "FREQ=NEVER",
        "",
        "FREQ",
        ";;=;",
    ],
)
def test_a_rule_that_never_comes_true_ends(rule: str) -> None:
    assert not list(occurrences(rule, START, end=START + timedelta(days=9000)))


def test_an_interval_of_nought_is_one() -> None:
    found = occurrences("FREQ=DAILY;INTERVAL=0", START, end=START + timedelta(days=2))
    assert len(list(found)) == 3


def test_no_series_is_laid_out_longer_than_sixty_years() -> None:
    far = START + timedelta(days=365 * 500)
    assert sum(1 for _ in occurrences("FREQ=YEARLY;BYMONTHDAY=1;BYMONTH=2", START, end=far)) == 61


@given(rule=st.text(alphabet="FREQ=YALDIMONTHWKBSPC;,-+0123456789", max_size=60))
def test_no_text_is_raised_about(rule: str) -> None:
    found = list(occurrences(f"FREQ=MONTHLY;{rule}", START, end=START + timedelta(days=400)))
    assert found == sorted(found)
