from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.errors import BadInput, NotFound
from comity.evaluate.sentences import labelled
from comity.evaluate.sentences.labelled import Label, key, labels, marked, quarters
from comity.evaluate.sentences.rates import rates, weighted, wilson
from comity.models.phrases import load
from tests.operations.verbs import do
from tests.records import book_of

if TYPE_CHECKING:
    from pathlib import Path

LINES = "Yes\tPlease send me the plan.\nNo\tThe plan is here.\nYes\tCould you call Ben?\nNo\tBye.\n"


def test_rates_by_hand() -> None:
    found = rates([True, True, False, False], [0.9, 0.2, 0.8, 0.1], 0.5)
    assert found == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "accuracy": 0.5, "auc": 0.75}
    assert rates([], [], 0.5)["f1"] == 0.0


def test_a_sentence_counts_for_as_many_as_it_stands_for() -> None:
    found = weighted([(True, 0.9, 3.0), (False, 0.9, 1.0), (True, 0.1, 4.0)], 0.5)
    assert (found["precision"], found["recall"], found["shown"]) == (0.75, 0.4286, 2)
    assert found["low"] < 0.75 < found["high"]
    assert wilson(0.5, 0) == (0.0, 1.0)


def test_a_label_is_found_again_whatever_the_case_and_the_spaces() -> None:
    assert key("I will  send it.") == key("i will send it. ")
    assert key("I will send it.") != key("I will send them.")
    known = labels()
    assert {one.part for one in known.values()} == {"test", "learn"}
    for corpus in ("enron", "ksummit"):
        assert sum(one.corpus == corpus for one in known.values()) >= 300


def test_what_ships_was_measured_over_the_bar() -> None:
    found = load("promises").measured["all"]
    assert found["precision"] >= 0.85
    assert found["recall"] >= 0.6
    assert load("request").measured["f1"] >= 0.84
    assert load("politeness").measured["accuracy"] >= 0.84


def test_intent_is_measured_on_a_marked_file(tmp_path: Path) -> None:
    path = tmp_path / "marked.txt"
    path.write_text(LINES)
    assert marked(path)[1] == ("The plan is here.", False)
    found = do(book_of([], tmp_path / "book"), "evaluate intent", path)
    assert found["f1"] == 1.0
    assert set(found) >= {"precision", "recall", "f1", "accuracy", "auc", "per_sentence_ms"}
    assert found["per_sentence_ms"] < 5


def test_a_file_that_is_not_marked_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("Please send it.\n")
    with pytest.raises(BadInput, match="line 1"):
        marked(path)
    with pytest.raises(NotFound):
        marked(tmp_path / "none")


def test_promises_are_measured_on_what_is_labelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ("I will send you the plan tomorrow.", "I'll be in Leeds.", "It rained.")
    known = {
        key(text): Label("enron", "test", 2.0, first=promises, second=promises)
        for text, promises in zip(said, (True, False, False), strict=True)
    }
    monkeypatch.setattr(labelled, "labels", lambda: known)
    path = tmp_path / "mail.txt"
    path.write_text("\n".join(f"No\t{one}" for one in said))
    book = book_of([], tmp_path / "book")
    found = do(book, "evaluate promises", [path])
    assert found["shown"]["all"]["precision"]["value"] == 1.0
    assert found["shown"]["enron"]["recall"] == 1.0
    assert found["kappa"] == 1.0
    path.write_text("Nothing that is known.")
    with pytest.raises(BadInput, match="none of the labelled"):
        do(book, "evaluate promises", [path])


def test_politeness_is_measured_on_the_quarters_furthest_apart(tmp_path: Path) -> None:
    path = tmp_path / "scored.csv"
    path.write_text(
        "Request,Normalized Score\nWhy did you delete it? Stop it.,-1\nIs it so?,0\nAnd so?,0.1\n"
        "Thank you for your help. Would you mind adding it?,1\n"
    )
    assert [polite for _, polite in quarters(path)] == [False, True]
    assert do(book_of([], tmp_path / "book"), "evaluate politeness", path)["accuracy"] == 1.0
    path.write_text("a,b\n1,2\n")
    with pytest.raises(BadInput):
        quarters(path)
