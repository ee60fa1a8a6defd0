from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from comity.model import Record, Skipped
from comity.sources.cards import contacts_csv
from comity.sources.cards.contact_columns import columns
from comity.sources.cards.contact_more import rhythm_days
from comity.sources.cards.contact_table import signature
from tests.records import us

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path, text: str, *, charset: str = "utf-8") -> list[Record | Skipped]:
    path.write_bytes(text.encode(charset))
    return list(contacts_csv.read(path))


def records(items: list[Record | Skipped]) -> list[Record]:
    return [item for item in items if isinstance(item, Record)]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


@pytest.mark.parametrize(
    "header",
    [
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,EMAIL",
        "Email Address,Confirmed,Primary,Updated On",
        "First Name,Last Name,Companies,Title,Email Address,Phone Numbers,Bookmarked At",
        "Application Date,Contact Email,Contact Phone Number,Company Name",
    ],
)
def test_tables_of_linkedin_are_left_to_its_source(table: Path, header: str) -> None:
    (item,) = read(table, f"{header}\na,b,c,d@example.org\n")
    assert isinstance(item, Skipped)
    assert not contacts_csv.recognise(table)


@pytest.mark.parametrize(
    "header",
    [
        "Date,Amount,Currency",
        "Name,Age",
        "First Name,Last Name",
        "ada@example.org,Ada",
        "Ada,+44 1632 960961",
        "Amount,Phone",
        "",
    ],
)
def test_other_tables_are_not_recognised(table: Path, header: str) -> None:
    table.write_text(f"{header}\n1,2,3\n")
    assert not contacts_csv.recognise(table)


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Name;E-Mail", ["name", "email"]),
        ("Vorname;Nachname;Telefonnummer;Bemerkungen", ["given", "family", "phone", "note"]),
        (
            "Nom;Prénom;Courriel;Société;Fonction",
            ["family", "given", "email", "organisation", "title"],
        ),
        ("Nombre;Apellidos;Correo electrónico;Móvil", ["given", "family", "email", "phone"]),
        ("Nome;Cognome;Cellulare;Data di nascita", ["given", "family", "phone", "birthday"]),
        ("Имя;Фамилия;Телефон;Компания", ["given", "family", "phone", "organisation"]),
        ("姓名;邮箱;电话", ["name", "email", "phone"]),
        (
            "Contact;Mobile;Tags;City;LinkedIn URL",
            ["name", "phone", "category", "location", "linkedin"],
        ),
        ("Title;First Name;Job Title;Email", ["noted", "given", "title", "email"]),
        ("Name;Title;Email", ["name", "title", "email"]),
        ("Name;Fax;E-mail 1 - Type;E-mail Display Name;Email", ["name", "noted", "", "", "email"]),
    ],
)
def test_header_words_in_several_languages(header: str, fields: list[str]) -> None:
    found = columns(header.split(";"))
    assert found
    assert list(found.fields) == fields


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_character_set(
    table: Path, delimiter: str, charset: str, ending: str
) -> None:
    rows = (("Name", "Email", "Notes"), ("Zoë Ångström", "zoe@example.org", '"a\nb"'))
    text = ending.join(delimiter.join(row) for row in rows)
    (record,) = records(read(table, text, charset=charset))
    assert contacts_csv.recognise(table)
    assert record.participants[0].name == "Zoë Ångström"
    assert [claim.value for claim in record.claims][-1] == "a\nb"


@pytest.mark.parametrize(
    ("cells", "birthdays"),
    [
        (["3/4/1990", "3/23/1990"], ["1990-03-04", "1990-03-23"]),
        (["3/4/1990", "23/3/1990"], ["1990-04-03", "1990-03-23"]),
        (["3/4/1990", "4/3/1990"], []),
        (["3.4.1990", ""], ["1990-04-03"]),
        (["1990-04-03", "--04-03"], ["1990-04-03", "--04-03"]),
        (["31.2.1990", "0/0/00"], []),
    ],
)
def test_birthdays(table: Path, cells: list[str], birthdays: list[str]) -> None:
    rows = "".join(f"p{n}@example.org,{cell}\n" for n, cell in enumerate(cells))
    found = records(read(table, f"Email,Birthday\n{rows}"))
    claims = [claim for record in found for claim in record.claims]
    assert [claim.value for claim in claims if claim.attribute == "birthday"] == birthdays


