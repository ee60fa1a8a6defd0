"""Lists of seats: for a spreadsheet, for breakout rooms, as text; no cell is a formula."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from comity.operations.event.lists import HEADS, as_csv, as_text, as_xlsx, harmless, zoom_rooms
from tests.operations.event.acts import evening


def rows_of(raw: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(raw.decode("utf-8-sig"), newline="")))


def test_every_meeting_has_a_row_for_each_of_the_two() -> None:
    head, *rows = rows_of(as_csv(evening(many=6, rounds=3)))
    assert tuple(head) == HEADS
    assert len(rows) == 3 * 6
    assert {(row[-2], row[-1]) for row in rows} == {(row[-1], row[-2]) for row in rows}


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\uff1d1"])
def test_no_cell_is_a_formula(name: str) -> None:
    now = evening(many=4, rounds=1)
    named = replace(now, guests=(replace(now.guests[0], name=name), *now.guests[1:]))
    assert any(row[2].startswith("'") for row in rows_of(as_csv(named)))
    sheet = load_workbook(BytesIO(as_xlsx(named))).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet for cell in row)


@pytest.mark.parametrize("name", ["Ada", "O'Neil", "Zoë =", 7])
def test_other_cells_stand_as_they_are(name: str | int) -> None:
    assert harmless(name) == name


def test_control_characters_do_not_spoil_a_workbook() -> None:
    now = evening(many=2, rounds=1)
    named = replace(now, guests=(replace(now.guests[0], name="A\x07da"), *now.guests[1:]))
    assert load_workbook(BytesIO(as_xlsx(named))).worksheets[0]["C2"].value == "A da"


def test_zoom_takes_rooms_by_address_and_who_has_none_is_told() -> None:
    now = evening(many=4, rounds=1)
    guests = [replace(one, address=f"{one.key}@x.example") for one in now.guests[:3]]
    rooms = zoom_rooms(replace(now, guests=(*guests, now.guests[3])), 1)
    head, *rows = rows_of(rooms.csv)
    assert head == ["Pre-assign Room Name", "Email Address"]
    assert ["Table 1", "g0@x.example"] in rows
    assert len(rows) == 3
    assert rooms.without_address == ("Di 3",)


def test_text_names_who_rests() -> None:
    now = evening(many=4, rounds=1)
    text = as_text(replace(now, seating=((("g0", "g1"),),)))
    assert "Table 1: Ada 0, Bo 1" in text
    assert "Rest: Cy 2, Di 3" in text
