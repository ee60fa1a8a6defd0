"""Ticks that come back: every row accounted for, twice the same, a later word in place of one."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from comity.errors import BadInput
from comity.operations.event.evening import told
from comity.operations.event.lists import as_csv, as_xlsx
from comity.operations.event.ticks import TICKS
from comity.operations.event.ticks_back import read
from comity.sources.cards.sheet import file_bytes, sheet_of
from comity.store.events import Act
from tests.operations.event.acts import evening

if TYPE_CHECKING:
    from pathlib import Path

    from comity.operations.event.evening import Evening
    from comity.operations.event.ticks_back import Read
    from comity.sources.cards.sheet import Sheet

STARTED = ("started", {"round": 1})


def running() -> Evening:
    """Return an evening whose first round runs: g0 sits with g7, g1 with g6."""
    return evening(STARTED)


def after(now: Evening, found: Read) -> Evening:
    """Return the evening after what was read is said."""
    return told([Act(now.latest + n, 0, *one) for n, one in enumerate(found.said, 1)], now)


def table(*rows: str, head: str = "name,with,again,can_help,helps_me") -> Sheet:
    return sheet_of("\n".join([head, *rows]).encode(), "ticks.csv")


def test_new_known_and_skipped_are_every_row() -> None:
    rows = ("Ada 0,Hal 7,x,,1", "Ada 0,Bo 1,x,,", "Ada 0,Nobody,x,,", "Ada 0,Ada 0,x,,", ",,,,")
    found = read(running(), table(*rows))
    assert (found.rows, found.new, found.known) == (4, 1, 0)
    assert [one.row for one in found.skipped] == [3, 4, 5]
    assert "no table together" in found.skipped[0].reason
    assert found.said == (("ticked", {"guest": "g0", "of": "g7", "ticks": ["again", "helps_me"]}),)


def test_a_second_time_is_known_and_a_change_supersedes() -> None:
    now = running()
    now = after(now, read(now, table("Ada 0,Hal 7,x,,")))
    again = read(now, table("Ada 0,Hal 7,yes,no,"))
    assert (again.new, again.known, again.said) == (0, 1, ())
    changed = after(now, read(now, table("Ada 0,Hal 7,,x,")))
    assert changed.ticks["g0", "g7"] == ("can_help",)


def test_rounds_that_did_not_begin_are_not_met() -> None:
    found = read(evening(), table("Ada 0,Hal 7,x,,"))
    assert (found.new, len(found.skipped)) == (0, 1)


def test_a_column_that_is_not_there_says_nothing_of_its_tick() -> None:
    now = running()
    now = after(now, read(now, table("Ada 0,Hal 7,x,x,")))
    found = read(now, table("Ada 0,Hal 7,x", head="name,with,helps me"))
    assert after(now, found).ticks["g0", "g7"] == ("again", "can_help", "helps_me")


@pytest.mark.parametrize("head", ["", "name,again", "name,with", "a,b,c"])
def test_a_table_of_something_else_says_what_it_needs(head: str) -> None:
    with pytest.raises(BadInput):
        read(running(), table(head=head))


def test_a_row_that_cannot_be_read_is_skipped_and_told() -> None:
    found = read(running(), table("Ada 0,Hal 7,x,,", 'Bo 1,"Gil 6,x,,'))
    assert (found.rows, found.new) == (2, 1)
    assert [one.row for one in found.skipped] == [3]


ticks = st.lists(st.sampled_from(sorted(TICKS)), unique=True)


@given(st.dictionaries(st.integers(0, 7), ticks, max_size=8))
@settings(max_examples=20, deadline=None)
def test_what_is_ticked_in_the_sheet_comes_back(wanted: dict[int, list[str]]) -> None:
    now = running()
    rows = list(csv.reader(StringIO(as_csv(now).decode("utf-8-sig"), newline="")))
    head = rows[0]
    first = {row[-2]: row for row in rows[1:] if row[0] == "1"}
    for n, words in wanted.items():
        for word in words:
            first[f"g{n}"][head.index(word)] = "x"
    out = StringIO(newline="")
    csv.writer(out).writerows(rows)
    sheet = sheet_of(out.getvalue().encode(), "seats.csv")
    found = read(now, sheet)
    said = {key: tuple(one for one in TICKS if one in said) for key, said in wanted.items() if said}
    assert {int(key[0][1:]): value for key, value in after(now, found).ticks.items()} == said
    assert found.rows == found.new + found.known + len(found.skipped) == len(rows) - 1
    assert read(after(now, found), sheet).new == 0


def test_a_workbook_comes_back(tmp_path: Path) -> None:
    now, path = running(), tmp_path / "seats.xlsx"
    book = load_workbook(BytesIO(as_xlsx(now)))
    book.worksheets[0]["F2"] = "x"
    book.save(path)
    found = read(now, sheet_of(file_bytes(path), path.name))
    assert (found.new, found.rows) == (1, 4 * 8)
