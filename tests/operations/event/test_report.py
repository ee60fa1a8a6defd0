"""The report: what is known in words, and what is not known never as a nought."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.book import Book
from comity.errors import BadInput
from comity.operations.event.evening import ANNOUNCED
from comity.operations.operation import find
from comity.store.events import EventFile
from tests.operations.event.acts import BEGIN_US, keep_event, planned
from tests.operations.event.paper.seen import inside, pages

if TYPE_CHECKING:
    from pathlib import Path

    from comity.operations.event.paper.documents import EventReport

NAMES = ("Ada Hart", "Bo Lund", "Cy Moor")


def report(folder: Path, event: str = "spring", **options: Path) -> EventReport:
    found: EventReport = find("event report").function(
        Book(folder, now_us=BEGIN_US), event, **options
    )
    return found


def test_what_is_not_known_is_null_until_it_is(tmp_path: Path) -> None:
    file = keep_event(tmp_path, "spring", NAMES)
    found = report(tmp_path)
    assert (found.guests, found.meetings, found.new_ties, found.fewest_met) == (3, 3, 3, 2)
    assert (found.cards_back, found.mutual, found.second_meetings) == (0, None, None)
    assert "not known who would meet again" in " ".join(found.sentences)
    file.append("ticked", {"guest": "g0", "of": "g1", "ticks": ["again"]}, at_us=BEGIN_US)
    found = report(tmp_path)
    assert (found.cards_back, found.mutual) == (1, 0)
    assert found.met[0].met == ("Bo Lund", "Cy Moor")


def test_wishes_are_met_by_who_offers_it(tmp_path: Path) -> None:
    guests = [
        {"key": "g0", "name": "Ada Hart", "asks": ["bookkeeper", "carpenter"]},
        {"key": "g1", "name": "Bo Lund", "offers": ["bookkeeper"]},
        {"key": "g2", "name": "Cy Moor"},
    ]
    keep_event(tmp_path, "spring", NAMES, ("listed", {"guests": guests}))
    found = report(tmp_path)
    assert (found.wishes, found.wishes_met) == (2, 1)


def test_those_who_met_at_another_event_are_known_again_by_name(tmp_path: Path) -> None:
    keep_event(tmp_path, "spring", NAMES)
    later = ("announced", {"title": "Autumn", "on": "2026-09-05"})
    keep_event(tmp_path, "autumn", ("Bo Lund", "Ada Hart", "Dee Pine"), later)
    assert report(tmp_path).second_meetings == 1
    assert report(tmp_path, "autumn").new_ties == 2


def test_nobody_met_is_no_report(tmp_path: Path) -> None:
    file = EventFile(tmp_path / "events" / "soon")
    file.make()
    file.append_all(planned(), at_us=BEGIN_US)
    assert planned()[0][0] == ANNOUNCED
    with pytest.raises(BadInput, match="no round"):
        report(tmp_path, "soon")


def test_it_prints(tmp_path: Path) -> None:
    keep_event(tmp_path, "spring", [f"Guest {'x' * 40} {n}" for n in range(60)], title="Zoë" * 60)
    report(tmp_path, to=tmp_path / "r.pdf")
    made = list(pages((tmp_path / "r.pdf").read_bytes()))
    assert len(made) > 1
    assert "60 guests" in made[0][0]
    assert all(inside(box, page) for _, boxes, page in made for box in boxes)
