from __future__ import annotations

import pytest

from comity.linkage.names import alike, compatible, full, other_forms, words


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
