from __future__ import annotations

from math import log, sqrt
from random import Random

import pytest

from comity.language.definition.contrast import more_by_group, shared
from comity.language.definition.tally import Counted


def _word(form: str, people: list[int]) -> Counted:
    return Counted(form, form, "neutral", tuple(people), (form,))


def test_the_z_of_a_word_is_the_papers_formula() -> None:
    groups = ["a"] * 10 + ["b"] * 10
    words = [_word("x", [*range(9)]), _word("y", [*range(10, 20)]), _word("z", [*range(20)])]
    found = {one.counted.form: one for one in more_by_group(words, groups)}
    said, silent = 4 * 9 / 20, 4 * 11 / 20
    y, not_y, x, not_x = 9 + said, 1 + silent, 0 + said, 10 + silent
    error = sqrt(1 / y + 1 / not_y + 1 / x + 1 / not_x)
    expected = (log(y / not_y) - log(x / not_x)) / error
    assert found["x"].z == pytest.approx(expected)
    assert (found["x"].group, found["x"].people, found["x"].of) == ("a", 9, 10)
    assert (found["x"].others, found["x"].others_of) == (0, 10)
    assert [one.counted.form for one in shared(words, groups)] == ["z"]


def test_thin_evidence_names_nothing() -> None:
    small = ["a"] * 4 + ["b"] * 30
    assert more_by_group([_word("x", [0, 1, 2, 3]), _word("y", [*range(4, 34)])], small) == []
    assert shared([_word("y", [*range(34)])], small) == []
    one = ["a"] * 30
    assert more_by_group([_word("x", [*range(30)])], one) == []
    groups = ["a"] * 30 + ["b"] * 30
    few = [_word("x", [0, 1, 2]), _word("y", [*range(60)])]
    assert more_by_group(few, groups) == []


def test_shuffled_groups_seldom_name_a_word_and_a_planted_one_is_found() -> None:
    rng = Random(5)  # noqa: S311 - a test repeats itself
    named = hit = 0
    for _ in range(40):
        groups = ["a", "b"] * 40
        words = [
            _word(str(n), [one for one in range(80) if rng.random() < 0.5 / (1 + n / 4)])
            for n in range(30)
        ]
        planted = [one for one in range(80) if rng.random() < (0.6 if one % 2 else 0.05)]
        words = [one for one in words if one.people]
        named += bool(more_by_group(words, groups))
        hit += "x" in {
            one.counted.form for one in more_by_group([*words, _word("x", planted)], groups)
        }
    assert named <= 4
    assert hit >= 36
