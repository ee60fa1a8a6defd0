from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.linkage.columns.blocking import candidates
from comity.linkage.columns.census import census
from comity.linkage.columns.comparison import compare
from comity.linkage.columns.match_features import DEPENDS, RULES
from comity.linkage.vocabulary import Profile
from tests.linkage import pair_by_pair
from tests.linkage.invented import PROFILES, in_columns, one


def rules(*profiles: Profile) -> dict[tuple[int, int], str]:
    people = in_columns(list(profiles))
    left, right = np.array([*combinations(range(len(profiles)), 2)]).T
    counted = census(people, candidates(people).claims)
    pairs = compare(people, counted, left, right)
    return {(i, j): RULES[found["rule"]] for i, j, found in zip(*pairs, strict=True)}


def test_names_that_deny_it_end_the_comparison() -> None:
    assert not rules(
        one("email:asmith@x.example", "Ada Smith"), one("email:asmith@y.example", "Bob Smith")
    )
    assert not rules(one("email:q@x.example"), one("email:z@x.example"))


def test_a_local_part_may_outlive_a_family_name_but_not_a_given_one() -> None:
    before = one("email:countess@x.example", "Ada Byron")
    assert rules(before, one("email:countess@y.example", "Ada Lovelace")) == {(0, 1): "local part"}
    assert not rules(before, one("email:countess@y.example", "Bob Byron"))


def test_of_several_names_the_first_that_spells_counts() -> None:
    names = (("Ada Lovelace", 5), ("Ada Byron", 5))
    named = Profile("email:q@x.example", names, "person", (), 0, 1)
    assert rules(named, one("email:abyron@y.example")) == {(0, 1): "spelling: f last"}


@given(PROFILES, st.booleans())
@settings(max_examples=50, deadline=None)
def test_columns_find_what_is_found_pair_by_pair(profiles: list[Profile], everyone: bool) -> None:
    people = in_columns(profiles)
    blocked = candidates(people)
    left, right = blocked.left, blocked.right
    if everyone:  # also pairs that blocking would never bring together
        left, right = np.triu_indices(len(people.subjects), 1)
    plainly = pair_by_pair.Census(people.subjects, blocked.claims)
    subjects = people.subjects
    expected = {}
    for i, j in zip(left.tolist(), right.tolist(), strict=True):
        if found := pair_by_pair.compare(subjects[i], subjects[j], plainly):
            expected[i, j] = found
    pairs = compare(people, census(people, blocked.claims), left, right)
    assert {(i, j): plain(found) for i, j, found in zip(*pairs, strict=True)} == expected


def plain(found: np.void) -> pair_by_pair.Finding:
    rule, letters, rivals, word, score, sure = found.item()
    return pair_by_pair.Finding(
        RULES[rule],
        letters,
        rivals,
        bool(word),
        None if np.isnan(score) else score,
        None if sure == DEPENDS else bool(sure),
    )
