from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.model import Record, Skipped
from comity.sources.cards import contacts_csv
from comity.sources.cards.contact_columns import columns

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
        ("Title;First Name;Job Title;Email", ["", "given", "title", "email"]),
        ("Name;Title;Email", ["name", "title", "email"]),
        ("Name;Fax;E-mail 1 - Type;E-mail Display Name;Email", ["name", "", "", "", "email"]),
    ],
)
def test_header_words_in_several_languages(header: str, fields: list[str]) -> None:
    found = columns(header.split(";"))
    assert [
        next((field for field, places in found.items() if place in places), "")
        for place in range(len(fields))
    ] == fields


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