def test_several_values_in_a_cell(table: Path) -> None:
    (record,) = records(
        read(
            table,
            "Name,Email,Phone,Labels\n"
            'Ada,"a@example.org ::: Ada <b@example.org>; c@example.org",'
            "+44 1632 960961 ::: '+44 1632 960962,* myContacts ::: Friends",
        )
    )
    assert [person.identity for person in record.participants] == [
        "email:a@example.org",
        "email:b@example.org",
        "email:c@example.org",
        "phone:+441632960961",
        "phone:+441632960962",
    ]
    assert [claim.value for claim in record.claims] == ["Ada", "Friends"]


def test_a_row_is_told_by_whom_it_is_about(table: Path) -> None:
    header = "Name,Email,Job title\n"
    (one,) = records(read(table, f"{header}Ada,ada@example.org,Poet"))
    (two,) = records(read(table, f"{header}\nAda,Ada@Example.org,Programmer\n,,\n"))
    assert one.ref == two.ref
    assert one.version != two.version


def test_a_field_longer_than_the_reader_takes_loses_one_row(table: Path) -> None:
    items = read(table, f"Name,Email\nAda,{'a' * 200_000}\nGrace,grace@example.org\n")
    assert [type(item) for item in items] == [Skipped, Record]


@given(st.text(alphabet='",;\n\r\t a@.=', max_size=200))
def test_no_table_is_raised_about(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    for item in read(path, f"Name,Email\n{text}"):
        assert item.where.startswith("any.csv")


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("Every 2 weeks", 14.0),
        ("quarterly", 91.3125),
        ("90", 90.0),
        ("3m", 91.3125),
        ("alle 3 Monate", 91.3125),
        ("Once a year", 365.25),
        ("never", 0.0),
        ("2 or 3 weeks", 0.0),
        ("", 0.0),
    ],
)
def test_a_rhythm_is_told_in_days(said: str, days: float) -> None:
    assert rhythm_days(said) == days


def test_no_column_is_forgotten(table: Path) -> None:
    header = "Name,Email,Favourite tea,Photo,Password,Event 1 - Label,Event 1 - Value,Spouse"
    (record,) = records(read(table, f"{header}\nAda,a@x.example,Assam,p.png,s3cret,Moved,May,Ben"))
    said = [(one.attribute, one.value) for one in record.claims]
    assert said == [
        ("name", "Ada"),
        ("related", "Ben (spouse)"),
        ("note", "Favourite tea: Assam\nMoved: May"),
    ]


def test_what_the_user_says_of_a_column_comes_first(table: Path) -> None:
    header = ["Name", "Email", "Firm or so", "Notes"]
    table.write_text(",".join(header) + "\nAda,a@x.example,Mill,gossip\n")
    said = {signature(header): {"firm or so": "organisation", "Notes": "left"}}
    (record,) = records(list(contacts_csv.read(table, columns=said)))
    assert [one.value for one in record.claims] == ["Ada", "Mill"]


@pytest.mark.parametrize(
    ("cells", "people"),
    [
        ("Ada,a@x.example,3/24/2025 7:01 PM\nBen,,3/24/2025 19:05", 2),
        ("Ada,a@x.example,\nBen,,soon", 0),
    ],
)
def test_who_joined_on_a_day_was_met_there(table: Path, cells: str, people: int) -> None:
    found = records(read(table, f"Name,User Email,Join Time\n{cells}"))
    met = [one for one in found if one.kind == "event"]
    assert [len(one.participants) for one in met] == [people] * bool(people)
    assert all(one.at_us == us("2025-03-24T19:01") for one in met)


@pytest.mark.parametrize(
    ("header", "is_one"), [(["Name", "Email"], True), (["Item", "Price", "Phone model"], False)]
)
def test_a_workbook_is_told_by_its_first_cells(
    tmp_path: Path, header: list[str], *, is_one: bool
) -> None:
    book = Workbook()
    book.worksheets[0].append(header)
    book.worksheets[0].append(["Ada", "ada@x.example"])
    book.save(tmp_path / "any.xlsx")
    assert contacts_csv.recognise(tmp_path / "any.xlsx") is is_one
    assert all(
        isinstance(one, Record) == is_one for one in contacts_csv.read(tmp_path / "any.xlsx")
    )


def test_a_workbook_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "any.xlsx"
    for data in (b"", b"PK\x03\x04spoilt", b"Name,Email\n"):
        path.write_bytes(data)
        assert not contacts_csv.recognise(path)
        assert [type(one) for one in contacts_csv.read(path)] == [Skipped]
