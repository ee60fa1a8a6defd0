from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from tests.faces.terminal import run
from tests.operations.plan.story import correspondence
from tests.operations.verbs import do
from tests.records import book_of

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from comity.book import Book


def test_a_demo_book_is_told_how_right_it_was(told_of_demo: dict[str, Any]) -> None:
    active, contact = told_of_demo["forecasts"]
    assert (active["target"], contact["target"]) == ("p_active_90d", "p_contact_7d")
    for told in told_of_demo["forecasts"]:
        assert told["enough"]
        methods = told["methods"]
        assert methods["forecast"]["auc"]["low"] > 0.6
        assert methods["forecast"]["auc"]["value"] > methods["overdue"]["auc"]["value"]
        assert sum(one["n"] for one in told["bins"]) == told["n"]
        assert told["newest"]["n"] == sum(one["n"] for one in told["newest"]["bins"])
    fullest = max(active["newest"]["bins"], key=lambda one: one["n"])
    low, high = (round(fullest[name] * 100) for name in ("from", "to"))
    were = "was" if fullest["came_true"] == 1 else "were"
    said = (
        f"Of {fullest['n']} people Comity gave {low} to {high} %, {fullest['came_true']} {were} "
        "in touch with you within 90 days."
    )
    assert said in active["sentences"]
    ET.parse(told_of_demo["svg"])  # noqa: S314 - our own


def test_nobody_is_named(demo_book: Book, told_of_demo: dict[str, Any]) -> None:
    said = repr(told_of_demo)
    for one in demo_book.rows("SELECT name FROM person WHERE kind = 'person'"):
        assert one["name"] not in said


def test_a_short_past_is_too_little_to_tell(tmp_path: Path) -> None:
    book = book_of(correspondence(start="2024-06-01", every_days=10, rounds=30), tmp_path)
    (active, _) = do(book, "evaluate me")["forecasts"]
    assert not active["enough"]
    assert active["sentences"][-1].startswith("Too little to tell: 1 forecast can be checked")


def test_the_terminal_shows_words_a_diagram_and_figures(
    demo_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run(capsys, "evaluate", "me", book=demo_folder)
    assert done.code == 0
    assert "people Comity gave" in done.out
    assert "█" in done.out
    assert "AUC" in done.out
    assert "What came of the plan" in done.out


def test_an_empty_book_says_what_it_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run(capsys, "evaluate", "me", book=tmp_path / "none")
    assert done.code == 0
    assert "no past here yet" in done.out
    assert run(capsys, "evaluate", "me", "--json", book=tmp_path / "none").document["schema"] == (
        "comity.evaluate_me/1"
    )
