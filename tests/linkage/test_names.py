from __future__ import annotations

import pytest

from comity.linkage.names import (
    alike,
    certain,
    compatible,
    full,
    is_widespread,
    other_forms,
    same,
    script,
    words,
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Ada Lovelace", ("ada", "lovelace")),
        ("Dr. Zoë Brontë", ("zoe", "bronte")),
        ("Иван Щукин", ("ivan", "shchukin")),
        ("Ada 1815", ("ada",)),
        ("", ()),
        ("a b c d e f g h i", ("a", "b", "c", "d", "e", "f")),
    ],
)
def test_words(written: str, read: tuple[str, ...]) -> None:
    assert words(written) == read


def test_a_full_name_has_two_words_of_two_letters() -> None:
    assert full(("ada", "k", "lovelace")) == ("ada", "lovelace")
    assert full(("ada", "l")) == ()
    assert full(()) == ()


def test_nicknames_go_both_ways() -> None:
    assert "bob" in other_forms("robert")
    assert "robert" in other_forms("bob")
    assert "bob" not in other_forms("bob")
    assert other_forms("ada") == frozenset()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Robert Miles", "Bob Miles"),
        ("Ada Lovelace", "Lovelace Ada"),
        ("Ada King Lovelace", "Ada Lovelace"),
        ("Ada K Lovelace", "Ada King Lovelace"),
        ("A Lovelace", "Ada Lovelace"),
        ("Jürgen Müller", "Juergen Mueller"),
        ("Иван Петров", "Ivan Petrov"),
        ("Alexandr Petrov", "Alexander Petrov"),
        ("Anna Ivanov", "Anna Ivanova"),
        ("Helena Novak", "Helene Novakova"),
        ("Chris Evanson", "Christine Evanson"),
        ("Jean Pierre Roux", "Jeanpierre Roux"),
        ("Jeanpierre Roux", "Jean Pierre Roux"),
    ],
)
def test_names_of_one_person_are_compatible(left: str, right: str) -> None:
    assert compatible(words(left), words(right))
    assert compatible(words(right), words(left))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ada Lovelace", "Ada Byron"),
        ("John Smith", "Jane Smith"),
        ("John A Smith", "John B Smith"),
        ("Wei Wang", "Wei Zhang"),
        ("Al Jones", "Alma Jones"),
        ("Maria Gonzalvez", "Mario Gonzalvez"),
        ("Jan Novotny", "Jana Novotny"),
        ("Patrick Keane", "Patricia Keane"),
        ("Daniel Okoye", "Daniela Okoye"),
        ("Simon Veld", "Simone Veld"),
        ("Nicolas Prat", "Nicole Prat"),
        ("Gabriel Prat", "Gabriella Prat"),
        ("Li Na", "Li Nan"),
        ("Nguyen Van An", "Nguyen Van Anh"),
    ],
)
def test_names_of_two_people_are_not(left: str, right: str) -> None:
    assert not compatible(words(left), words(right))
    assert not compatible(words(right), words(left))


def test_alike_is_symmetric_and_strict_on_short_words() -> None:
    assert alike("j", "john")
    assert alike("john", "j")
    assert not alike("jo", "johanna")
    assert not alike("mara", "mary")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("J. Pellegrino", "Jacopo Pellegrino"),
        ("Erik Sara Vik", "Eric Sarah Vik"),
        ("Jürgen Großkopf", "Juergen Grosskopf"),
        ("Daniel Oluwaseun Adeyemi", "Daniel Adeyemi"),
        ("Anne-Marie Dufourcq", "Anne Marie Dufourcq"),
        ("Philip Moss", "Phillip Moss"),
    ],
)
def test_spelling_initials_and_left_out_names_leave_no_doubt(left: str, right: str) -> None:
    assert certain(words(left), words(right))
    assert certain(words(right), words(left))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Robert Miles", "Bob Miles"),
        ("Chris Evanson", "Christine Evanson"),
        ("Alex Vale", "Alexander Vale"),
        ("Ali Hassan", "Hassan Ali"),
        ("Hans Peter Vale", "Peter Vale"),
        ("Helena Vale", "Helene Vale"),
        ("Li Na", "Li Nan"),
        ("Zhang Ao", "Shang Ao"),
    ],
)
def test_pet_forms_and_other_orders_leave_a_doubt(left: str, right: str) -> None:
    assert not certain(words(left), words(right))
    assert not certain(words(right), words(left))


def test_one_sound_may_be_written_in_several_ways() -> None:
    assert same("erik", "eric")
    assert same("sarah", "sara")
    assert same("sergei", "sergey")
    assert not same("anh", "an")
    assert not same("maria", "mario")


@pytest.mark.parametrize(
    "name",
    ["Wang Wei", "Wei Wang", "Jan de Vries", "Andrea Rossi", "Michael Müller", "Mohammed Ali",
     "Nguyễn Thị Hương", "José García López", "J. Smith", "Liu Qing", "Min-jun Kim"],
)  # fmt: skip
def test_names_that_thousands_bear(name: str) -> None:
    assert is_widespread(words(name))


@pytest.mark.parametrize(
    "name",
    ["Xingyu Pan", "Emma Wilsonby", "Ebenezer Smith", "Tunde Okafor-Bright", "Anne-Marie Dufourcq",
     "María José Urrutia Lorca", "Scott Adkins"],
)  # fmt: skip
def test_names_that_few_bear(name: str) -> None:
    assert not is_widespread(words(name))


def test_names_in_two_writings_tell_nothing_of_each_other() -> None:
    assert script(words("佐々木 蓮")) == script(words("ささき れん")) == "CJK"
    assert script(words("Иван Петров")) == script(words("Ren Sasaki")) == ""
    assert script(words("김 민준")) == "HANGUL"
