from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.linkage.blocking import candidates
from comity.linkage.comparison import Census, compare
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
    return compare(left, right, Census(people, candidates(people).claims), apart=apart)


@pytest.mark.parametrize(
    ("identity", "name", "expected", "text"),
    [
        ("q@y.example", "Ada Lovelace", ("name", 0.99, True), "Both are called “Ada Lovelace”."),
        ("q@y.example", "Lovelace Ada", ("similar name", 0.85, False), "can be one name."),
        ("countess@y.example", "", ("local part", 0.99, True), "begin with “countess”."),
        ("countess1@y.example", "", ("letters", 0.85, False), "but for numbers and dots."),
        (
            "ada_lovelace@y.example",
            "",
            ("spelling: full", 0.985, True),
            "short for “Ada Lovelace”.",
        ),
        ("alovelace@y.example", "", ("spelling: f last", 0.96, False), "short for “Ada Lovelace”."),
        ("ada@lovelace.example", "", ("spelling: full", 0.985, False), "short for “Ada Lovelace”."),
    ],
)
def test_each_rule_says_how_sure_it_is_and_why(
    identity: str, name: str, expected: tuple[str, float, bool], text: str
) -> None:
    left, right = (
        one(0, "email:countess@x.example", "Ada Lovelace"),
        one(1, f"email:{identity}", name),
    )
    found = compared(left, right)
    assert found is not None
    assert (found.rule, found.score, found.automatic) == expected
    assert explain(left, right, found).endswith(text)


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
