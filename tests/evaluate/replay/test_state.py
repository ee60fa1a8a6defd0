from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from comity.evaluate.replay.history import history, of_books, of_log
from comity.evaluate.replay.state import State
from comity.store.duckdb_engine import view_moment
from tests.operations.plan.story import correspondence
from tests.records import ADA, BEN, CLEO, ME, book_of, mail, us

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.evaluate.replay.history import History
    from comity.model import Record

DAY_US = 86_400_000_000


def wrote(*rows: tuple[int, int, int, int, int], days: int) -> History:
    """Return a history of (owner, person, day, sent, received)."""
    owner, person, day, sent, received = np.array(rows, np.int64).reshape(-1, 5).T
    return history(owner=owner, person=person, day=day, sent=sent, received=received, days=days)


def test_a_day_is_one_row_however_much_it_brought() -> None:
    made = wrote((0, 7, 3, 1, 0), (0, 7, 3, 1, 2), (1, 7, 1, 0, 1), days=5)
    assert made.owner.tolist() == [0, 1]
    assert (made.tie.tolist(), made.day.tolist()) == ([1, 0], [1, 3])
    assert (made.sent.tolist(), made.received.tolist()) == ([0, 2], [1, 2])


def test_a_morning_knows_the_days_before_alone() -> None:
    state = State(wrote((0, 0, 0, 1, 0), (0, 0, 4, 0, 2), (0, 0, 6, 1, 1), days=9))
    for _ in range(6):
        state.advance()
    assert state.day == 6
    assert (state.sent[0], state.received[0], state.evidence_days[0]) == (1, 2, 2)
    assert (state.silent_days[0], state.two_way_days[0]) == (2, 1)
    assert np.isnan(state.usual_gap_days[0]), "two days make no rhythm"
    assert state.decayed["received_hl30d"][0] == pytest.approx(2 * 0.5 ** (2 / 30))
    assert state.decayed["weeks_hl90d"][0] == pytest.approx(0.5 ** (6 / 90) + 0.5 ** (2 / 90))
    state.advance()
    assert state.usual_gap_days[0] == 3
    assert state.two_way_days[0] == 2


def test_a_year_ago_is_forgotten() -> None:
    state = State(wrote((0, 0, 2, 1, 0), (0, 0, 5, 1, 0), days=400))
    while state.day < 366:
        state.advance()
    assert state.days_365d[0] == 2, "day 2 is 364 days ago"
    state.advance()
    assert state.days_365d[0] == 1


def test_a_log_is_seen_from_both_ends(tmp_path: Path) -> None:
    from comity.evaluate.logs import read_log

    path = tmp_path / "small.txt"
    path.write_text("a b 0\na b 90000\nb a 90001\n")
    made = of_log(read_log(path, until_day=3))
    assert made.owners == 2
    assert made.sent.sum() == made.received.sum() == 3


def each(
    name: str,
    start: str,
    *,
    every: int,
    rounds: int,
    **more: Any,  # noqa: ANN401 - any field of a mail
) -> Iterator[Record]:
    """Yield mails at midnight: of a later hour, days alone can tell nothing."""
    for number in range(rounds):
        yield mail(f"{name}{number}", at_us=us(start) + every * number * DAY_US, **more)


def test_the_forecast_is_the_one_the_product_makes(tmp_path: Path) -> None:
    records = [
        *each("from-ada", "2024-01-01", every=9, rounds=40, sender=ADA, to=(ME,)),
        *each("to-ada", "2024-01-02", every=13, rounds=20, sender=ME, to=(ADA,)),
        *each("from-ben", "2024-03-01", every=30, rounds=6, sender=BEN, to=(ME,)),
        *each("to-ben", "2024-06-01", every=1, rounds=1, sender=ME, to=(BEN,)),
        *each("to-cleo", "2024-01-01", every=1, rounds=1, sender=ME, to=(CLEO,)),
    ]
    book = book_of(records, tmp_path, now="2025-06-01")
    made = of_books([book])
    sql = (book.derived() / "relationship.sql").read_text("utf-8")
    state, first_day, busy = (
        State(made),
        us("2024-01-01") // DAY_US // 7 * 7,
        set(made.day.tolist()),
    )
    checked = 0
    while state.day < made.days - 1:
        state.advance()
        if state.day % 20 or state.day in busy:  # what happens at midnight is of the new day
            continue
        as_of_day = first_day + state.day
        view_moment(book.db, as_of_day * DAY_US, as_of_day=as_of_day)
        shown = book.rows(f"FROM ({sql}) WHERE last_at_us IS NOT NULL ORDER BY person")
        ties = np.flatnonzero((state.evidence_days > 0) & (state.days_365d > 0))
        known = [row for row in shown if row["p_active_90d"] is not None]
        assert state.p_active(ties) == pytest.approx([row["p_active_90d"] for row in known])
        for tie, row in zip(ties, known, strict=True):
            checked += 1
            assert state.silent_days[tie] == row["silent_days"]
            assert state.two_way_days[tie] == row["two_way_days"]
            gap = state.usual_gap_days[tie]
            assert (None if np.isnan(gap) else pytest.approx(gap)) == row["usual_gap_days"]
    assert checked > 30


def test_only_professional_ties_of_a_book_are_replayed(tmp_path: Path) -> None:
    from tests.operations.verbs import do

    records = [
        *correspondence(start="2024-01-01", every_days=9, rounds=10, who=ADA),
        *correspondence(start="2024-01-01", every_days=9, rounds=10, who=BEN),
    ]
    book = book_of(records, tmp_path)
    assert len(of_books([book]).owner) == 2
    do(book, "circle", BEN, "personal")
    assert len(of_books([book]).owner) == 1
    assert of_books([book, book]).owners == 2
    assert of_books([book_of([], tmp_path / "empty")]).owners == 0
