from __future__ import annotations

from typing import TYPE_CHECKING

from comity.linkage.columns.blocking import candidates
from comity.linkage.columns.census import census
from tests.linkage.invented import in_columns, one

if TYPE_CHECKING:
    from comity.linkage.columns.census import Census
    from comity.linkage.columns.people import People


def counted(people: People) -> Census:
    return census(people, candidates(people).claims)


def test_a_name_is_common_when_its_words_are() -> None:
    firsts, lasts = ([f"{kind}{chr(97 + n)}" for n in range(20)] for kind in ("given", "fam"))
    crowd = [(first, last) for first in firsts for last in lasts]
    alone = ("elsa", "elsewhere")
    people = in_columns(
        [one(f"email:q{n}@x.example", " ".join(name)) for n, name in enumerate([*crowd, alone])]
    )
    common = dict(zip(people.names.names, counted(people).common.tolist(), strict=True))
    assert common["givena", "famb"]
    assert not common[alone]


def test_a_local_part_is_personal_unless_two_people_a_company_or_anyone_uses_it() -> None:
    people = in_columns(
        [
            one("email:thedesk@x.example", "Ada Lovelace"),
            one("email:thedesk@y.example", "Charles Babbage"),
            one("email:countess@x.example", "Ada Lovelace"),
            one("email:countess@y.example", "Ada King Lovelace"),
            one("email:analytical@x.example"),
            one("email:engine@analytical.example"),
            one("email:openstack@x.example"),
        ]
    )
    personal = dict(zip(people.handle.values.to_pylist(), counted(people).personal, strict=True))
    assert [local for local in personal if personal[local]] == ["countess", "engine"]


def test_letters_are_a_word_when_somebody_is_called_so() -> None:
    people = in_columns(
        [one("email:ada@x.example", "Ada Lovelace"), one("email:bob@x.example"), one("email:q@x.y")]
    )
    words = dict(zip(people.letters.values.to_pylist(), counted(people).words, strict=True))
    assert words == {"ada": True, "bob": True, "q": False}


def test_only_networks_keep_one_profile_a_person() -> None:
    places = ("linkedin:a", "name:zoom/A", "email:a@x.example")
    people = in_columns([one(identity, "Ada Lovelace") for identity in places])
    assert counted(people).profiles.tolist() == [2]
