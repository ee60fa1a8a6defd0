from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.faces.web.visiting import Visitor


def test_a_group_is_asked_answers_and_is_seen_as_a_page(visitor: Visitor) -> None:
    visitor.post("/do/survey-new", title="Evening <b>", group="first-timer/regular")
    home = "/survey/evening-b"
    assert "Nobody has answered yet" in visitor.get(home).text
    form = visitor.get(f"{home}/form").text
    assert "/people" not in form  # what is the user's own is not on it
    visitor.post(f"{home}/form", text="Not selling, trust", group="regular")
    assert "Thank you" in visitor.get(f"{home}/form?thanks=1").text
    again = visitor.post(f"{home}/form", text=" ", group="regular").text
    assert "no answer" in again
    assert re.search(r'value="regular" checked', again)
    assert "two to a sheet" in visitor.get(f"{home}/paper").text
    shown = visitor.get(home).text
    assert "1 answer: too few to conclude" in shown
    assert "not selling" in shown
    assert "<svg" in shown
    visitor.post("/do/survey-remove", key="evening-b", answer="2")
    assert "Bring back" in visitor.get(home).text
    visitor.post("/do/survey-erase", key="evening-b")
    assert "Asked" not in visitor.get("/survey").text


def test_what_networking_is_stands_on_ones_own_figures(visitor: Visitor) -> None:
    shown = visitor.get("/what").text
    assert "mutual trust and respect" in shown
    assert 'href="/people?which=days_7"' in shown
