"""Pairs of sightings, each a small book: two people are not made one, and one is not lost."""

from __future__ import annotations

import json
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

from comity.linkage.resolution import resolve
from comity.linkage.vocabulary import Evidence, Profile
from comity.normalise.address import kind_of
from comity.normalise.identity import email_identity
from comity.normalise.name import clean, of_columns
from comity.normalise.organisation import key
from comity.normalise.phone import phone_identity
from tests.cases.books import ME, case, imported

if TYPE_CHECKING:
    from pathlib import Path

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


def test_nobody_is_welded_in_a_book_of_all_pairs_read_from_files(tmp_path: Path) -> None:
    book, document = imported(tmp_path, *_written(tmp_path))
    assert document["read"] == document["new"]
    person = {one["identity"]: one["person"] for one in book.rows("FROM identity")}
    asked = {frozenset((person[q["left"]], person[q["right"]])) for q in book.rows("FROM question")}
    welded, lost = [], []
    for pair in _PAIRS:
        a, b = (
            {person[one.identity] for one in _sighting(pair[side], 1) if one.identity in person}
            for side in "ab"
        )
        assert a, pair["id"]
        assert b, pair["id"]
        if not pair["same"] and a & b:
            welded.append(pair["id"])
        if pair["same"] and not a & b and not any(frozenset((x, y)) in asked for x in a for y in b):
            lost.append(pair["id"])
    assert len(welded) <= _WRONG_MOST, welded
    assert len(lost) <= _LOST_MOST, lost


def _written(folder: Path) -> list[Path]:
    """Write the sightings as mails both ways, cards and LinkedIn's table."""
    sightings = [pair[side] for pair in _PAIRS for side in "ab"]
    mails = [
        f"From x Mon Nov  2 10:00:00 2026\nFrom: {author}\nTo: {to}\nSubject: S{number}\n"
        f"Date: Mon, 5 Oct 2026 10:{number % 60:02}:{way:02} +0000\n"
        f"Message-ID: <{number}.{way}@t.example>\n\nWords {number}, {way}.\n\n"
        for number, one in enumerate(sightings)
        if one["kind"] == "mail"
        for way, (author, to) in enumerate(permutations((_said(one), ME)))
    ]
    cards = [_card(one) for one in sightings if one["kind"] == "card"]
    rows = [
        ",".join(f'"{cell}"' for cell in _row(one))
        for one in sightings
        if one["kind"] == "linkedin"
    ]
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
    texts = {
        "all.mbox": "".join(mails),
        "all.vcf": "".join(cards),
        "Connections.csv": "\n".join([head, *rows, ""]),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in texts]


def _said(one: dict[str, Any]) -> str:
    return f'"{one["name"]}" <{one["address"]}>' if one["name"] else str(one["address"])


def _card(one: dict[str, Any]) -> str:
    lines = [f"FN:{one['name']}", f"ORG:{one['organisation']}"]
    lines += [f"EMAIL:{address}" for address in one["addresses"]]
    lines += [f"TEL:{phone}" for phone in one["phones"]]
    lines += [f"{name}:{value}" for name, value in one.get("properties", {}).items()]
    return "\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


def _row(one: dict[str, Any]) -> list[str]:
    url = f"https://www.linkedin.com/in/{one['profile']}"
    cells = (one["first"], one["last"], url, one["address"], one["company"], one["position"])
    return [*cells, "01 Oct 2026"]


def _mail(name: str, address: str) -> dict[str, str]:
    return {"kind": "mail", "name": name, "address": address}


@pytest.mark.parametrize(
    ("name", "address", "other", "other_address"),
    [
        ("Åse Gråbøl", "ase.grabol@lim.example", "Aase Graabøl", "aase@aa.example"),
        ("Erica Lillevik", "erica@a.example", "Erika Lillevik", "e.lillevik@b.example"),
        ("Carl Rautenkranz", "carl@a.example", "Karl Rautenkranz", "k.r@b.example"),
        ("Yuuichirou Toudaiji", "y@a.example", "Yuichiro Todaiji", "yuichiro@b.example"),
        ("Evgeniya Tchebotarevskaya", "e@a.example", "Yevgenia Chebotarevskaya", "y@b.example"),
        ("Mouhannad Choucair", "m@a.example", "Muhannad Shuqair", "ms@b.example"),
        ("Lubna el-Khashab", "lubna@a.example", "Lubna Al Khashab", "lk@b.example"),
        ("Καλλιρρόη Ξενοφώντος", "k@a.example", "Kallirroi Xenofontos", "kx@b.example"),
        ("Tjitske IJsselmuiden", "ti@a.example", "Tjitske Ysselmuiden", "tjitske@b.example"),
        ("Fergus Mc Gillicuddy", "fergus@a.example", "Fergus McGillicuddy", "fm@b.example"),
        ("Csontos Zsuzsi", "zsuzsi@a.example", "Csontos Zsuzsanna", "cszs@b.example"),
        ('Ludmila "Lida" Hrdličková', "lh@a.example", "Lida Hrdličková", "lida@b.example"),
        ("Tiffany Xiaotong Hsiung", "th@a.example", "Xiaotong Hsiung", "xh@b.example"),
        ("María del Pilar Echegaray Uri", "mp@a.example", "Pilar Echegaray", "pe@b.example"),
        ("Ma. Corazon Dimaculangan", "mc@a.example", "Maria Corazon Dimaculangan", "d@b.example"),
        ("佐久間 象太郎", "sz@a.example", "佐久間象太郎", "zou@b.example"),
        ("제갈민호", "mh@a.example", "제갈 민호", "jegal@b.example"),
        ("Милорад Павићевић", "mp@a.example", "Milorad Pavićević", "milorad@b.example"),
        ("Євген Єлисавенко", "ye@a.example", "Yevhen Yelysavenko", "yel@b.example"),
        ("Małgorzata Trzebiat", "mt@a.example", "Gosia Trzebiat", "gosia@b.example"),
        ("Konstantinos Livath", "kl@a.example", "Kostas Livath", "kostas@b.example"),
        ("K. D. Weerakoonsinghe", "kdw@a.example", "Kasun D. Weerakoonsinghe", "kasun@b.example"),
        ("Gesine Oltmanns", "go@a.example", "Gesine Harberding (geb. Oltmanns)", "gh@b.example"),
    ],
)  # fmt: skip
def test_one_person_spelled_otherwise_is_not_lost(
    name: str, address: str, other: str, other_address: str
) -> None:
    assert _outcome({"a": _mail(name, address), "b": _mail(other, other_address)}) != "apart"


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
        ("Odalys Brightwater", "odalys@a.example", "Odalys Brightwater", "odalys2@a.example"),
        ("Γιώργος Παπαδόπουλος", "g@a.example", "Giorgos Papadopoulos", "gpa@b.example"),
        ("محمد علي", "mali@a.example", "محمد علي", "m.ali@b.example"),
        ("דוד כהן", "dcohen@a.example", "דוד כהן", "david@b.example"),
        ("王小明", "wxm@a.example", "王小明", "xiaoming@b.example"),
        ("Gurpreet Singh", "gurpreet@a.example", "Gurpreet Singh", "gsingh@b.example"),
        ("Juan dela Cruz", "juan@a.example", "Juan Dela Cruz", "jdc@b.example"),
        ("Patrick Goldthwaite", "p.g@a.example", "Patricia Goldthwaite", "pg@b.example"),
        ("T. Pettersson", "t.pettersson@a.example", "Tove Pettersson", "tove@b.example"),
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
