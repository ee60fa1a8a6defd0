from __future__ import annotations

import pytest

from comity.linkage.writing import beginning, romanised, skeleton, sound, spelled


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("шереметьевская", "sheremetevskaya"),
        ("ξενοφωντος", "xenofontos"),
        ("παπαδοπουλου", "papadopoulou"),
    ],
)
def test_cyrillic_and_greek_are_written_in_latin(word: str, latin: str) -> None:
    assert romanised(word) == latin


@pytest.mark.parametrize(
    ("left", "right"),
    [("toudaiji", "todaiji"), ("yuuichirou", "yuichiro"), ("satoh", "sato"), ("graabol", "grabol")],
)
def test_long_vowels_are_heard_as_one(left: str, right: str) -> None:
    assert sound(left) == sound(right)
    assert spelled("louis") != spelled("lois")
    assert sound("louis") != sound("lois")


def test_consonants_alone_are_heard_alike_across_languages() -> None:
    assert skeleton("choucair") == skeleton("shuqair")
    assert skeleton("tchebotarevskaya") == skeleton("chebotarevskaya")
    assert skeleton("choucair") != skeleton("choufani")


def test_words_of_one_spelling_begin_alike() -> None:
    assert beginning("carl") == beginning("karl")
    assert beginning("philip") == beginning("filip")
    assert beginning("jana") != beginning("dana")
