from __future__ import annotations

import pytest

from comity.normalise.capitals import as_written


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("ELENA POPOVA", "Elena Popova"),
        ("JAMES MCDONALD", "James McDonald"),
        ("CONOR O'BRIEN", "Conor O'Brien"),
        ("JAN VAN DER BERG", "Jan van der Berg"),
        ("ANNE-MARIE D'ANGELO", "Anne-Marie D'Angelo"),
        ("THURSTON HOWLETT III", "Thurston Howlett III"),
        ("JR EWING", "JR Ewing"),
        ("MINH LE", "MINH LE".title()),
        ("İSMAİL YILDIZ", "İsmail Y\u0131ld\u0131z"),
        ("ИВАН ПЕТРОВ", "Иван Петров"),
        ("Jean DUPONT", "Jean Dupont"),
        ("DUPONT Jean", "Dupont Jean"),
        ("Jane LEE", "Jane Lee"),
        ("IBM", "IBM"),
        ("IBM Support", "IBM Support"),
        ("Acme GMBH", "Acme GMBH"),
        ("Ada Lovelace", "Ada Lovelace"),
        ("ada lovelace", "ada lovelace"),
        ("王 伟", "王 伟"),
        ("", ""),
    ],
)
def test_capitals_are_put_as_a_person_would_write_them(name: str, written: str) -> None:
    assert as_written(name) == written
