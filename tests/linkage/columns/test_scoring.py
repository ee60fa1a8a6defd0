from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from comity.linkage.calibration import SURE
from comity.linkage.columns.blocking import candidates
from comity.linkage.columns.census import census
from comity.linkage.columns.comparison import compare
from comity.linkage.columns.scoring import contest, judge
from comity.linkage.review import explain
from tests.linkage.invented import in_columns, one

if TYPE_CHECKING:
    from comity.linkage.columns.scoring import Links
    from comity.linkage.vocabulary import Profile


def judged(left: Profile, right: Profile, *others: Profile, apart: bool = False) -> Links:
    """Judge the first two."""
    people = in_columns([left, right, *others])
    counted = census(people, candidates(people).claims)
    pairs = compare(people, counted, np.array([0]), np.array([1]))
    met = np.full(len(pairs.left), apart)
    return judge(people, counted, pairs, contest(people, pairs), met)


@pytest.mark.parametrize(
    ("identity", "name", "rule", "automatic", "text"),
    [
        ("q@y.example", "Ada Lovelace", "name", True, "Both are called “Ada Lovelace”."),
        ("q@y.example", "Lovelace Ada", "similar name", False, "can be one name."),
        ("countess@y.example", "", "local part", True, "begin with “countess”."),
        ("countess1@y.example", "", "letters", True, "but for numbers and dots."),
        ("countes@y.example", "", "within local part", False, "hold much the same letters."),
        ("countexss@y.example", "", "near local part", False, "hold much the same letters."),
        ("x_countess@y.example", "", "part of local part", False, "hold much the same letters."),
        ("ada_lovelace@y.example", "", "spelling: full", True, "short for “Ada Lovelace”."),
        ("alovelace@y.example", "", "spelling: f last", True, "short for “Ada Lovelace”."),
        ("ada@y.example", "", "spelling: first", False, "short for “Ada Lovelace”."),
        ("ada@lovelace.example", "", "spelling: with domain", True, "short for “Ada Lovelace”."),
        ("adalovelacex@y.example", "", "spelling: within", False, "may come of “Ada Lovelace”."),
        ("adlovel@y.example", "", "spelling: cut short", False, "may come of “Ada Lovelace”."),
        ("adalovelaze@y.example", "", "spelling: near", False, "may come of “Ada Lovelace”."),
        ("lovelace.qx@y.example", "", "spelling: part", False, "may come of “Ada Lovelace”."),
    ],
)
def test_each_rule_says_how_sure_it_is_and_why(
    identity: str, name: str, rule: str, automatic: bool, text: str
) -> None:
    pair = one("email:countess@x.example", "Ada Lovelace"), one(f"email:{identity}", name)
    links = judged(*pair)
    found = links.comparison(0)
    assert (found.rule, links.automatic[0]) == (rule, automatic)
    assert found.score >= SURE or not automatic
    left, right = in_columns([*pair]).subjects
    assert explain(left, right, found).endswith(text)


def test_a_word_that_anyone_may_use_settles_nothing() -> None:
    ada = one("email:ada@analytical.example", "Ada Lovelace")
    for local in ("openstack", "analytical", "lovelace"):
        pair = (one(f"email:{local}@{site}.example") for site in "xy")
        assert judged(*pair, ada).automatic.tolist() == [False]


def test_what_is_contested_is_less_probable() -> None:
    people = in_columns(
        [one("email:q@x.example", "Ada Lovelace"), one("email:alovelace@y.example")]
    )
    counted = census(people, candidates(people).claims)
    pairs = compare(people, counted, np.array([0]), np.array([1]))
    scores = [
        judge(people, counted, pairs, np.array([rivals]), np.array([False])).score.item()
        for rivals in (1, 2, 9)
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > SURE > scores[-1]


def test_two_names_that_a_local_part_may_come_of_contest_it() -> None:
    names = ("Ada Lovelace", "Anna Lovelace")
    named = [one(f"email:q{n}@x.example", name) for n, name in enumerate(names)]
    people = in_columns([*named, one("email:alovelace@y.example")])
    counted = census(people, candidates(people).claims)
    pairs = compare(people, counted, np.array([0, 1]), np.array([2, 2]))
    assert contest(people, pairs).tolist() == [2, 2]
    assert contest(people, pairs.where(np.array([0]))).tolist() == [1]


def test_a_shared_employer_raises_the_odds_and_meeting_on_one_mail_lowers_them() -> None:
    left = one("email:q@x.example", "Ada Lovelace")
    claims = judged(left, one("linkedin:z", "Lovelace Ada", "x"))
    silent = judged(left, one("linkedin:z", "Lovelace Ada"))
    met = judged(left, one("linkedin:z", "Lovelace Ada"), apart=True)
    assert claims.score[0] > silent.score[0] > met.score[0]
    assert (claims.backed.tolist(), met.apart.tolist()) == ([True], [True])


def test_one_domain_is_no_second_signal() -> None:
    wangs = (one(f"email:{local}@acme.example", "Wei Wang") for local in ("ww", "wang3"))
    assert judged(*wangs).automatic.tolist() == [False]


def test_a_first_name_at_the_company_that_a_profile_claims_is_enough() -> None:
    profile = one("linkedin:-1", "Ada Lovelace", "acme")
    sites = ("acme", "hooli")
    found = [judged(profile, one(f"email:ada@{site}.example")).automatic.item() for site in sites]
    assert found == [True, False]
