from __future__ import annotations

from typing import TYPE_CHECKING

from comity.linkage.blocking import candidates, share, spellings
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
    return candidates(people(*given)).pairs


def test_how_a_name_is_spelled() -> None:
    written = spellings(("ada", "king", "lovelace"))
    assert written["adalovelace"] == written["lovelaceada"] == written["adakinglovelace"] == "full"
    assert written["alovelace"] == written["aklovelace"] == "f last"
    assert written["adal"] == "first l"
    assert written["akl"] == "initials"
    assert spellings(("robert", "miles"))["bobmiles"] == "full"


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
    ):
        assert found(ada, other) == {(0, 1)}, other
    assert found(("email:z1@x.example", "Bob Miles"), ("email:z2@y.example", "Robert Miles"))


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
    assert share("alovelace", "f last", alone.claims) == 0.96
    assert share("alovelace", "f last", both.claims) == 0.48
