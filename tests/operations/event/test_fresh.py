"""An evening is named for 48 hours, until it was followed up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from comity.book import Book
from comity.operations.event.fresh import HOUR_US, fresh_events
from comity.store.events import EventFile
from tests.operations.event.acts import BEGIN_US, planned

if TYPE_CHECKING:
    from pathlib import Path

AGAIN = [
    ("ticked", {"guest": "g0", "of": "g7", "ticks": ["again"]}),
    ("ticked", {"guest": "g7", "of": "g0", "ticks": ["again"]}),
]
PLAYED: list[tuple[str, dict[str, Any]]] = [("started", {"round": 1}), ("ended", {})]


def fresh(folder: Path, *said: tuple[str, dict[str, Any]], hours: float) -> list[tuple[int, int]]:
    file = EventFile(folder / EventFile.home / "hour-of-power")
    file.make()
    file.append_all([*planned(), *said], at_us=BEGIN_US)
    book = Book(folder, BEGIN_US + round(hours * HOUR_US))
    return [(one.introductions, one.hours_left) for one in fresh_events(book)]


@pytest.mark.parametrize(("hours", "left"), [(0.0, 48), (13.0, 35), (47.9, 1)])
def test_who_said_the_same_waits_to_be_introduced(tmp_path: Path, hours: float, left: int) -> None:
    assert fresh(tmp_path, *PLAYED, *AGAIN, hours=hours) == [(1, left)]


def test_after_two_days_nothing_is_said_of_it(tmp_path: Path) -> None:
    assert fresh(tmp_path, *PLAYED, *AGAIN, hours=48) == []


def test_what_was_followed_up_is_not_named(tmp_path: Path) -> None:
    assert fresh(tmp_path, *PLAYED, *AGAIN, ("followed", {}), hours=1) == []


def test_ticks_that_are_missing_are_asked_for_and_those_that_lead_nowhere_are_not(
    tmp_path: Path,
) -> None:
    assert fresh(tmp_path / "none", *PLAYED, hours=1) == [(0, 47)]
    assert fresh(tmp_path / "one", *PLAYED, AGAIN[0], hours=1) == []


def test_nobody_met_before_a_round_nor_is_it_over_while_it_runs(tmp_path: Path) -> None:
    assert fresh(tmp_path / "waits", hours=1) == []
    assert fresh(tmp_path / "runs", PLAYED[0], hours=1) == []
    assert fresh(tmp_path / "left open", PLAYED[0], hours=3) == [(0, 45)]
