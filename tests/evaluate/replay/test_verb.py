from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from comity.errors import BadInput, NotFound
from tests.faces.terminal import run
from tests.operations.verbs import do
from tests.records import book_of

if TYPE_CHECKING:
    from pathlib import Path

    from comity.book import Book


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Two dozen people whose ties come and go."""
    rng = np.random.default_rng(5)
    lines = []
    for _ in range(140):
        one, other = rng.choice(24, 2, replace=False)
        day = rng.uniform(0, 250)
        for _ in range(rng.integers(2, 14)):
            day += rng.exponential(6)
            pair = (one, other) if rng.random() < 0.5 else (other, one)
            lines.append(f"{pair[0]} {pair[1]} {day * 86400:.0f}")
    path = tmp_path / "log.txt"
    path.write_text("\n".join(lines))
    return path


def test_a_log_is_replayed_under_both_budgets(tmp_path: Path, log: Path) -> None:
    book = book_of([], tmp_path / "book")
    (found,) = do(book, "evaluate plan", [log], horizon=30, until=300, draws=40)["sets"]
    daily, weekly = found["budgets"]
    assert (daily["every_days"], weekly["every_days"]) == (1, 7)
    for told in (daily, weekly):
        assert told["lapses"] > 40
        plans = told["plans"]
        assert plans["best"]["in_time"]["value"] >= plans["index"]["in_time"]["value"] > 0
        for plan in plans.values():
            one = plan["in_time"]
            assert 0 <= one["low"] <= one["value"] <= one["high"] <= 1
        assert "less" not in plans["plan"]
        less = plans["random"]["less"]["in_time"]["value"]
        shares = [plans[name]["in_time"]["value"] for name in ("random", "plan")]
        assert less == pytest.approx(shares[0] - shares[1])
    assert weekly["plans"]["random"]["named"] < daily["plans"]["random"]["named"]


def test_the_same_seed_replays_the_same(tmp_path: Path, log: Path) -> None:
    book = book_of([], tmp_path / "book")
    first, second = (do(book, "evaluate plan", [log], horizon=30, draws=5) for _ in range(2))
    assert first == second


def test_books_are_replayed_together(
    demo_book: Book, demo_folder: Path, told_of_demo: dict[str, Any]
) -> None:
    (found,) = do(demo_book, "evaluate plan", [demo_folder, demo_folder], draws=0)["sets"]
    assert found["name"] == "2 books"
    assert found["budgets"][0]["owners"] == 2
    own = told_of_demo["plan"]
    assert own["owners"] == 1
    assert own["lapses"] * 2 == found["budgets"][0]["lapses"]
    assert len(own["sentences"]) == 3


def test_the_page_shows_each_plan(
    log: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words: list[Any] = ["evaluate", "plan", log, "--horizon", "30", "--draws", "5"]
    done = run(capsys, *words, book=tmp_path / "none")
    assert done.code == 0
    assert "eight_gaps" in done.out
    assert "one name every 7 days" in done.out


def test_what_is_no_log_and_no_book_is_said_to_be(tmp_path: Path) -> None:
    book = book_of([], tmp_path / "book")
    with pytest.raises(NotFound):
        do(book, "evaluate plan", [tmp_path / "none"])
    with pytest.raises(BadInput):
        do(book, "evaluate plan", [tmp_path])
    with pytest.raises(BadInput):
        do(book, "evaluate plan", [tmp_path], horizon=0)
