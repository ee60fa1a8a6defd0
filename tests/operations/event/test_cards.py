"""Cards, signs and lists as files; ticks back from a file, and into what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.book import Book
from comity.errors import BadInput, NotFound
from comity.operations.event.evening import told
from comity.operations.operation import find
from tests.operations.event.acts import BEGIN_US, keep_event
from tests.operations.event.paper.seen import pages

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("Ada Hart", "Bo Lund", "Cy 𒍅")


def book(folder: Path) -> Book:
    keep_event(folder, "spring", NAMES, title="Spring evening")
    return Book(folder, now_us=BEGIN_US + 1)


def test_a_file_for_each_ending(tmp_path: Path) -> None:
    one, cards = book(tmp_path), find("event cards").function
    made = cards(one, "spring", to=tmp_path / "c.pdf")
    text = " ".join(page for page, _, _ in pages((tmp_path / "c.pdf").read_bytes()))
    assert "Spring evening · 5 March 2026" in text
    assert "Ada Hart" in text
    assert made.pages == 2
    assert made.unshown == ("𒍅",)
    assert "Install" in made.problems[0]
    assert cards(one, "Spring", to=tmp_path / "s.PDF", signs=True, letter=True).pages == 1
    for ending in ("xlsx", "csv", "txt"):
        assert not cards(one, "spring", to=tmp_path / f"c.{ending}").problems
        assert (tmp_path / f"c.{ending}").stat().st_size
    rooms = cards(one, "spring", to=tmp_path / "z.csv", zoom=1)
    assert rooms.without == tuple(sorted(NAMES))


def test_what_cannot_be_written_says_why(tmp_path: Path) -> None:
    one, cards = book(tmp_path), find("event cards").function
    with pytest.raises(BadInput, match="nothing is written"):
        cards(one, "spring", to=tmp_path / "c.doc")
    with pytest.raises(BadInput, match="no round 2"):
        cards(one, "spring", to=tmp_path / "c.csv", zoom=2)
    with pytest.raises(NotFound):
        cards(one, "autumn", to=tmp_path / "c.pdf")


def test_ticks_come_back_once(tmp_path: Path) -> None:
    one, ticks = book(tmp_path), find("event ticks").function
    (tmp_path / "t.csv").write_text("name,with,again\nAda Hart,Bo Lund,x\nAda Hart,Nobody,x\n")
    first = ticks(one, "spring", tmp_path / "t.csv")
    assert (first.rows, first.new, first.known, len(first.skipped)) == (2, 1, 0, 1)
    assert (first.cards, first.asked) == (1, 3)
    again = ticks(one, "spring", tmp_path / "t.csv")
    assert (again.new, again.known) == (0, 1)
    file = keep_event(tmp_path / "other", "spring", NAMES)
    assert not told(file.acts()).ticks


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no file"):
        find("event ticks").function(book(tmp_path), "spring", tmp_path / "none.csv")
