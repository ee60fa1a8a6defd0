"""First words after half a year: what counts, what was known by then, and what an order tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from comity.evaluate.logs import read_log
from comity.evaluate.replay.revivals import Cases, of_log, revivals
from comity.operations.plan.openings import owner_share, standing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Mail = tuple[str, str, float]
DAY = 86_400


def cases(folder: Path, mails: Iterable[Mail]) -> Cases:
    """Return the cases of a log of (from, to, day) that ends after 700 days."""
    path = folder / "log.txt"
    ends = [("x", f"y{day}", float(day)) for day in range(0, 701, 5)]  # nobody's tie is two-way
    path.write_text("\n".join(f"{a} {b} {round(day * DAY)}" for a, b, day in [*mails, *ends]))
    return of_log(read_log(path))


KNOWN = [("me", "ada", 0.0), ("ada", "me", 1.0)]


@pytest.mark.parametrize(
    ("mails", "label"),
    [
        ([("me", "ada", 300.0), ("ada", "me", 310.0)], [1]),
        ([("me", "ada", 300.0), ("ada", "me", 315.0)], [0]),
        ([("me", "ada", 300.0)], [0]),
        ([("me", "ada", 100.0)], []),  # not half a year
        (
            [("ada", "me", 300.0), ("me", "ada", 301.0)],
            [1],
        ),  # theirs was the first word, and mine the answer
        ([("me", "ada", 300.0), ("me", "ben", 300.0)], []),  # one mail to two
        ([("me", "ada", 695.0)], []),  # not known yet
    ],
)
def test_what_is_a_first_word_and_when_it_is_answered(
    tmp_path: Path, mails: list[Mail], label: list[int]
) -> None:
    assert cases(tmp_path, [*KNOWN, *mails]).label.tolist() == label


def test_who_never_answered_in_all_their_days_is_no_tie(tmp_path: Path) -> None:
    assert cases(tmp_path, [KNOWN[0], ("me", "ada", 300.0)]).label.tolist() == []


def test_an_order_knows_what_was_known_that_day(tmp_path: Path) -> None:
    mails = [
        *KNOWN,
        ("me", "ada", 30.0),  # a first word, answered
        ("ada", "me", 32.0),
        ("me", "ben", 5.0),
        ("ben", "me", 6.0),
        ("me", "ben", 40.0),  # a first word, left
        ("me", "ada", 400.0),  # the case
        ("ada", "me", 405.0),  # not known at 400
    ]
    found = cases(tmp_path, mails)
    mine = owner_share(1.0, 2.0)
    assert found.order.tolist() == [pytest.approx(standing(1.0, 1.0, mine, 2.0))]
    assert found.before.tolist() == [pytest.approx(np.log(3) - 368 / 730)]


def test_few_first_words_are_drawn_to_the_owners_share() -> None:
    always, once, never = (
        standing(k, n, 0.5, 0.0) for k, n in ((9.0, 9.0), (1.0, 1.0), (0.0, 9.0))
    )
    assert always > once > standing(0.0, 0.0, 0.5, 0.0) > never
    assert standing(0.0, 0.0, 0.5, 9.0) > standing(0.0, 0.0, 0.5, 8.0)
    assert standing(1.0, 1.0, 0.5, 0.0) > standing(0.0, 0.0, 0.5, 500.0)


def test_areas_and_their_difference_are_of_the_same_cases() -> None:
    rng = np.random.default_rng(3)
    owner = np.repeat(np.arange(40), 5)
    label = (rng.random(200) < 0.5).astype(np.float64)
    told = revivals(Cases(owner, label, label + 0.0, rng.random(200)), seed=1, draws=50)
    assert told.cases == 200
    assert told.order.value == 1
    assert told.before.value == pytest.approx(0.5, abs=0.12)
    assert told.more.value == pytest.approx(1 - (told.before.value or 0))
    assert (told.more.low or 0) > 0


def test_without_a_case_nothing_is_claimed() -> None:
    none = np.zeros(0)
    told = revivals(Cases(none.astype(np.int64), none, none, none), seed=1, draws=5)
    assert (told.cases, told.order.value, told.more.low) == (0, None, None)
