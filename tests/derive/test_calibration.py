"""An owner's own intercept and slope, from what became of the last closed quarter's forecasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.derive.built import steps_of
from tests.records import ME, mail, meeting, us

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record

DAY_US = 86_400_000_000
START = us("2024-01-01")


def correspondents(count: int, *, until_day: int, every_days: int = 5) -> Iterator[Record]:
    """Yield mails from and to people who all fall silent on one day, and one who does not."""
    for number in range(count):
        who = f"p{number}@one{number}.example"
        for day in range(number % every_days, until_day, every_days):
            at_us = START + day * DAY_US
            yield mail(f"{number}-{day}i", at_us=at_us, sender=who, to=(ME,))
            yield mail(f"{number}-{day}o", at_us=at_us + DAY_US // 4, sender=ME, to=(who,))
    for day in range(0, 260, 5):
        at_us = START + day * DAY_US
        yield mail(f"last-{day}", at_us=at_us, sender="last@one.example", to=(ME,))


def test_ties_that_end_sooner_than_forecast_lower_the_owner_s_chances(tmp_path: Path) -> None:
    book = steps_of(correspondents(30, until_day=160), tmp_path, now="2024-09-20")
    (row,) = book.rows("SELECT * FROM calibration")
    assert row["owner"] == "me"
    assert row["ties"] == 31
    assert row["intercept"] < -0.2  # forecast to go on, and silent since


def test_a_book_like_everyone_s_or_too_young_has_no_numbers_of_its_own(tmp_path: Path) -> None:
    steady = steps_of(correspondents(3, until_day=255), tmp_path / "steady", now="2024-09-20")
    assert steady.rows("SELECT * FROM calibration") == []  # under five ties
    young = list(correspondents(30, until_day=60))[:300]
    assert steps_of(young, tmp_path / "young").rows("SELECT * FROM calibration") == []
    assert steps_of([], tmp_path / "empty").rows("SELECT * FROM calibration") == []


def test_a_meeting_that_lies_ahead_ends_no_quarter(tmp_path: Path) -> None:
    records = list(correspondents(30, until_day=160))
    plain = steps_of(records, tmp_path / "plain", now="2024-09-20")
    ahead = meeting("ahead", "2024-12-30T10:00", guests=(ME, "last@one.example"))
    planned = steps_of([*records, ahead], tmp_path / "planned", now="2024-09-20")
    found = [one.rows("SELECT intercept, slope FROM calibration") for one in (plain, planned)]
    assert found[0] == found[1] != []
