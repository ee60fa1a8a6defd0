"""Files of a few people as spreadsheets write them; what is none is refused, and told."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from comity.errors import BadInput, NotFound
from comity.sources.cards.sheet import BYTES_MAX, file_bytes, sheet_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_table_in_any_letters_and_delimiter(encoding: str, between: str) -> None:
    text = "name,with,again\r\nZoë Ö,Hal 7,x".replace(",", between)
    sheet = sheet_of(text.encode(encoding), "ticks.csv")
    assert sheet.columns == ("name", "with", "again")
    assert [(one.number, one.cells) for one in sheet.rows] == [(2, ("Zoë Ö", "Hal 7", "x"))]


def test_a_workbooks_first_sheet_with_rows() -> None:
    made, out = Workbook(), BytesIO()
    below = made.create_sheet("seats")
    below.append(["name", "table"])
    below.append(["Ada", 4.0])
    made.save(out)
    sheet = sheet_of(out.getvalue(), "seats.xlsx")
    assert sheet.columns == ("name", "table")
    assert sheet.rows[0].cells == ("Ada", "4")


def _bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for part in range(3):
            pack.writestr(f"xl/worksheets/sheet{part}.xml", b"0" * (40 << 20))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "holds no row"),
        (b"PK\x03\x04 no workbook", "workbook cannot be read"),
        (b"\xd0\xcf\x11\xe0 old", "old kind"),
        (b"a" * (BYTES_MAX + 1), "larger than 10 MB"),
    ],
)
def test_what_is_no_sheet_is_told(data: bytes, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        sheet_of(data, "x.xlsx")


def test_a_workbook_that_unpacks_to_far_more_is_not_unpacked() -> None:
    with pytest.raises(BadInput, match="too large"):
        sheet_of(_bomb(), "x.xlsx")


def test_a_file_that_is_not_there_or_far_too_large_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        file_bytes(tmp_path / "none.csv")
    with (tmp_path / "large.csv").open("wb") as large:
        large.truncate(BYTES_MAX + 2)
    with pytest.raises(BadInput, match="larger"):
        file_bytes(tmp_path / "large.csv")
