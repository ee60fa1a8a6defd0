"""Invented people whose names and addresses come near each other in every way known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from comity.linkage.columns.people import people
from comity.linkage.subject import subject
from comity.linkage.vocabulary import Profile

if TYPE_CHECKING:
    from comity.linkage.columns.people import People

_WORDS = (
    "ada adah al alan bob robert rob li wei xingyu wang lovelace lovelac love lace king smith smit "
    "j müller mueller muller o'neil de la cruz анна иванова x matt admin kernel public lists "
    "robertking kinglove wangli dr jr. sr. roberta chris christine jan jana 李 雷 ١٢ 7"
).split()
_WORD = st.sampled_from(_WORDS)
_NAME = st.lists(_WORD, min_size=1, max_size=4).map(" ".join)
_SPOKEN = st.one_of(_NAME.map(str.title), _NAME, _WORD, st.text(max_size=6))
_LOCAL = st.builds(
    lambda words, joint, end: joint.join(words) + end,
    st.lists(st.one_of(_WORD, _WORD.map(lambda word: word[0])), min_size=1, max_size=3),
    st.sampled_from(("", "", ".", "_", "-", "7", "1.")),
    st.sampled_from(("", "", "", "7", "42", ".x", "x", "\u0661")),
)
_DOMAIN = st.sampled_from(
    "gmail.com redhat.com king.example lovelace.net a.example b.co.uk xn--mller-kva.de lace.org"
    " lace.net mail.king.example student.king.example".split()
)
_IDENTITY = st.one_of(
    *[st.builds(lambda local, domain: f"email:{local}@{domain}", _LOCAL, _DOMAIN)] * 6,
    _LOCAL.map(lambda local: f"linkedin:{local}-4b2a"),
    _LOCAL.map(lambda local: f"handle:x/@{local}"),
    _NAME.map(lambda name: f"name:zoom/{name}"),
    _NAME.map(lambda name: f"name:mail/info@king.example/{name}"),
    _NAME.map(lambda name: f"name:mail/desk@king.example/{name}"),
    st.sampled_from(("phone:+441632960961", "email:", "email:@", "", ":", "linkedin:")),
)
PROFILES = st.lists(
    st.builds(
        Profile,
        identity=_IDENTITY,
        names=st.lists(
            st.tuples(_SPOKEN, st.sampled_from((1, 2, 50))),
            max_size=3,
            unique_by=lambda use: use[0],
        ).map(tuple),
        kind=st.sampled_from(("person",) * 9 + ("robot",)),
        organisations=st.lists(
            st.sampled_from(("redhat", "red hat", "lace", "king", "")), max_size=2
        ).map(tuple),
        first_us=st.integers(0, 3),
        uses=st.just(3),
        birthdays=st.sampled_from(((), (), (), ("1961-01-02",), ("1994-07-08",), ("--01-02",))),
    ),
    max_size=40,
    unique_by=lambda profile: profile.identity,
)


def in_columns(profiles: list[Profile]) -> People:
    """Return those of the profiles that may be linked."""
    subjects = [subject(profile, place) for place, profile in enumerate(profiles)]
    return people([one for one in subjects if one.linkable])


def one(identity: str, name: str = "", *organisations: str) -> Profile:
    """Return a person's profile."""
    names = ((name, 1),) if name else ()
    return Profile(identity, names, "person", organisations, 0, 1)
