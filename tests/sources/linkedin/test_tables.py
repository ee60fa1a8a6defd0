from __future__ import annotations

from pathlib import Path

import pytest

from comity.sources.linkedin.tables import UNUSED, open_table

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
ROW = "Zoë,Brandt,https://www.linkedin.com/in/zoe,,Engines,,12 Mar 2024"


def rows(path: Path) -> list[dict[str, str] | str]:
    table = open_table(path)
    assert table is not None
    return [row if isinstance(row, str) else dict(row) for _, row in table.rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("preamble", ["", 'Notes:\n"Some, are\nmissing"\n\n'])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_encodings_preambles_and_delimiters(
    encoding: str, preamble: str, newline: str, delimiter: str, tmp_path: Path
) -> None:
    text = preamble + f"{HEADER}\n{ROW}".replace(",", delimiter)
    path = tmp_path / "Connections.csv"
    path.write_bytes(text.replace("\n", newline).encode(encoding))
    (row,) = rows(path)
    assert isinstance(row, dict)
    assert (row["first_name"], row["company"]) == ("Zoë", "Engines")
    assert row["connected_on"] == "12 Mar 2024"


@pytest.mark.parametrize(
    ("name", "header", "layout"),
    [
        ("Linkedin Invitations.csv", "From,To,Date Sent,Message,Direction", "invitations"),
        ("Connections (1).csv", HEADER, "connections"),
        ("my people.csv", HEADER, "connections"),
        ("coach_messages.csv", "CONVERSATION ID,FROM,TO,DATE,CONTENT", None),
        ("LearningCoachMessages.csv", "CONVERSATION ID,FROM,TO,DATE,CONTENT", None),
        ("messages.csv", '"CONVERSATION ID","FROM","TO","DATE","CONTENT"', "messages"),
        ("texts.csv", "From,To,Date,Content", None),
        ("Online Job Postings.csv", "Company Name,Title,Employment Status", None),
        ("people.csv", "First Name,Last Name,E-mail 1 - Value,Organization Name", None),
        (
            "Contacts.csv",
            "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,BookmarkedAt",
            "contacts",
        ),
        ("PhoneNumbers.csv", "Extension,Number,Type", "phone_numbers"),
        ("Skills.csv", "Name", None),
    ],
)
def test_what_a_file_is_is_told_by_its_header(
    name: str, header: str, layout: str | None, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(header + "\n", "utf-8")
    table = open_table(path)
    assert (table.layout if table else None) == layout


def test_a_row_with_too_many_cells_is_said_and_the_next_one_read(tmp_path: Path) -> None:
    path = tmp_path / "Connections.csv"
    path.write_text(f"{HEADER}\n{ROW},extra\n\n{ROW},,\n{ROW}", "utf-8")
    found = rows(path)
    assert found[0] == "the row has 8 cells and the header 7"
    assert [type(row) for row in found[1:]] == [dict, dict]


def test_why_a_file_is_not_used_stands_in_the_table_of_formats() -> None:
    told = (Path(__file__).parents[3] / "docs" / "formats.md").read_text("utf-8")
    assert [reason for reason in UNUSED if reason not in told] == []
