from __future__ import annotations

from typing import TYPE_CHECKING

from comity.linkage.columns.blocking import candidates
from tests.linkage.invented import in_columns, one

if TYPE_CHECKING:
    from comity.linkage.columns.blocking import Candidates


def blocked(*given: tuple[str, str]) -> Candidates:
    return candidates(in_columns([one(*each) for each in given]))


def found(*given: tuple[str, str]) -> set[tuple[int, int]]:
    left, right, _ = blocked(*given)
    return set(zip(left.tolist(), right.tolist(), strict=True))


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


def test_what_rivals_claim_is_claimed_twice() -> None:
    rivals = [("email:z1@x.example", "Ada Lovelace"), ("email:z2@x.example", "Anna Lovelace")]
    bare = ("email:alovelace@y.example", "")
    assert claimed(blocked(*rivals, bare)) == 2 * claimed(blocked(rivals[0], bare))


def claimed(by: Candidates) -> float:
    return float(by.claims.all[by.claims.letters.to_pylist().index("alovelace")])
