from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.operations.plan.quiet_ties import GAPS_MIN
from tests.operations.plan.story import correspondence, kinds, plan
from tests.records import ADA, BEN, CLEO, book_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("2025-05-10", []),  # 22 days: three usual gaps say nothing
        ("2025-04-10", []),  # 52 days: seven and a half
        ("2025-03-20", [("lapse", "Ada Hart")]),  # ten usual gaps
    ],
)
def test_nobody_is_named_before_eight_usual_gaps(
    tmp_path: Path, last: str, expected: list[tuple[str, str]]
) -> None:
    start = {"2025-05-10": "2025-03-01", "2025-04-10": "2025-01-30", "2025-03-20": "2025-01-09"}
    book = book_of(correspondence(start=start[last], every_days=7, rounds=11), tmp_path)
    assert kinds(book) == expected


def test_a_lapse_says_its_rhythm_and_what_was_spoken_of(tmp_path: Path) -> None:
    book = book_of(correspondence(start="2025-01-09", every_days=7, rounds=11), tmp_path)
    (one,) = plan(book)
    texts = [why["text"] for why in one["why"]]
    assert texts[0] == "usually every 7 days, silent for 2 months"
    assert texts[1].startswith("11 two-way days over")
    assert texts[2] == "last spoken of: The mill"
    assert one["why"][0]["value"] >= GAPS_MIN


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
