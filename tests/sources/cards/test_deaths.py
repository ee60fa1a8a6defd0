from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.model import Record
from comity.sources.cards import contacts_csv, vcard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def _died(records: Iterator[object]) -> list[str]:
    (one,) = (record for record in records if isinstance(record, Record))
    return [claim.value for claim in one.claims if claim.attribute == "died"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("DEATHDATE:19960415", ["1996-04-15"]),
        ("DEATHDATE:1996-04-15", ["1996-04-15"]),
        ("DEATHDATE:--0415", ["--04-15"]),
        ("DEATHDATE;VALUE=text:circa 1800", ["yes"]),
        ("DEATHPLACE:Aberdeen", ["yes"]),
        ("X-DEATHDATE:2020-03-01", ["2020-03-01"]),
        ("X-DECEASED:true", ["yes"]),
        ("X-DECEASED:false", []),
        ("item1.X-ABDATE:2020-03-01\nitem1.X-ABLabel:Todestag", ["2020-03-01"]),
        ("item1.X-ABDATE:2020-03-01\nitem1.X-ABLabel:Décès", ["2020-03-01"]),
        ("item1.X-ABDATE:2020-03-01\nitem1.X-ABLabel:_$!<Anniversary>!$_", []),
        ("BDAY:1950-03-01", []),
        ("NOTE:her father died in March", []),
        ("DEATHDATE:", []),
    ],
)
def test_a_card_tells_of_a_death(tmp_path: Path, lines: str, said: list[str]) -> None:
    path = tmp_path / "card.vcf"
    text = f"BEGIN:VCARD\nVERSION:4.0\nFN:Ada Hart\nEMAIL:ada@hart.example\n{lines}\nEND:VCARD\n"
    path.write_text(text, "utf-8")
    assert _died(vcard.read(path)) == said


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("Date of death", "2020-03-01", ["2020-03-01"]),
        ("Deceased", "Yes", ["yes"]),
        ("Deceased", "No", []),
        ("Deceased", "0", []),
        ("deceased_date", "", []),
        ("Verstorben", "ja", ["yes"]),
        ("Todestag", "1.3.2020", ["2020-03-01"]),
        ("Birthday", "1950-03-01", []),
        ("Died at", "Aberdeen", ["yes"]),
    ],
)
def test_a_table_tells_of_a_death(tmp_path: Path, column: str, cell: str, said: list[str]) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f"Name,Email,{column}\nAda Hart,ada@hart.example,{cell}\n", "utf-8")
    assert _died(contacts_csv.read(path)) == said
