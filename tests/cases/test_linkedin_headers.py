"""LinkedIn's connections under headers of any language: told by their shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.model import Record
from comity.normalise.time import datetime_of
from comity.sources import linkedin
from comity.sources.linkedin.dates import linkedin_us
from tests.cases.books import case, everyone, imported

if TYPE_CHECKING:
    from pathlib import Path

HEADERS = [
    "Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verknüpft am",
    "Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Connecté le",
    "Nombre,Apellidos,URL,Dirección de correo electrónico,Empresa,Cargo,Fecha de conexión",
    "Ad,Soyad,URL,E-posta Adresi,Şirket,Pozisyon,Bağlantı Tarihi",
    "名,姓,URL,メールアドレス,会社,役職,つながった日",
]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("above", ["", 'Notes:\n"Some, of them"\n\n'])
def test_connections_under_a_header_of_any_language(
    tmp_path: Path, header: str, above: str
) -> None:
    path = tmp_path / "Connections.csv"
    row = "Ada,Hart,https://www.linkedin.com/in/ada-hart,,Mill,Miller,05 Mar 2024\n"
    other = "Ben,Moss,https://www.linkedin.com/in/ben-moss,ben@moss.example,Moss,,06 Mar 2024\n"
    path.write_text(f"{above}{header}\n{row}{other}", "utf-8-sig")
    assert linkedin.recognise(path)
    first, second = linkedin.read(path)
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert [one.identity for one in first.participants] == ["linkedin:ada-hart"]
    assert first.participants[0].name == "Ada Hart"
    assert {one.attribute for one in first.claims} == {
        "name",
        "organisation",
        "title",
        "connected",
    }
    assert len(second.participants) == 2


@pytest.mark.parametrize(
    "text",
    [
        "a,b,c,d,e,f,g\n1,2,3,4,5,6,7\n",
        "Name,X,Profile,Email,Firm,Job,Since\nAda,,ada,,Mill,Miller,2024\n",
        "Ada,Hart,https://www.linkedin.com/in/ada,,Mill,Miller,05 Mar 2024\n",
    ],
)
def test_other_tables_of_seven_columns_are_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text, "utf-8")
    assert not linkedin.recognise(path)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05 März 2024", "2024-03-05"),
        ("06 Dez. 2023", "2023-12-06"),
        ("5 mars 2024", "2024-03-05"),
        ("12 juil. 2023", "2023-07-12"),
        ("3 de abr. de 2022", "2022-04-03"),
        ("31 Feb 2023", ""),
        ("gestern", ""),
    ],
)
def test_days_in_other_languages(text: str, day: str) -> None:
    at_us = linkedin_us(text)
    assert (f"{datetime_of(at_us):%Y-%m-%d}" if at_us is not None else "") == day


def test_the_translated_exports_of_the_cases_are_read_whole() -> None:
    records = list(linkedin.read(case("contacts/li-german")))
    assert all(isinstance(one, Record) and one.at_us and not one.problems for one in records)
    assert len(records) == 3


def test_the_name_before_a_marriage_is_kept_beside_hers(tmp_path: Path) -> None:
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    row = "Solveig,Hauglid (Tangvald),https://www.linkedin.com/in/solveig,,Nord,Clerk,01 Oct 2026\n"
    (tmp_path / "Connections.csv").write_text(head + row)
    (tmp_path / "m.mbox").write_text(
        "From x Mon Nov  2 10:00:00 2026\nFrom: Solveig Tangvald <st@nord.example>\n"
        "To: you@example.org\nDate: Mon, 5 Oct 2026 10:00:00 +0000\nMessage-ID: <1@x>\n\nHello\n"
    )
    book, _ = imported(tmp_path, tmp_path / "Connections.csv", tmp_path / "m.mbox")
    found = everyone(book) == ["Solveig Hauglid"] or bool(book.rows("FROM question"))
    assert found
