"""Contacts as spreadsheets and programs write them: every row, every column that is understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.model import Record, Skipped
from comity.normalise.time import datetime_of
from comity.sources.cards import contacts_csv
from tests.cases.books import case, everyone, imported

if TYPE_CHECKING:
    from pathlib import Path


def read(tmp_path: Path, text: str, charset: str = "utf-8") -> list[Record | Skipped]:
    path = tmp_path / "contacts.csv"
    path.write_bytes(text.encode(charset))
    assert contacts_csv.recognise(path)
    return list(contacts_csv.read(path))


def kept(items: list[Record | Skipped]) -> list[Record]:
    return [item for item in items if isinstance(item, Record)]


def names(items: list[Record | Skipped]) -> list[str]:
    return [one.participants[0].name for one in kept(items) if one.participants]


def claims(record: Record, attribute: str) -> list[str]:
    return [one.value for one in record.claims if one.attribute == attribute]


def people(count: int) -> list[str]:
    return [f"Person {n},p{n}@example.org,note {n}" for n in range(count)]


HEADER = "Name,Email,Notes"


@pytest.mark.parametrize(
    ("opened", "closed"),
    [
        ('"Person 10,p10@example.org,note 10', '"Person 501",p501@example.org,note 501'),
        ('Person 10,"p10@example.org,note 10', 'Person 501,"p501@example.org",note 501'),
        ('Person 10,p10@example.org,"note 10', 'Person 501,p501@example.org,"note, 501"'),
        ('Person 10,p10@example.org,"note 10', 'Person 501,p501@example.org,note 501"'),
        ('"Person 10,p10@example.org,note 10', "Person 501,p501@example.org,note 501"),
    ],
)
def test_a_stray_quotation_mark_swallows_no_rows(tmp_path: Path, opened: str, closed: str) -> None:
    rows = people(1000)
    rows[10], rows[501] = opened, closed
    items = read(tmp_path, "\n".join([HEADER, *rows]))
    assert len(kept(items)) == 1000
    assert names(items)[9:12] == ["Person 9", "Person 10", "Person 11"]
    told = [one.where for one in kept(items) if one.problems]
    assert told[0] == "contacts.csv, line 12"
    assert len(told) <= 2  # and of the mark at the end of a row's last cell


def test_quotes_that_are_closed_hold_notes_of_many_lines(tmp_path: Path) -> None:
    note = "\n".join(f"line {n}, and on" for n in range(60)) + '\n"quoted", too'
    quoted = note.replace('"', '""')
    rows = [HEADER, "Ada,ada@example.org,one", f'Ben,ben@example.org,"{quoted}"', "Cy,c@x.example,"]
    items = read(tmp_path, "\n".join(rows))
    assert names(items) == ["Ada", "Ben", "Cy"]
    assert claims(kept(items)[1], "note") == [note]
    assert not any(one.problems for one in kept(items))


def test_many_stray_quotation_marks_cost_no_rows(tmp_path: Path) -> None:
    rows = [f'"Person {n},p{n}@example.org,x' for n in range(500)]
    items = read(tmp_path, "\n".join([HEADER, *rows]))
    assert len(items) == 500
    assert {one.participants[0].identity for one in kept(items)} == {
        f"email:p{n}@example.org" for n in range(500)
    }


def test_a_row_cut_below_an_open_mark_is_told_and_not_lost_in_silence(tmp_path: Path) -> None:
    rows = [HEADER, '"Ada,ada@example.org,x', "Ben,ben@example.org", "Cy,cy@x.example,y"]
    ada, ben, cy = read(tmp_path, "\n".join(rows))
    assert isinstance(ben, Skipped)
    assert ben.problem
    assert names([ada, cy]) == ["Ada", "Cy"]


def test_rows_with_too_few_cells_are_read_and_too_many_told(tmp_path: Path) -> None:
    items = read(tmp_path, f"{HEADER}\nAda,ada@example.org\nBen,ben@example.org,a,b,c\n")
    assert names(items) == ["Ada", "Ben"]
    assert [len(one.problems) for one in kept(items)] == [0, 1]


@pytest.mark.parametrize(
    ("column", "cell", "tags"),
    [
        ("Tags", "client;vip", ["client", "vip"]),
        ("Tags", '"client, vip"', ["client", "vip"]),
        ("Labels", "* myContacts ::: Choir", ["Choir"]),
        ("Group Membership", "* myContacts ::: * Friends", ["Friends"]),
        ("Kategorien", "Kunde;Chor", ["Kunde", "Chor"]),
        ("Étiquettes", "amis | voisins", ["amis", "voisins"]),
        ("Etiquetas", "[cliente]", ["cliente"]),
        ("Groups", "#rowing", ["rowing"]),
        ("标签", "客户", ["客户"]),
    ],
)
def test_tags_labels_and_groups_are_tags(
    tmp_path: Path, column: str, cell: str, tags: list[str]
) -> None:
    (found,) = read(tmp_path, f"Name,Email,{column}\nAda,ada@example.org,{cell}\n")
    assert isinstance(found, Record)
    assert claims(found, "category") == tags


@pytest.mark.parametrize(
    ("column", "cell", "day"),
    [
        ("Last contacted", "2026-03-05", "2026-03-05"),
        ("last_contacted_at", "2026-03-05T10:15:00Z", "2026-03-05"),
        ("Last Interaction", "Mar 5, 2026", "2026-03-05"),
        ("lastContact", "45356", "2024-03-05"),
        ("Letzter Kontakt", "5.3.2026", "2026-03-05"),
        ("Dernier contact", "25/3/2026", "2026-03-25"),
        ("Último contacto", "25/3/2026", "2026-03-25"),
        ("最后联系", "2026/3/5", "2026-03-05"),
        ("Dernier contact", "05/03/2026", "2026-03-05"),
        ("Laatste contact", "05-03-2026", "2026-03-05"),
        ("Senast kontaktad", "2026-03-05", "2026-03-05"),
        ("Ostatni kontakt", "05.03.2026", "2026-03-05"),
        ("Son iletişim", "05.03.2026", "2026-03-05"),
        ("Sist kontaktet", "05.03.2026", "2026-03-05"),
        ("Última interação", "05/03/2026", "2026-03-05"),
        ("Poslední kontakt", "5. 3. 2026", "2026-03-05"),
    ],
)
def test_the_last_contact_is_a_day_of_contact(
    tmp_path: Path, column: str, cell: str, day: str
) -> None:
    (found,) = read(tmp_path, f'Name,Email,{column}\nAda,ada@example.org,"{cell}"\n')
    assert isinstance(found, Record)
    assert found.interaction == "contact"
    assert found.at_us
    assert f"{datetime_of(found.at_us):%Y-%m-%d}" == day


@pytest.mark.parametrize("cell", ["3/4/2026", "soon", "31.2.2026"])
def test_a_day_of_contact_that_cannot_be_told_is_a_problem(tmp_path: Path, cell: str) -> None:
    (found,) = read(tmp_path, f"Name,Email,Last contacted\nAda,ada@example.org,{cell}\n")
    assert isinstance(found, Record)
    assert (found.interaction, found.at_us, len(found.problems)) == ("", None, 1)


@pytest.mark.parametrize(
    ("cell", "birthday"),
    [
        ("29384", "1980-06-12"),
        ("06.05.1980", "1980-05-06"),
        ("6. Mai 1980", "1980-05-06"),
        ("May 6, 1980", "1980-05-06"),
        ("06.05.80", "--05-06"),
        ("1980/5/6", "1980-05-06"),
    ],
)
def test_birthdays_of_spreadsheets(tmp_path: Path, cell: str, birthday: str) -> None:
    (found,) = read(tmp_path, f'Name,Email,Geburtstag\nAda,ada@example.org,"{cell}"\n')
    assert isinstance(found, Record)
    assert claims(found, "birthday") == [birthday]


@pytest.mark.parametrize("cell", ["4,91711E+11", "4.91512E+12", "4E11", "+4.9e+11"])
def test_a_number_a_spreadsheet_rounded_is_kept_as_written_and_told(
    tmp_path: Path, cell: str
) -> None:
    (found,) = read(tmp_path, f'Name,Email,Mobil\nAda,ada@example.org,"{cell}"\n')
    assert isinstance(found, Record)
    assert [one.identity for one in found.participants] == ["email:ada@example.org"]
    assert claims(found, "note") == [f"Mobil: {cell}"]
    assert len(found.problems) == 1


HEADERS = {
    "outlook de": (
        (
            "Anrede;Vorname;Weitere Vornamen;Nachname;Suffix;Firma;Abteilung;Position;"
            "Telefon geschäftlich;Mobiltelefon;E-Mail-Adresse;E-Mail-Typ;E-Mail: Angezeigter Name;"
            "Geburtstag;Kategorien;Notizen"
        ),
        (
            "Frau;Ada;;Hart;;Mill;;Chefin;;+44 1632 960961;ada@hart.example;SMTP;Hart, Ada;"
            "10.12.1980;Kunde;Note"
        ),
    ),
    "outlook fr": (
        (
            "Titre,Prénom,Deuxième prénom,Nom,Suffixe,Société,Service,Poste,Téléphone (bureau),"
            "Tél. mobile,Adresse de messagerie,Type de messagerie,"
            "Nom complet de l'adresse de messagerie,Anniversaire,Catégories,Notes"
        ),
        (
            "Mme,Ada,,Hart,,Mill,,Chefin,,+44 1632 960961,ada@hart.example,SMTP,Ada H,"
            "10.12.1980,Kunde,Note"
        ),
    ),
    "outlook es": (
        (
            "Tratamiento,Nombre,Segundo nombre,Apellidos,Sufijo,Organización,Departamento,Puesto,"
            "Teléfono del trabajo,Móvil,Dirección de correo electrónico,Tipo de correo electrónico,"
            "Nombre para mostrar del correo electrónico,Cumpleaños,Categorías,Notas"
        ),
        (
            "Sra.,Ada,,Hart,,Mill,,Chefin,,+44 1632 960961,ada@hart.example,SMTP,Ada H,"
            "10.12.1980,Kunde,Note"
        ),
    ),
    "dex": (
        "Full name,Email,Phone,Company,Title,Birthday,Notes,Tags,Last contacted",
        "Ada Hart,ada@hart.example,+44 1632 960961,Mill,Chefin,1980-12-10,Note,Kunde,2026-03-05",
    ),
    "clay": (
        "First Name,Last Name,Emails,Phone Numbers,Organization,Job Title,Birthday,Notes,Groups",
        "Ada,Hart,ada@hart.example,+44 1632 960961,Mill,Chefin,1980-12-10,Note,Kunde",
    ),
    "hubspot": (
        (
            "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Company Name,"
            "Job Title,Date of birth,Notes,Lists,Email Opt Out,Last Activity Date"
        ),
        (
            "17,Ada,Hart,ada@hart.example,+44 1632 960961,Yuna,Mill,Chefin,1980-12-10,Note,Kunde,"
            "false,2026-03-05 10:00"
        ),
    ),
    "airtable with a preamble": (
        "My contacts\n\nName,Email,Phone,Company,Role,Birthday,Notes,Tags",
        "Ada Hart,ada@hart.example,+44 1632 960961,Mill,Chefin,1980-12-10,Note,Kunde",
    ),
}


KEPT = {  # columns of no other use, as a note under their names
    "outlook de": ["Anrede: Frau"],
    "outlook fr": ["Titre: Mme"],
    "outlook es": ["Tratamiento: Sra."],
    "hubspot": ["Contact owner: Yuna"],
}


@pytest.mark.parametrize("name", HEADERS)
def test_layouts_of_many_programs(tmp_path: Path, name: str) -> None:
    header, row = HEADERS[name]
    (found,) = read(tmp_path, f"{header}\n{row}\n", "utf-8-sig")
    assert isinstance(found, Record)
    assert {one.identity for one in found.participants} == {
        "email:ada@hart.example",
        "phone:+441632960961",
    }
    said = {one.attribute: one.value for one in found.claims[::-1]}
    assert claims(found, "note")[1:] == KEPT.get(name, [])
    expected = {
        "name": "Ada Hart",
        "organisation": "Mill",
        "title": "Chefin",
        "birthday": "1980-12-10",
        "note": "Note",
        "category": "Kunde",
    }
    assert said == expected
    assert not found.problems


@pytest.mark.parametrize(
    ("row", "person"),
    [
        ("Kiel KG,,Kiel KG,0431 55501", False),
        (",,Kiel KG,0431 55501", False),
        (",ada@kiel.example,Kiel KG,", True),
        ("Ada Kiel,,Ada Kiel,+49 431 55501", True),
        ("Ada Kiel,,Kiel KG,", True),
    ],
)
def test_a_firms_row_is_no_person(tmp_path: Path, row: str, *, person: bool) -> None:
    (found,) = read(tmp_path, f"Name,Email,Company,Phone\n{row}\n")
    assert isinstance(found, Record)
    assert bool(found.participants) == person
    assert claims(found, "organisation")


def test_the_tables_of_the_cases_are_read_whole(tmp_path: Path) -> None:
    book, account = imported(tmp_path, case("contacts/csv"))
    assert account["read"] == account["new"] == 10
    assert account["problems"] == 3  # two numbers that a spreadsheet rounded, one without a country
    found = everyone(book)
    assert {"Gita Ramanan", "Holger Strand", "Renate Kiel", "Eli Voll"} <= set(found)


def test_a_day_of_contact_counts_on_my_side_alone(tmp_path: Path) -> None:
    path = tmp_path / "dex.csv"
    path.write_text("Full name,Email,Last contacted\nAda Hart,ada@hart.example,2026-11-05\n")
    book, _ = imported(tmp_path, path)
    ties = book.rows("SELECT sent, received, two_way_days, stage FROM relationship")
    assert ties == [{"sent": 1, "received": 0, "two_way_days": 0, "stage": "planted"}]
