"""People ticked and changed at once, and choices saved, on the page of people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from comity.operations.network.directory import directory
from tests.faces.world import told

if TYPE_CHECKING:
    from tests.faces.web.visiting import Visitor


def _ids(visitor: Visitor) -> list[str]:
    return [one["id"] for one in told(visitor.session, "people", limit=0)["people"]]


def test_those_ticked_become_a_group_and_one_undo_takes_it_back(visitor: Visitor) -> None:
    html = visitor.get("/people").text
    ticked = re.findall(r'name="who" value="(\w+)"', html)[:2]
    answer = visitor.post("/do/change", who=ticked, tag="choir", next="/people").text
    assert "2 people changed: tagged “choir”." in answer
    assert {"tag": "choir"} in visitor.page("/people").queries("/people")
    assert "2 people" in visitor.page("/people?tag=choir").text
    visitor.post("/do/undo", next="/people")
    assert {"tag": "choir"} not in visitor.page("/people").queries("/people")


def test_all_that_match_are_changed_whatever_is_shown_and_one_undo_takes_it_back(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    everyone = len(_ids(visitor))
    assert "Change all" not in visitor.get("/people").text, "all are shown"
    monkeypatch.setitem(directory.__kwdefaults__ or {}, "limit", 2)
    visitor.session.forget()
    page = visitor.get("/people?sort=name")
    value = f"{everyone}?sort=name"
    assert f'name="all" value="{value}"' in page.text
    said = visitor.post("/people/change", all=value, tag="choir", next="/people").text
    assert f"{everyone} people changed: tagged “choir”." in said
    few = "1?words=hart"
    assert "1 person changed" in visitor.post("/people/change", all=few, circle="personal").text
    visitor.post("/do/undo", next="/people")
    visitor.post("/do/undo", next="/people")
    assert {"tag": "choir"} not in visitor.page("/people").queries("/people")


@pytest.mark.parametrize("all_", ["1", "0?words=hart", "9?words=hart", "", "x?words=hart"])
def test_not_all_are_changed_where_another_number_was_seen(visitor: Visitor, all_: str) -> None:
    steps = told(visitor.session, "history")["count"]
    answer = visitor.post("/people/change", all=all_, tag="choir", next="/people").text
    assert "look through them once more" in answer.lower()
    assert 'value="choir"' in answer
    assert told(visitor.session, "history")["count"] == steps


def test_nothing_ticked_or_chosen_changes_nobody(visitor: Visitor) -> None:
    steps = told(visitor.session, "history")["count"]
    visitor.post("/do/change", tag="choir", next="/people")
    visitor.post("/do/change", who=_ids(visitor)[:1], next="/people")
    assert told(visitor.session, "history")["count"] == steps


def test_the_bar_leads_back_to_the_choice_it_stands_under(visitor: Visitor) -> None:
    rows = visitor.get("/people?part=rows&words=hart&stage=established").text
    assert "<html" not in rows
    for form in re.findall(r"<form.*?</form>", rows, re.DOTALL):
        (back,) = re.findall(r'name="next" value="([^"]*)"', form)
        assert "part=rows" not in back


def test_a_choice_is_saved_stands_on_people_and_is_taken_out(visitor: Visitor) -> None:
    page = visitor.get("/people?words=hart").text
    assert "Save this choice" in page
    assert "Save this choice" not in visitor.get("/people").text
    said = visitor.post("/do/filters-save", name="The <b>Harts</b>", words="hart", next="/people")
    assert "Saved: “The &lt;b&gt;Harts&lt;/b&gt;”, 1 person now." in said.text
    assert {"words": "hart"} in visitor.page("/people").queries("/people")
    assert "/do/filters-remove" in visitor.page("/people?words=hart").forms()
    visitor.post("/do/filters-remove", name="The <b>Harts</b>", next="/people")
    assert {"words": "hart"} not in visitor.page("/people").queries("/people")
