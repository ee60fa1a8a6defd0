from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from comity.book import Book
from comity.evaluate.own_book.cases import TARGETS, cases
from comity.operations.moment import DAY_US
from tests.derive.test_calibration import correspondents
from tests.operations.plan.story import correspondence
from tests.records import ADA, BEN, CLEO, ME, book_of, mail, meeting, post, us

if TYPE_CHECKING:
    from pathlib import Path

    from comity.evaluate.own_book.cases import Cases

ACTIVE, CONTACT = TARGETS


def test_windows_lie_end_to_end_and_end_with_the_last_that_is_known(tmp_path: Path) -> None:
    book = book_of(correspondence(start="2024-01-01", every_days=10, rounds=40), tmp_path)
    found = cases(book, ACTIVE)
    last_us = us("2024-01-01") + 390 * DAY_US + DAY_US // 24
    assert found.from_us[-1] == last_us - 90 * DAY_US
    assert {late - early for early, late in pairwise(found.from_us)} == {90 * DAY_US}
    assert found.from_us[0] - 90 * DAY_US >= us("2024-01-01")


def test_a_window_asks_what_it_forecast(tmp_path: Path) -> None:
    records = [
        *correspondence(start="2024-01-01", every_days=20, rounds=26, who=ADA),
        mail("cleo", "2024-12-30", sender=ME, to=(CLEO,)),
        mail("cleo-again", "2025-05-14", sender=CLEO, to=(ME,)),
        mail("ben", "2024-11-01", sender=ME, to=(BEN,)),
        post("ben-to-all", "2025-04-30", sender=BEN),
        meeting("tomorrow", "2025-07-01", guests=(ME, BEN)),
    ]
    book = book_of(records, tmp_path)
    sql = "SELECT name FROM person WHERE kind = 'person' AND NOT is_me ORDER BY person"
    names = [one["name"] for one in book.rows(sql)]
    active, contact = (newest(cases(book, target)) for target in TARGETS)
    assert dict(zip(names, active, strict=True)) == {
        "Ada Hart": 1,
        "Cleo Dunn": 1,  # she wrote
        "Ben Moss": 0,  # a post to all is no contact, nor is a meeting yet to come
    }
    # I wrote to Ada on the last day; Cleo wrote to me
    assert dict(zip(names, contact, strict=True)) == {"Ada Hart": 1, "Cleo Dunn": 0, "Ben Moss": 0}


def newest(found: Cases) -> list[float]:
    """Return what came of each person in the last window, by the order of their ids."""
    return list(found.came_true[found.window == len(found.from_us) - 1])


def test_a_forecast_is_what_would_have_been_shown_then(tmp_path: Path) -> None:
    records = [
        *correspondence(start="2024-01-01", every_days=9, rounds=50, who=ADA),
        *correspondence(start="2024-02-11", every_days=23, rounds=14, who=BEN),
        *correspondence(start="2025-01-01", every_days=3, rounds=20, who=CLEO),
    ]
    book = book_of(records, tmp_path)
    for target in TARGETS:
        found = cases(book, target)
        windows = [*enumerate(found.from_us)]
        for number, start in {windows[len(windows) // 2], windows[-1]}:
            then = Book(tmp_path, book.now_us, as_of_us=start)
            shown = then.rows(
                f"SELECT {target.name} AS p FROM relationship WHERE p IS NOT NULL ORDER BY person"
            )
            then.close()
            own = found.forecast[found.window == number].tolist()
            assert own == pytest.approx([one["p"] for one in shown], abs=1e-12)


def test_what_came_later_changes_no_forecast(tmp_path: Path) -> None:
    early = list(correspondence(start="2024-01-01", every_days=10, rounds=30))
    late = list(correspondence(start="2024-12-20", every_days=1, rounds=5, who=BEN))
    end = mail("end", "2025-05-01", sender=CLEO)
    quiet = cases(book_of([*early, end], tmp_path / "quiet"), ACTIVE)
    busy = cases(book_of([*early, *late, end], tmp_path / "busy"), ACTIVE)
    assert quiet.from_us == busy.from_us
    before = [start < us("2024-12-20") for start in quiet.from_us]
    for number in np.flatnonzero(before):
        assert quiet.forecast[quiet.window == number] == pytest.approx(
            busy.forecast[busy.window == number]
        )


def test_a_book_without_half_a_year_has_no_case(tmp_path: Path) -> None:
    book = book_of(correspondence(start="2025-01-01", every_days=10, rounds=10), tmp_path)
    assert cases(book, ACTIVE).from_us == ()
    assert len(cases(book_of([], tmp_path / "empty"), ACTIVE).person) == 0


def test_the_owner_s_own_numbers_are_those_of_the_quarter_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = list(correspondents(30, until_day=160))  # steady, until all but one fall silent
    book = book_of(records, tmp_path, now="2024-09-20")
    found = cases(book, ACTIVE)
    monkeypatch.setattr("comity.models.logistic.LEAST_CASES", 10_000)
    plain = cases(book, ACTIVE)
    assert len(found.from_us) == 1
    assert found.forecast.mean() > plain.forecast.mean()  # nothing of the silence was known yet
    assert found.came_true.tolist() == plain.came_true.tolist()
