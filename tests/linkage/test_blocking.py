from __future__ import annotations

from typing import TYPE_CHECKING

from comity.linkage.blocking import candidates, share
from comity.linkage.subject import subject
from comity.linkage.vocabulary import Profile

if TYPE_CHECKING:
    from comity.linkage.subject import Subject


def people(*given: tuple[str, str]) -> list[Subject]:
    return [
        subject(Profile(identity, ((name, 1),) if name else (), "person", (), 0, 1), index)
        for index, (identity, name) in enumerate(given)
    ]


def found(*given: tuple[str, str]) -> set[tuple[int, int]]:
    return set(candidates(people(*given)).pairs)


def test_what_is_shared_makes_a_pair() -> None:
    ada = ("email:countess@x.example", "Ada Lovelace")
    for other in (
        ("email:z1@y.example", "Ada Lovelace"),
        ("email:z1@y.example", "Lovelace Ada"),
        ("email:z1@y.example", "Ada King Lovelace"),
        ("email:z1@y.example", "Ada Lovelaces"),
        ("email:countess@y.example", ""),
        ("email:countess7@y.example", ""),
        ("email:alovelace@y.example", ""),
        ("email:ada@lovelace.example", ""),
        ("linkedin:ada-lovelace-4b2a", ""),
        ("email:x_lovelace@y.example", ""),
        ("email:alovelase@y.example", ""),
        ("email:adlovel@y.example", ""),
        ("email:my_countess@y.example", ""),
    ):
        assert found(ada, other) == {(0, 1)}, other
    assert found(("email:z1@x.example", "Bob Miles"), ("email:z2@y.example", "Robert Miles"))


def test_local_parts_without_a_name_that_begin_alike_make_a_pair() -> None:
    assert found(("email:countess@x.example", ""), ("email:countesss@y.example", "")) == {(0, 1)}


def test_strangers_make_none() -> None:
    assert not found(
        ("email:ada@x.example", "Ada Lovelace"), ("email:cb@x.example", "Charles Babbage")
    )
    assert not found(("email:@x", ""), ("email:1@x", ""), ("phone:+441", ""), ("phone:+442", ""))


def test_a_popular_name_is_divided_by_something_rarer() -> None:
    crowd = [(f"email:q{n}x@d{n}.example", "John Smith") for n in range(500)]
    twins = [("email:jonny@d.example", "John Smith"), ("email:jonny@e.example", "John Smith")]
    assert found(*crowd, *twins) == {(500, 501)}


def test_a_popular_local_part_is_nobodys() -> None:
    assert not found(*((f"email:postbox@d{n}.example", "") for n in range(500)))


def test_a_spelling_that_rivals_claim_is_shared_among_them() -> None:
    rivals = [("email:z1@x.example", "Ada Lovelace"), ("email:z2@x.example", "Anna Lovelace")]
    both = candidates(people(*rivals, ("email:alovelace@y.example", "")))
    alone = candidates(people(rivals[0], ("email:alovelace@y.example", "")))
    assert share("alovelace", "f last", alone.claims) == 1
    assert share("alovelace", "f last", both.claims) == 2
