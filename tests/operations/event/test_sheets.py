"""What is printed for an evening says its figures, and lets nobody's words act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from comity.operations.event.sheets import SHEETS, Programme, ends, sheets, steps

EVENING = Programme(
    "Autumn evening", date(2026, 11, 5), time(18, 30), "The old mill", "Ada Hart", 8, 5, 2, 24
)


def test_an_hour_by_the_minute() -> None:
    found = [(f"{one.at:%H:%M}", one.minutes, one.what) for one in steps(EVENING)]
    assert found[:3] == [
        ("18:15", 15, "Doors open"),
        ("18:30", 5, "Welcome"),
        ("18:35", 6, "Round 1"),
    ]
    assert found[-2:] == [("19:17", 5, "Round 8"), ("19:22", 10, "Closing")]
    assert f"{ends(EVENING):%H:%M}" == "19:32"


def test_each_step_begins_where_the_one_before_ends_even_past_midnight() -> None:
    late = replace(EVENING, starts=time(23, 50), rounds=12)
    found = steps(late)
    minutes = [one.at.hour * 60 + one.at.minute for one in found]
    for step, at, after in zip(found, minutes, minutes[1:], strict=False):
        assert (at + step.minutes) % 1440 == after
    assert [one.what for one in found].count("Break") == 1
    assert "Break" not in [one.what for one in steps(EVENING)]


def test_an_invitation_says_when_where_and_how_many() -> None:
    text = sheets(EVENING)["invitation.txt"]
    assert "Thursday 5 November 2026, 18:30 to 19:32 (doors open at 18:15)" in text
    assert "with 8 people, one at a time, for 5 minutes each" in text
    assert text.rstrip().endswith("Ada Hart")
    tables = sheets(replace(EVENING, size=4, on=None, place="", host=""))["invitation.txt"]
    assert "8 tables of 4" in tables
    assert "up to 24 people" in tables
    assert "(the day)" in tables
    assert "(the place)" in tables


def test_there_is_a_sign_for_each_table_and_none_more() -> None:
    signs = sheets(EVENING)["signs.html"]
    assert signs.count('class="number"') == 12
    assert sheets(replace(EVENING, size=4, guests=25))["signs.html"].count('class="number"') == 7


@pytest.mark.parametrize("name", [one for one in SHEETS if one.endswith(".html")])
def test_a_title_is_shown_as_it_was_written(name: str) -> None:
    title = "<script>x</script> & {{ evening.host }}"
    text = sheets(replace(EVENING, title=title, place="<b>", host="<i>"))[name]
    assert "<script>" not in text
    assert "&lt;script&gt;x&lt;/script&gt; &amp; {{ evening.host }}" in text
    assert "<b>" not in text


@pytest.mark.parametrize(("minutes", "size", "said"), [(6, 3, "about 2 each"), (5, 4, "1.2 each")])
def test_tips_say_how_long_each_has(minutes: int, size: int, said: str) -> None:
    assert said in sheets(replace(EVENING, round_minutes=minutes, size=size))["tips.html"]
