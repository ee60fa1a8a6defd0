from __future__ import annotations

import pytest

from comity.normalise.crowd import is_one_person

_NOBODY = """
    Anna & Ben Larsen; Anna und Ben Larsen; Anna and Ben; Anna + Ben Larsen; Anna/Ben Larsen
    Anna og Ben Larsen; Anna et Ben Larsen; Jan en Marie de Vries; Anna y Ben García López
    Herr und Frau Moser; Mr & Mrs Smith; Mr. and Mrs. John Smith; Familie Berg; Fam. Berg
    The Larsens; Larsen Family; Famille Dupont; Famiglia Rossi; Familia García
    Familien Hansen; Familjen Berg; Perhe Virtanen; Demir Ailesi; Семья Ивановых
    Eheleute Moser; Smith Household; Reception Halden AG; Moretti, Lang & Partner
    Acme Support; Tulip Bakery; Halden GmbH; Sales Team; Choir Group; Kundenservice Halden
    Mr. & Mrs. Smith; Sr. y Sra. Pérez; Ana García y Luis Pérez; Anna Bianchi e Luca Rossi
    Anna Larsen / Ben Holm; Anna și Ion Popescu; Αννα και Γιώργος Παππάς; Anna un Jānis Bērziņš
    Aile Kaya; משפחת כהן; عائلة خالد; Gebrüder Grimm; Ringling Brothers; Mamma e Papà
    Rossi S.r.l.; Halden S.A.; Halden Sp. z o.o.; Halden a.s.; Halden A/S; Halden B.V.; Halden e.V.
    Halden Ltda.; Halden d.o.o.; Halden A.Ş.; ООО Ромашка; 株式会社山田
    株式会社 山田; Cabinet Durand; Kinder- und Elterntelefon
    Nordlys ASA; Halden & Co; Acme Sales Staff; Bank of Halden; Sales
"""
_SOMEBODY = """
    Anna Larsen; José Ortega y Gasset; Maria Costa e Silva; Antoni Gaudí i Cornet
    Anne-Marie Dupont; Theo Larsens; Thea Jones; Andy Undset; Ogden Nash; Famke Janssen
    Karl Moser; Gustav Glas; Ja Rule; En Li; Oy Chan; 王 伟; Ada; Grupa Rao
    Anna S.A.; Kumar A.; CV Raman; João Costa e Silva Pereira; Kim Jong un; Santiago Ramón y Cajal
    Åsa Furholm; Ingrid Åsa; Jan Bot; Maria Sales; Melissa Bank; Asa Vale; Inge Coe; Kg Rao
"""


def _each(names: str) -> list[str]:
    return [name.strip() for line in names.strip().splitlines() for name in line.split(";")]


@pytest.mark.parametrize("name", _each(_NOBODY))
def test_couples_families_and_firms_are_not_one_person(name: str) -> None:
    assert not is_one_person(name)


@pytest.mark.parametrize("name", _each(_SOMEBODY))
def test_people_are(name: str) -> None:
    assert is_one_person(name)
