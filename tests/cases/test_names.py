from __future__ import annotations

from comity.model import Record
from comity.sources import linkedin
from tests.cases.books import case


def _connections(folder: str) -> list[str]:
    return [
        one.participants[0].name
        for one in linkedin.read(case(folder))
        if isinstance(one, Record) and one.participants[:1] and not one.interaction
    ]


def test_degrees_and_banners_are_set_apart_and_columns_never_turned_round() -> None:
    said = """Anka Kowalczyk, Petra Lind, Saul Reyes, Mina Lee, Arun Roy, Tim Ngai, Rosa Cruz,
        Uwe Brandt, Jo Stone, Kim Vale, Lia Moor, Bo Falk, Ana Silveira, Al Fox, Ida Holm"""
    assert _connections("contacts/li-names") == " ".join(said.split()).split(", ")


def test_decorated_names_are_said_as_a_person_would_say_them() -> None:
    names = _connections("contacts/linkedin")
    assert {"Anna K.", 'Ahmed "Eddie" Farouk', "Elena Popova", "Bjarne Thorsen"} <= set(names)
