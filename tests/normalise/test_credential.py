from __future__ import annotations

import pytest

from comity.normalise.credential import is_credential, without_banners, without_credentials


@pytest.mark.parametrize(
    "part",
    ["MSc", "FRSA", "CEng", "P.Eng", "Dipl.-Ing.", "SHRM-SCP", "CISSP AWS", "PhD, MBA", "Ph.D.",
     "M.Sc.", "PharmD", "RN BSN", "Esq.", "ACCA", "ZXQK", "B.Tech", "Dr.", ""],
)  # fmt: skip
def test_letters_after_a_full_name_are_no_name(part: str) -> None:
    assert all(is_credential(each, after="Ada Lovelace") for each in part.split(","))


@pytest.mark.parametrize("part", ["Ada", "Ed", "JD", "Ma", "JoAnn", "McKenzie", "J.R.", "K.-H."])
def test_a_given_name_after_a_family_name_is_one(part: str) -> None:
    assert not is_credential(part, after="Lovelace")


def test_capitals_after_a_name_in_capitals_tell_nothing() -> None:
    assert not is_credential("JAN", after="VAN DER BERG")
    assert is_credential("PMP", after="VAN DER BERG")


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Ada Lovelace MBA", "Ada Lovelace"),
        ("Ada MBA Lovelace", "Ada Lovelace"),
        ("MBA Ada Lovelace", "Ada Lovelace"),
        ("Ada Lovelace FRSA CEng", "Ada Lovelace"),
        ("Ada Dipl.-Ing. Lovelace", "Ada Lovelace"),
        ("Ada LOVELACE", "Ada LOVELACE"),
        ("Ada Maria DUPONT", "Ada Maria DUPONT"),
        ("ADA LOVELACE PMP", "ADA LOVELACE"),
        ("ADA LYNN MA", "ADA LYNN MA"),
        ("Yo-Yo Ma", "Yo-Yo Ma"),
        ("Ada McDonald Smith", "Ada McDonald Smith"),
        ("Lee MBA", "Lee MBA"),
    ],
)
def test_credentials_within_a_name_go_and_names_stay(name: str, plain: str) -> None:
    assert without_credentials(name) == plain


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Ada Lovelace she/her", "Ada Lovelace"),
        ("Ada Lovelace (They/Them)", "Ada Lovelace ( )"),
        ("Ada Lovelace 🚀 We're hiring!", "Ada Lovelace"),
        ("Ada Lovelace #OpenToWork", "Ada Lovelace"),
        ("Ada 🌸 Lovelace", "Ada Lovelace"),
        ("\U0001d400\U0001d41d\U0001d41a Ⓛovelace", "Ada Lovelace"),
        ("Ada Lovelace CFP®", "Ada Lovelace"),
        ("Ada Shiring", "Ada Shiring"),
        ("Ada/Ben", "Ada/Ben"),
        ("Tom Toma", "Tom Toma"),
        ("Łucja Ørsted", "Łucja Ørsted"),
    ],
)
def test_banners_pictures_and_pronouns_go(name: str, plain: str) -> None:
    assert " ".join(without_banners(name).split()) == plain
