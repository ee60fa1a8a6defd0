"""Pairs of sightings, each a small book: two people are not made one, and one is not lost."""

from __future__ import annotations

import json
from typing import Any

import pytest

from comity.linkage import Evidence, Profile, resolve
from comity.normalise.address import kind_of
from comity.normalise.identity import email_identity
from comity.normalise.name import clean, of_columns
from comity.normalise.organisation import key
from comity.normalise.phone import phone_identity
from tests.cases.books import case

_PAIRS = json.loads(case("contacts/pairs.json").read_text("utf-8"))
_WRONG_MOST, _LOST_MOST = 1, 2


def _sighting(one: dict[str, Any], seen_us: int) -> list[Profile]:
    if one["kind"] == "mail":
        name, works = clean(one["name"]), ""
        identities = [email_identity(one["address"])]
    elif one["kind"] == "card":
        name, works = clean(one["name"]), one["organisation"]
        identities = [*map(email_identity, one["addresses"]), *map(phone_identity, one["phones"])]
    else:
        name, works = of_columns(one["first"], one["last"]), one["company"]
        emails = [email_identity(one["address"])] if one["address"] else []
        identities = [f"linkedin:{one['profile']}", *emails]
    born = one.get("properties", {}).get("BDAY")
    return [
        Profile(
            identity,
            ((name, 2),) if name else (),
            kind_of(identity, name),
            (key(works),) if works else (),
            seen_us,
            2,
            (born,) if born else (),
        )
        for identity in identities
    ]


def _outcome(pair: dict[str, Any]) -> str:
    a, b = _sighting(pair["a"], 1), _sighting(pair["b"], 2)
    together = [(some[0].identity, one.identity) for some in (a, b) for one in some[1:]]
    profiles = {one.identity: one for one in [*a, *b]}
    found = resolve([*profiles.values()], Evidence(together=together))
    if found.representative[a[0].identity] == found.representative[b[0].identity]:
        return "merged"
    return "asked" if found.questions else "apart"


def test_nobody_is_welded_and_few_are_lost() -> None:
    outcomes = {pair["id"]: (pair["same"], _outcome(pair)) for pair in _PAIRS}
    welded = [one for one, told in outcomes.items() if told == (False, "merged")]
    lost = [one for one, told in outcomes.items() if told == (True, "apart")]
    assert len(welded) <= _WRONG_MOST, welded
    assert len(lost) <= _LOST_MOST, lost


def _mail(name: str, address: str) -> dict[str, str]:
    return {"kind": "mail", "name": name, "address": address}


@pytest.mark.parametrize(
    ("name", "address", "other", "other_address"),
    [
        ("Daniel Okoye", "d.okoye@a.example", "Daniela Okoye", "d.okoye@b.example"),
        ("Julian Vandereyk", "j.vandereyk@a.example", "Juliane Vandereyk", "j.v@b.example"),
        ("Ivan Petrov", "ivan.petrov@a.example", "Ivan Petrov", "i.petrov@b.example"),
        ("Priya Sharma", "priya@a.example", "Priya Sharma", "priya.sharma@b.example"),
        ("Peter Nagy", "peter.nagy@a.example", "", "peter.nagy@b.example"),
        ("", "john.smith@a.example", "", "john.smith@b.example"),
        ("", "jsmith@a.example", "", "jsmith@b.example"),
        ("Hans Amsel jun.", "h.amsel@a.example", "Hans Amsel sen.", "hans.amsel@b.example"),
        ("Hans Amsel", "h.amsel@a.example", "Hans Amsel jun.", "hans.amsel@b.example"),
        ("Alex Ekström-Lo", "a.ekstrom@a.example", "Alexandra Ekström-Lo", "a.ekstrom@b.example"),
        ("Emma Wilsonby", "wilsonby@tech.example", "Emma Wilsonby", "e.wilsonby@stud.tech.example"),
    ],
)  # fmt: skip
def test_what_a_stranger_would_ask_about_is_not_done_unasked(
    name: str, address: str, other: str, other_address: str
) -> None:
    pair = {"a": _mail(name, address), "b": _mail(other, other_address)}
    assert _outcome(pair) != "merged"


def test_an_initial_between_two_given_names_joins_neither() -> None:
    seen = [
        _sighting(_mail("Anna Kellerhoff", "a.kellerhoff@lux.example"), 1),
        _sighting(_mail("A. Kellerhoff", "a.kellerhoff@pax.example"), 2),
        _sighting(_mail("Axel Kellerhoff", "a.kellerhoff@nox.example"), 3),
    ]
    found = resolve([one for some in seen for one in some], Evidence())
    assert len(set(found.representative.values())) == len(seen)
    assert found.questions


def test_a_name_without_a_generation_is_no_bridge_between_two() -> None:
    seen = [
        _sighting(_mail("Walter Hartigan Sr.", "walter.hartigan@a.example"), 1),
        _sighting(_mail("", "walter.hartigan@b.example"), 2),
        _sighting(_mail("Walter Hartigan Jr.", "walter.hartigan@c.example"), 3),
    ]
    who = resolve([one for some in seen for one in some], Evidence()).representative
    assert who["email:walter.hartigan@a.example"] != who["email:walter.hartigan@c.example"]
