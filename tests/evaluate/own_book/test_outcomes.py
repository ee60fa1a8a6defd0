from __future__ import annotations

from typing import TYPE_CHECKING

from comity.evaluate.own_book.outcomes import came_of_it
from comity.operations.document import as_json
from tests.operations.plan.test_fading import history
from tests.operations.verbs import do

if TYPE_CHECKING:
    from pathlib import Path


def test_each_kind_is_told_apart(tmp_path: Path) -> None:
    book = history(tmp_path, lapses=14, answered=1, news=24, news_answered=12)
    found = as_json(came_of_it(book))
    assert found["enough"]
    assert (found["named"], found["closed"]) == (38, 38)
    lapse, news = found["kinds"]["lapse"], found["kinds"]["news"]
    assert (lapse["acted_on"], lapse["answered"], lapse["skipped"]) == (14, 1, 0)
    assert news["answered_share"]["value"] == 0.5
    assert news["answered_share"]["low"] < 0.5 < news["answered_share"]["high"]
    assert found["sentences"][0].startswith(
        "Of 38 people the plan named, you did something about 38; 13 of them"
    )


def test_who_never_looked_at_a_plan_is_told_nothing(tmp_path: Path) -> None:
    book = history(tmp_path, lapses=0, answered=0, news=3, news_answered=1)
    found = as_json(came_of_it(book))
    assert not found["enough"]
    assert "of 3 people it named, 3 are old enough" in found["sentences"][0]
    assert found["faded"] == []


def test_it_is_part_of_the_document(tmp_path: Path) -> None:
    book = history(tmp_path, lapses=14, answered=0, news=24, news_answered=12)
    assert do(book, "evaluate me")["suggestions"]["faded"][0]["kind"] == "lapse"
