from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.linkage.sharing import Seen, whose

if TYPE_CHECKING:
    from comity.linkage.sharing import Shared

_OFFICES = """
    info office tickets jira rt zendesk forms scanner fax survey docusign sharepoint wordpress
    kundenservice sekretariat accueil atencion segreteria klantenservice kundtjanst biuro podpora
""".split()


def _whose(address: str, *seen: Seen, is_office: bool = False, is_two_way: bool = False) -> Shared:
    return whose(f"email:{address}", seen, is_office=is_office, is_two_way=is_two_way)


def _signed(name: str, times: int = 1) -> Seen:
    return Seen(name, times, 0, 0)


def _carded(name: str) -> Seen:
    return Seen(name, 0, 1, 0)


def test_an_address_that_several_sign_is_nobodys_own() -> None:
    found = _whose("post@a.example", _signed("Ada Marsh"), _signed("Bo Nyman"), _signed("Cleo Ek"))
    assert found.owner is None
    assert found.is_role
    assert [one.name for one in found.others] == ["Ada Marsh", "Bo Nyman", "Cleo Ek"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Robert Miles", "Bob Miles"),
        ("Anna Schmitt", "Anna Weber"),  # married
        ("Иван Петров", "Ivan Petrov"),
        ("A. Marsh", "Ada Marsh"),
        ("Lovelace, Ada", "Ada Lovelace"),
        ("Ada Marsh", "Ada Marsh, PhD"),
    ],
)
def test_one_person_may_write_their_name_in_several_ways(one: str, other: str) -> None:
    found = _whose("box@a.example", _signed(one), _signed(other))
    assert not found.others
    assert not found.is_role


def test_husband_and_wife_at_one_address_are_two() -> None:
    found = _whose("moser@a.example", _signed("Lena Moser", 5), _signed("Karl Moser", 4))
    assert found.owner is None
    assert {one.name for one in found.others} == {"Lena Moser", "Karl Moser"}


def test_an_address_that_spells_a_given_name_stays_its_bearers() -> None:
    found = _whose("karl@a.example", _signed("Karl Moser", 9), _signed("Lena Moser", 2))
    assert found.owner
    assert found.owner.name == "Karl Moser"
    assert [one.name for one in found.others] == ["Lena Moser"]


def test_who_signs_owns_and_whom_a_card_names_is_another() -> None:
    found = _whose("nowak@a.example", _signed("Petra Nowak"), _carded("Viktor Stahl"))
    assert found.owner
    assert found.owner.name == "Petra Nowak"
    assert [one.name for one in found.others] == ["Viktor Stahl"]


def test_a_seldom_slip_is_nobody() -> None:
    assert not _whose("ada@a.example", _signed("Ada Marsh", 60), _signed("Bo Nyman", 1)).others


def test_what_others_call_an_address_makes_nobody() -> None:
    found = _whose("ada@a.example", _signed("Ada Marsh"), Seen("Bo Nyman", 0, 0, 9))
    assert not found.others
    assert not found.is_role


@pytest.mark.parametrize("local", _OFFICES)
def test_an_office_with_several_names_is_a_role(local: str) -> None:
    seen = _signed("Ada Marsh", 9), _signed("Bo Nyman")
    assert _whose(f"{local}@a.example", *seen, is_office=True, is_two_way=True).is_role
    called = _signed("Ada Marsh", 9), Seen("Bo Nyman", 0, 0, 9)
    assert _whose(f"{local}@a.example", *called, is_office=True, is_two_way=True).is_role


def test_an_office_of_one_who_is_answered_is_that_person() -> None:
    seen = _signed("Gustav Glas"), Seen("Gustav Glas", 0, 0, 1)
    alone = _whose("info@glas.example", *seen, is_office=True, is_two_way=True)
    assert alone.owner
    assert not alone.is_role
    assert _whose("info@glas.example", *seen, is_office=True).is_role


def test_two_cards_with_one_address_are_two_people() -> None:
    found = _whose("foss@a.example", _carded("Lise Foss"), _carded("Ole Foss"))
    assert found.is_role
    assert [one.name for one in found.others] == ["Lise Foss", "Ole Foss"]


def test_father_and_son_are_two() -> None:
    found = _whose("h@a.example", _signed("Walter Harding Sr."), _signed("Walter Harding Jr."))
    assert len(found.others) == 2


def test_couples_and_firms_are_nobody() -> None:
    found = _whose("a@a.example", _signed("Anna & Ben Larsen"), _signed("Larsen GmbH"))
    assert not found.others
    assert not found.owner


@pytest.mark.parametrize(
    ("local", "one", "other"),
    [
        ("jocelyn.dungarth", "Jocelyn Dungarth", "Joss Dungarth"),
        ("dungarth", "Jocelyn Dungarth", "Joss Dungarth"),
        ("a.wainstead", "Alistair Wainstead", "Al Wainstead"),
        ("philippa", "Philippa Haxmere", "Pippa Haxmere"),
        ("yewande", "Yewande Akibayo", "Wande Akibayo"),
        ("friederike", "Friederike Holm", "Rike Holm"),
    ],
)
def test_a_pet_form_that_no_table_holds_is_no_second_person(
    local: str, one: str, other: str
) -> None:
    found = _whose(f"{local}@a.example", _signed(one, 9), _signed(other, 8))
    assert not found.others
    assert not found.is_role


@pytest.mark.parametrize(
    ("local", "one", "other"),
    [
        ("moser", "Anna Moser", "Andreas Moser"),
        ("anna.moser", "Anna Moser", "Andreas Moser"),
        ("jan.moser", "Jan Moser", "Jana Moser"),
        ("jocelyn", "Jocelyn Moser", "Joss Holm"),
        ("jocelyn", "Jocelyn Moser", "Karsten Moser"),
    ],
)
def test_two_given_names_at_one_address_are_two_people(local: str, one: str, other: str) -> None:
    assert _whose(f"{local}@a.example", _signed(one, 9), _signed(other, 8)).others


@pytest.mark.parametrize(
    "names",
    [
        ("Herr Meyer", "Frau Meyer", "Familie Meyer"),
        ("Mr. Marsh", "Mrs. Marsh"),
        ("Monsieur Martin", "Mme Martin"),
        ("Familie Meyer", "Herr Meyer"),
    ],
)
def test_mr_and_mrs_are_no_person(names: tuple[str, ...]) -> None:
    found = _whose("m@home.example", *map(_carded, names))
    assert (found.owner, list(found.others), found.is_role) == (None, [], True)


@pytest.mark.parametrize(
    "names", [("Herr Meyer",), ("Herr Meyer", "Dr. Meyer"), ("Mr Marsh", "Mrs Holm"), ("Ada",)]
)
def test_one_salutation_is_one_persons(names: tuple[str, ...]) -> None:
    assert not _whose("m@home.example", *map(_carded, names)).is_role
