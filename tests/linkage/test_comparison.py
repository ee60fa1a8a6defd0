from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.linkage.blocking import candidates
from comity.linkage.calibration import SURE
from comity.linkage.comparison import Census, compare, judge
from comity.linkage.review import explain
from comity.linkage.subject import subject
from comity.linkage.vocabulary import Profile

if TYPE_CHECKING:
    from comity.linkage.comparison import Comparison
    from comity.linkage.subject import Subject


def one(index: int, identity: str, name: str = "", *organisations: str) -> Subject:
    names = ((name, 1),) if name else ()
    return subject(Profile(identity, names, "person", organisations, 0, 1), index)


def compared(left: Subject, right: Subject, *, apart: bool = False) -> Comparison | None:
    people = [left, right]
    census = Census(people, candidates(people).claims)
    found = compare(left, right, census)
    return judge(found, left, right, census, contest=1, apart=apart) if found else None


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
    left, right = (
        one(0, "email:countess@x.example", "Ada Lovelace"),
        one(1, f"email:{identity}", name),
    )
    found = compared(left, right)
    assert found is not None
    assert (found.rule, found.automatic) == (rule, automatic)
    assert found.score >= SURE or not found.automatic
    assert explain(left, right, found).endswith(text)


def test_a_word_that_anyone_may_use_settles_nothing() -> None:
    for local in ("openstack", "analytical", "lovelace"):
        left, right = one(0, f"email:{local}@x.example"), one(1, f"email:{local}@y.example")
        people = [left, right, one(2, "email:ada@analytical.example", "Ada Lovelace")]
        census = Census(people, ({}, {}))
        found = compare(left, right, census)
        assert found is not None
        judged = judge(found, left, right, census, contest=1, apart=False)
        assert not judged.automatic


def test_what_is_contested_is_less_probable() -> None:
    left, right = one(0, "email:q@x.example", "Ada Lovelace"), one(1, "email:alovelace@y.example")
    census = Census([left, right], ({}, {}))
    found = compare(left, right, census)
    assert found is not None
    scores = [
        judge(found, left, right, census, contest=rivals, apart=False).score for rivals in (1, 2, 9)
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > SURE > scores[-1]


def test_a_shared_employer_raises_the_odds_and_meeting_on_one_mail_lowers_them() -> None:
    left = one(0, "email:q@x.example", "Ada Lovelace")
    claims = compared(left, one(1, "linkedin:z", "Lovelace Ada", "x"))
    silent = compared(left, one(1, "linkedin:z", "Lovelace Ada"))
    met = compared(left, one(1, "linkedin:z", "Lovelace Ada"), apart=True)
    assert claims is not None
    assert silent is not None
    assert met is not None
    assert claims.score > silent.score > met.score
    assert (claims.backed, met.apart) == (True, True)


def test_one_domain_is_no_second_signal() -> None:
    found = compared(
        one(0, "email:ww@acme.example", "Wei Wang"), one(1, "email:wang3@acme.example", "Wei Wang")
    )
    assert found is not None
    assert not found.automatic


def test_names_that_deny_it_end_the_comparison() -> None:
    assert not compared(
        one(0, "email:asmith@x.example", "Ada Smith"), one(1, "email:asmith@y.example", "Bob Smith")
    )
    assert not compared(one(0, "email:q@x.example"), one(1, "email:z@x.example"))


def test_a_name_is_common_when_its_words_are() -> None:
    firsts, lasts = (
        [f"given{chr(97 + n)}" for n in range(20)],
        [f"fam{chr(97 + n)}" for n in range(20)],
    )
    crowd = [
        one(n, f"email:q{n}@x.example", f"{first} {last}")
        for n, (first, last) in enumerate((f, g) for f in firsts for g in lasts if f != g)
    ]
    census = Census(crowd, ({}, {}))
    assert census.is_common(("givena", "famb"))
    assert not census.is_common(("givena", "elsewhere"))


def test_a_first_name_at_the_company_that_a_profile_claims_is_enough() -> None:
    profile = one(0, "linkedin:-1", "Ada Lovelace", "acme")
    there = compared(profile, one(1, "email:ada@acme.example"))
    elsewhere = compared(profile, one(1, "email:ada@hooli.example"))
    assert there is not None
    assert elsewhere is not None
    assert (there.automatic, elsewhere.automatic) == (True, False)
