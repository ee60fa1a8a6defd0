from __future__ import annotations

import pytest

from comity.evaluate.linkage import baselines as plain
from comity.evaluate.linkage import splink
from comity.linkage.vocabulary import Profile


def person(address: str, name: str = "") -> Profile:
    names = ((name, 1),) if name else ()
    return Profile(f"email:{address}", names, "person", (), 0, 1)


WORLD = [
    person("ada.lovelace@example.org", "Ada Lovelace"),
    person("countess@example.com", "Ada Lovelace"),
    person("ada.lovelace@example.com"),
    person("alovelace@example.net"),
    person("grace@example.org", "Grace Hopper"),
    person("hopper@example.com", "Grace Hoper"),
    person("grace@example.net", "Gus Kelly"),
    person("ada", "Ada"),
]


def together(partition: plain.Partition) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for one, head in partition.items():
        groups.setdefault(head, set()).add(one.removeprefix("email:"))
    return {frozenset(some) for some in groups.values() if len(some) > 1}


def test_the_same_full_name() -> None:
    ada = {"ada.lovelace@example.org", "countess@example.com"}
    assert together(plain.exact_name(WORLD)) == {frozenset(ada)}


def test_the_same_long_local_part() -> None:
    assert together(plain.same_local_part(WORLD)) == {
        frozenset({"ada.lovelace@example.org", "ada.lovelace@example.com"})
    }


def test_gambit_finds_spellings_and_slips_and_chains_them() -> None:
    found = together(plain.gambit(WORLD, plain.alike(WORLD)))
    ada = {one.identity[6:] for one in WORLD[:4]}
    grace = {one.identity[6:] for one in WORLD[4:7]}
    assert found == {frozenset(ada), frozenset(grace)}


def test_the_guard_keeps_conflicting_names_apart() -> None:
    found = together(plain.gambit_guarded(WORLD, plain.alike(WORLD)))
    assert frozenset({"grace@example.org", "hopper@example.com"}) in found
    assert not any("grace@example.net" in some for some in found)


def test_nobody_is_nobody() -> None:
    assert plain.exact_name([]) == plain.same_local_part([]) == {}
    assert plain.alike([]) == {}


def test_splink_links_what_is_plain() -> None:
    pytest.importorskip("splink")
    people = [
        person(f"{first}.{last}@{site}.example", f"{first} {last}".title())
        for first in "ada bob cora dan eva finn".split()
        for last in "hart miles stone wood".split()
        for site in ("acme", "hooli")
    ]
    found = splink.partition(people)
    assert set(found) == {one.identity for one in people}
    assert found["email:ada.hart@acme.example"] == found["email:ada.hart@hooli.example"]


def test_splink_says_when_it_cannot_be_trained() -> None:
    pytest.importorskip("splink")
    with pytest.raises(splink.Untrained):
        splink.partition([])
