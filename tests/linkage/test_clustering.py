from __future__ import annotations

import pytest

from comity.linkage.clustering import Clusters
from comity.linkage.subject import subject
from comity.linkage.vocabulary import Profile


def clusters(*people: tuple[str, str]) -> Clusters:
    return Clusters(
        [
            subject(Profile(identity, ((name, 1),) if name else (), "person", (), 0, 1), index)
            for index, (identity, name) in enumerate(people)
        ]
    )


def test_the_root_is_the_earliest_and_sizes_add_up() -> None:
    four = clusters(("email:a@x", ""), ("email:b@x", ""), ("email:c@x", ""), ("email:d@x", ""))
    four.merge(3, 2)
    four.merge(1, 3)
    assert [four.root(index) for index in range(4)] == [0, 1, 1, 1]
    assert (four.size(0), four.size(3)) == (1, 3)
    four.merge(2, 3)
    assert four.size(1) == 3


def test_what_was_told_apart_stays_apart_through_merges_on_both_sides() -> None:
    four = clusters(("email:a@x", ""), ("email:b@x", ""), ("email:c@x", ""), ("email:d@x", ""))
    four.forbid(0, 3)
    four.merge(3, 2)
    four.merge(0, 1)
    assert not four.admits(1, 2)
    assert four.forbidden(2, 1)
    assert four.admits(0, 1)


def test_conflicting_names_are_refused_wherever_they_sit_in_the_clusters() -> None:
    three = clusters(("email:a@x", "Jane Smith"), ("email:js@x", ""), ("email:b@x", "John Smith"))
    three.merge(0, 1)
    assert not three.admits(1, 2)


def test_a_name_that_a_card_says_was_changed_is_that_persons_name() -> None:
    three = clusters(
        ("email:a@x", "Ada Byron"), ("email:b@x", "Ada Lovelace"), ("email:c@x", "Ada Lovelace")
    )
    assert not three.admits(0, 2)
    assert three.admits(0, 1, told=True)
    three.merge(0, 1, told=True)
    assert three.admits(0, 2)


def test_a_card_does_not_join_names_with_nothing_in_common() -> None:
    assert not clusters(("email:a@x", "Ada Byron"), ("email:b@x", "Charles Babbage")).admits(
        0, 1, told=True
    )


def test_a_family_name_may_change_while_the_local_part_is_kept() -> None:
    assert clusters(("email:adab@x", "Ada Byron"), ("email:adab@y", "Ada Lovelace")).admits(0, 1)
    for short in ("a", "ad", "ada"):  # anybody's
        two = clusters((f"email:{short}@x", "Ada Byron"), (f"email:{short}@y", "Ada Lovelace"))
        assert not two.admits(0, 1)


@pytest.mark.parametrize(("spellings", "one_person"), [(24, True), (25, False)])
def test_more_spellings_than_a_person_has_are_a_crowd(spellings: int, *, one_person: bool) -> None:
    given = "bartholomewsthorpingworthmounds"  # shortened here and there
    names = [f"{given[: 3 + n]} Byron" for n in range(spellings)]
    many = clusters(*((f"email:w{n}@x", name) for n, name in enumerate(names)))
    for other in range(1, spellings - 1):
        many.merge(0, other)
    assert many.admits(0, spellings - 1) is one_person


def test_two_profiles_of_one_network_never_meet_in_a_chain() -> None:
    three = clusters(
        ("email:a@x", "Ada Byron"), ("linkedin:ada", "Ada Byron"), ("linkedin:ab", "Ada Byron")
    )
    three.merge(0, 1)
    assert not three.admits(0, 2)
    assert three.admits(0, 2, told=True)
