from __future__ import annotations

from collections import Counter
from itertools import islice

from comity.demo.people import RECIPE, Registry, names, plain, roles
from comity.demo.world import make
from tests.demo.conftest import NOW_US


def test_recipe_leaves_room_for_those_never_met() -> None:
    assert 0.6 < sum(share for share, *_ in RECIPE) < 0.85
    found = Counter(trajectory for _, trajectory, _ in islice(roles(600), 600))
    assert found["never_exchanged"] > 150
    assert found["steady"] > 40


def test_names_become_ascii() -> None:
    assert plain("Łukasz") == "lukasz"
    assert plain("Mühlhofer") == "muhlhofer"
    assert plain("Drovers End") == "drovers-end"


def test_nothing_is_given_out_twice() -> None:
    registry = Registry()
    assert registry.address("ada", "a.example") == "ada@a.example"
    assert registry.address("ada", "a.example") == "ada2@a.example"
    phones = [registry.phone(["+1 555 01x"]) for _ in range(12)]
    assert len(set(phones)) == 10
    assert phones[-1] == ""


def test_firms_and_people_are_many_in_a_large_world() -> None:
    world = make(now_us=NOW_US, contacts=5_000, connections=0)
    domains = Counter(firm.domain for firm in world.organisations)
    assert max(domains.values()) == 1
    addresses = [post.address for person in world.people for post in person.posts]
    assert len(set(addresses)) == len(addresses)
    slugs = [person.slug for person in world.people if person.slug]
    assert len(set(slugs)) == len(slugs)


def test_every_word_of_the_recipe_has_its_titles() -> None:
    assert {sort for *_, sort in RECIPE} - names()["titles"].keys() == {"peer", "poster"}
