from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from comity.evaluate.asks.labelled import kappa, labelled
from comity.evaluate.asks.verb import figures
from comity.language.draft.specific import is_vague
from tests.operations.verbs import do
from tests.records import book_of

if TYPE_CHECKING:
    from pathlib import Path


def test_two_hundred_asks_are_read_twice_and_none_stands_there_twice() -> None:
    asks = labelled()
    assert len(asks) == len({one.sentence for one in asks}) == 200
    halves = Counter(one.is_held_out for one in asks)
    assert min(halves.values()) > 80
    assert {one.first for one in asks} == {one.second for one in asks} == {True, False}


def test_agreement_is_counted_beyond_chance() -> None:
    same, other = (True, True), (True, False)
    assert kappa([same, (False, False)]) == 1.0
    assert kappa([same, (False, False), other, (False, True)]) == 0.0
    assert kappa([same, same]) == 1.0


def test_the_rule_is_right_where_it_was_not_fitted(tmp_path: Path) -> None:
    found = do(book_of([], tmp_path / "book"), "evaluate asks")
    assert found["sentences"] == 200
    assert found["read_alike"] >= 190
    assert found["kappa"] > 0.9
    assert found["held_out"]["precision"]["value"] >= 0.9
    assert found["held_out"]["recall"]["value"] >= 0.85
    assert found["rival"]["precision"]["value"] < found["held_out"]["precision"]["value"]
    assert found["held_out"]["asks"] + found["tuned_on"]["asks"] == found["read_alike"]


def test_figures_count_what_is_told_and_what_is_missed() -> None:
    asks = labelled()
    nobody = figures(asks, lambda _: False)
    assert nobody.precision.value is None
    assert nobody.recall.value == 0.0
    everybody = figures(asks, lambda _: True)
    assert everybody.recall.value == 1.0
    assert everybody.precision.value == nobody.vague / 200


@pytest.mark.parametrize(
    ("vague", "specific"),
    [
        ("I'd love to pick your brain.", "May I ask why you left Bexley Water?"),
        ("Any thoughts?", "Any thoughts on whether we drop question 3?"),
        ("Would you be open to a quick chat?", "Would you be open to a quick chat on Tuesday?"),
        ("Let me know if you hear of anything.", "Let me know if the post at Kestrel opens."),
        ("Can you put me in touch with people in finance?", "Can you put me in touch with Ruth?"),
        ("Could we meet?", "Could we meet at the mill at ten?"),
        ("Could you give me feedback on this?", "Could you mark what bored you on page two?"),
        ("Get in touch!", "Please get in touch with Eldon about the gate."),
    ],
)
def test_what_is_vague_is_told_from_its_specific_neighbour(vague: str, specific: str) -> None:
    assert is_vague(vague)
    assert not is_vague(specific)
