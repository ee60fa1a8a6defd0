from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.operations.plan.story import correspondence, kinds, plan
from tests.operations.verbs import do
from tests.records import ADA, BEN, CLEO, DAY_US, book_of

if TYPE_CHECKING:
    from pathlib import Path

    from comity.book import Book


def later(book: Book, days: int) -> Book:
    book.close()
    book.now_us += days * DAY_US
    return book


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("2025-05-10", []),  # 22 days
        ("2025-04-10", [("lapse", "Ada Hart")]),  # 52 days: seven and a half gaps
        ("2025-03-20", []),  # ten usual gaps: too late
    ],
)
def test_who_wrote_often_is_named_before_eight_usual_gaps(
    tmp_path: Path, last: str, expected: list[tuple[str, str]]
) -> None:
    start = {"2025-05-10": "2025-03-01", "2025-04-10": "2025-01-30", "2025-03-20": "2025-01-09"}
    book = book_of(correspondence(start=start[last], every_days=7, rounds=11), tmp_path)
    assert kinds(book) == expected


def test_a_lapse_says_its_rhythm_and_what_was_spoken_of(tmp_path: Path) -> None:
    book = book_of(correspondence(start="2025-01-30", every_days=7, rounds=11), tmp_path)
    (one,) = plan(book)
    texts = [why["text"] for why in one["why"]]
    assert texts[0] == "you are in touch every 7 days on average, quiet for 7 weeks"
    assert texts[1].startswith("words both ways on 11 days between")
    assert texts[2] == "last spoken of: The mill"


def test_one_lapse_is_named_a_week(tmp_path: Path) -> None:
    records = [
        *correspondence(start="2025-02-04", every_days=7, rounds=11, who=ADA),
        *correspondence(start="2024-12-29", every_days=12, rounds=7, who=BEN),
    ]
    book = book_of(records, tmp_path)
    named = [kinds(book, people=9)]
    named += [kinds(later(book, 1), people=9) for _ in range(7)]
    assert [at for at, of in enumerate(named) if of] == [0, 7], named


def test_a_lapse_done_is_the_lapse_of_the_week(tmp_path: Path) -> None:
    records = [
        *correspondence(start="2025-02-04", every_days=7, rounds=11, who=ADA),
        *correspondence(start="2024-12-29", every_days=12, rounds=7, who=BEN),
    ]
    book = book_of(records, tmp_path)
    (one,) = plan(book, people=9)
    do(book, "done", one["id"])
    assert plan(book, people=9) == []
    assert plan(book, people=9, more=1) == []
    do(book, "undo")
    assert [again["id"] for again in plan(book, people=9)] == [one["id"]]


def test_less_than_a_month_of_silence_names_nobody(tmp_path: Path) -> None:
    book = book_of(correspondence(start="2025-04-08", every_days=14, rounds=3), tmp_path)
    assert kinds(book) == []


def test_a_good_tie_at_rest_is_revived_one_a_day(tmp_path: Path) -> None:
    records = [
        record
        for who in (ADA, BEN, CLEO)
        for record in correspondence(start="2023-01-10", every_days=20, rounds=14, who=who)
    ]
    book = book_of(records, tmp_path)
    assert [kind for kind, _ in kinds(book, people=10)] == ["revive"]
    named = set()
    for day in range(3):
        book.now_us += day * 86_400_000_000
        book.close()
        named |= {name for _, name in kinds(book, people=10)}
    assert len(named) > 1, "who is skipped makes way"


def test_a_slight_acquaintance_is_not_revived(tmp_path: Path) -> None:
    book = book_of(correspondence(start="2023-01-10", every_days=20, rounds=2), tmp_path)
    assert kinds(book) == []
