from __future__ import annotations

import pytest

from comity.normalise.generation import generation, without_generation


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Walter Harding Sr.", "senior"),
        ("Walter Harding, Senior", "senior"),
        ("Walter Harding Jr", "junior"),
        ("WALTER HARDING JR", "junior"),
        ("Hans Meier jun.", "junior"),
        ("Hans Holbein d. Ä.", "senior"),
        ("Hans Holbein d.J.", "junior"),
        ("Jean Dupont père", "senior"),
        ("Jean Dupont fils", "junior"),
        ("Karel Čapek ml.", "junior"),
        ("ifj. Nagy János", "junior"),
        ("id. Nagy János", "senior"),
        ("Thurston Howlett II", "2"),
        ("Thurston Howlett III", "3"),
        ("Carlos Souza Neto", "grandson"),
        ("Anna K. Jr.", "junior"),
        ("Amartya Sen", ""),
        ("Ada Senior", ""),
        ("Carlos Neto", ""),
        ("Jun Tanaka", ""),
        ("Tanaka Jun", ""),
        ("Ada Lovelace", ""),
        ("", ""),
    ],
)
def test_a_generation_is_told_from_a_name(name: str, told: str) -> None:
    assert generation(name) == told


def test_what_father_and_son_share_is_left() -> None:
    assert without_generation("Walter Harding, Jr.") == "Walter Harding"
    assert without_generation("ifj. Nagy János") == "Nagy János"
    assert without_generation("Walter Harding") == "Walter Harding"
