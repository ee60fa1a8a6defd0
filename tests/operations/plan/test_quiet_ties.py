from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from comity.evaluate.replay.policies import urgency
from comity.operations.plan import lapse
from comity.operations.plan.lapse import FALLEN_TO, GAPS_MIN, SOONER_GAPS_MIN
from comity.operations.plan.quiet_ties import LAPSE_SILENT_DAYS
from tests.operations.plan.story import correspondence, kinds, plan
from tests.records import ADA, BEN, CLEO, DAY_US, book_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("2025-05-10", []),  # 22 days: three usual gaps say nothing
        ("2025-04-10", []),  # 52 days: seven and a half, and still likely
        ("2025-03-20", [("lapse", "Ada Hart")]),  # ten usual gaps
    ],
)
def test_who_wrote_often_is_not_named_before_eight_usual_gaps(
    tmp_path: Path, last: str, expected: list[tuple[str, str]]
) -> None:
    start = {"2025-05-10": "2025-03-01", "2025-04-10": "2025-01-30", "2025-03-20": "2025-01-09"}
    book = book_of(correspondence(start=start[last], every_days=7, rounds=11), tmp_path)
    assert kinds(book) == expected


def test_a_lapse_says_its_rhythm_and_what_was_spoken_of(tmp_path: Path) -> None:
    book = book_of(correspondence(start="2025-01-09", every_days=7, rounds=11), tmp_path)
    (one,) = plan(book)
    texts = [why["text"] for why in one["why"]]
    assert texts[0] == "you were in touch every 7 days, quiet for 2 months"
    assert texts[1] == "words both ways on 11 days between January and March 2025"
    assert texts[2] == "last spoken of: The mill"
    assert one["why"][0]["value"] >= GAPS_MIN


def test_who_is_much_less_likely_than_before_is_named_sooner_one_a_day(tmp_path: Path) -> None:
    records = [
        record
        for who in (ADA, BEN)
        for record in correspondence(start="2025-03-01", every_days=14, rounds=4, who=who)
    ]
    book = book_of(records, tmp_path)
    (one,) = plan(book)
    rhythm, fallen, *_ = one["why"]
    assert rhythm["text"] == "quiet for 7 weeks"  # three gaps say nothing of what is usual
    assert 3 < rhythm["value"] < GAPS_MIN
    assert fallen["text"] == "contact that comes by itself has become much less likely"
    assert fallen["value"] < FALLEN_TO * 0.87  # 86% after the last
    book.now_us += DAY_US
    book.close()
    assert plan(book)[0]["person"] != one["person"], "they take turns"


def test_a_silence_within_the_usual_rhythm_names_nobody(tmp_path: Path) -> None:
    # every five months, and silent for a little longer than that
    records = correspondence(start="2024-01-10", every_days=120, rounds=4)
    book = book_of(records, tmp_path, now="2025-05-20")
    (tie,) = book.rows("SELECT gap_ratio, silent_days FROM relationship")
    assert tie["gap_ratio"] < SOONER_GAPS_MIN
    assert tie["silent_days"] > LAPSE_SILENT_DAYS[0]
    assert kinds(book) == []


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


def test_of_two_lapses_as_dear_the_one_with_less_time_left_comes_first(tmp_path: Path) -> None:
    records = [
        *correspondence(start="2024-12-09", every_days=7, rounds=11, who=ADA),
        *correspondence(start="2024-10-29", every_days=7, rounds=11, who=BEN),
    ]
    book = book_of(records, tmp_path)
    assert kinds(book) == [("lapse", "Ben Moss"), ("lapse", "Ada Hart")]


def test_lapses_are_ordered_as_they_were_replayed(tmp_path: Path) -> None:
    records = [
        *correspondence(start="2024-12-09", every_days=7, rounds=11, who=ADA),
        *correspondence(start="2024-11-29", every_days=3, rounds=30, who=BEN),
        *correspondence(start="2024-12-20", every_days=5, rounds=13, who=CLEO),
    ]
    book = book_of(records, tmp_path)
    kinds(book, people=9)  # makes the table of candidates
    columns = "person, two_way_days, p_active_90d, silent_days"
    shown = book.rows(f"SELECT {columns} FROM candidate")
    score = {
        one["person"]: urgency(
            np.array([one["two_way_days"]]),
            np.array([one["p_active_90d"]]),
            np.array([LAPSE_SILENT_DAYS[1] - one["silent_days"]]),
        )[0]
        for one in shown
    }
    found = list(lapse.find(book))
    assert len(found) == 3
    assert [one.weight for one in found] == pytest.approx([score[one.person] for one in found])
    assert [one.weight for one in found] == sorted(score.values(), reverse=True)
