from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.evaluate.replay.figures import figures, judge
from comity.evaluate.replay.policies import POLICIES, Morning
from comity.evaluate.replay.run import (
    REST_DAYS,
    Lapses,
    Named,
    first_of_each,
    lapses,
    next_contact,
    replay,
)
from comity.operations.plan.lapse import days_to_save, urgency
from tests.evaluate.replay.test_state import wrote

if TYPE_CHECKING:
    from comity.evaluate.replay.history import History

H = 30
ROW = st.tuples(*(st.integers(0, most) for most in (2, 4, 119, 2, 2)))
ROWS = st.lists(ROW.filter(lambda row: row[3] + row[4] > 0), min_size=1, max_size=80)


def regular(
    person: int, *, first: int, every: int, rounds: int
) -> list[tuple[int, int, int, int, int]]:
    """Return days on which both wrote."""
    return [(0, person, first + n * every, 1, 1) for n in range(rounds)]


def named(made: History, *policies: str, every: int = 1) -> dict[str, Named]:
    wanted = {name: POLICIES[name] for name in policies}
    return replay(
        made,
        wanted,
        known=lapses(made, horizon_days=H),
        horizon_days=H,
        every_days=every,
        rng=np.random.default_rng(0),
    )


# ── lapses ───────────────────────────────────────────────────────────────────────────────


def test_a_lapse_is_a_two_way_tie_silent_for_the_horizon() -> None:
    made = wrote(
        *regular(0, first=0, every=5, rounds=4),  # last on day 15, silent to the end
        (0, 1, 3, 3, 0),  # never answered
        *regular(2, first=0, every=1, rounds=2), (0, 2, 40, 1, 0),  # silent for 39 days, then back
        *regular(3, first=60, every=5, rounds=3),  # day 70: its horizon ends on the last day
        *regular(4, first=61, every=5, rounds=3),  # day 71: not known yet
        days=101,
    )  # fmt: skip
    found = lapses(made, horizon_days=H)
    assert list(zip(found.tie, found.last, strict=True)) == [(0, 15), (2, 1), (2, 40), (3, 70)]
    assert found.two_way_days.tolist() == [4, 2, 2, 3]
    assert found.left_days.tolist() == [30, 30, 30, 30]
    quick = lapses(wrote(*regular(0, first=0, every=2, rounds=4), days=101), horizon_days=H)
    assert quick.left_days.tolist() == [16], "8 usual gaps of two days"


def test_contact_on_the_last_day_of_the_horizon_is_no_lapse() -> None:
    for silent, expected in ((H, []), (H + 1, [10])):
        rows = [*regular(0, first=0, every=5, rounds=3), (0, 0, 10 + silent, 0, 1)]
        found = lapses(wrote(*rows, days=60), horizon_days=H)
        assert found.last.tolist() == expected


def test_without_a_rhythm_there_is_time_until_the_horizon() -> None:
    assert days_to_save(np.array([np.nan, 1.5, 40.0]), horizon_days=H).tolist() == [30, 12, 30]


def test_a_lapse_is_found_by_its_tie_and_day() -> None:
    known = Lapses(np.array([0, 2, 2]), np.array([5, 1, 9]), np.zeros(3), np.ones(3, np.int64))
    wanted = known.place(np.array([2, 2, 1, 0, 9]), np.array([9, 2, 1, 5, 9]))
    assert wanted.tolist() == [2, -1, -1, 0, -1]
    none = np.zeros(0, np.int64)
    assert Lapses(none, none, np.zeros(0), none).place(np.array([1]), np.array([1])).tolist() == [
        -1
    ]


# ── naming ───────────────────────────────────────────────────────────────────────────────


def test_the_highest_of_each_owner_is_named() -> None:
    owner, score = np.array([1, 0, 1, 0]), np.array([1.0, 5.0, 2.0, 5.0])
    assert first_of_each(owner, score, np.array([0.1, 0.9, 0.1, 0.2])).tolist() == [3, 2]


@given(ROWS, st.integers(1, 9), st.sampled_from(sorted(POLICIES)))
@settings(max_examples=20, deadline=None)
def test_every_plan_keeps_to_the_budget(
    rows: list[tuple[int, int, int, int, int]], every: int, policy: str
) -> None:
    made = wrote(*rows, days=120)
    found = named(made, policy, every=every)[policy]
    owner = made.owner[found.tie]
    assert len(set(zip(owner, found.day, strict=True))) == len(found.day), "one a day"
    assert ((found.day + owner) % every == 0).all()
    assert (found.day >= H).all()
    for tie in set(found.tie.tolist()):
        assert (np.diff(found.day[found.tie == tie]) >= REST_DAYS).all()
    silent = found.day - found.last
    assert ((silent >= 1) & (silent <= H)).all(), (
        "of two-way ties, silent for no more than the horizon"
    )


@given(ROWS, st.integers(1, 9))
@settings(max_examples=20, deadline=None)
def test_nobody_does_better_than_who_knows_the_future(
    rows: list[tuple[int, int, int, int, int]], every: int
) -> None:
    told = figures(wrote(*rows, days=120), horizon_days=H, every_days=every, seed=1, draws=0)
    shares = {name: plan.in_time.value or 0 for name, plan in told.plans.items()}
    if told.lapses:
        assert max(shares.values()) == shares["best"]


def test_what_is_not_yet_known_names_nobody() -> None:
    base = [*regular(0, first=0, every=3, rounds=20), *regular(1, first=1, every=7, rounds=6)]
    late = [
        *base,
        *regular(0, first=80, every=1, rounds=9),
        *regular(2, first=75, every=2, rounds=9),
    ]
    short, long = (wrote(*rows, days=120) for rows in (base, late))
    named_before = 0
    for policy in sorted(POLICIES.keys() - {"best"}):
        first, second = (named(made, policy)[policy] for made in (short, long))
        before = [(t, d) for t, d in zip(first.tie, first.day, strict=True) if d <= 75]
        assert before == [(t, d) for t, d in zip(second.tie, second.day, strict=True) if d <= 75]
        named_before += len(before)
    assert named_before > 0


# ── whom ─────────────────────────────────────────────────────────────────────────────────

MORNING = Morning(
    silent_days=np.array([10, 60, 40]),
    gap_ratio=np.array([2.0, 9.0, 3.0]),
    two_way_days=np.array([9, 3, 5]),
    p_active=np.array([0.9, 0.2, 0.5]),
    left_days=np.array([30.0, -1.0, 20.0]),
    horizon_days=90,
    lapses=np.array([0, 1, 1]),
    lot=np.array([0.3, 0.1, 0.2]),
)


@pytest.mark.parametrize(
    ("policy", "order"),
    [
        ("index", [2, 0]),
        ("recency", [1, 2, 0]),
        ("overdue", [1, 2, 0]),
        ("likely_lost", [2, 0]),
        ("random", [0, 2, 1]),
        ("plan", []),  # nobody is urgent
        ("eight_gaps", [1]),
        ("best", [2]),
    ],
)
def test_each_plan_has_its_order(policy: str, order: list[int]) -> None:
    score = POLICIES[policy](MORNING)
    assert [at for at in np.argsort(-score) if np.isfinite(score[at])] == order


def test_a_gap_not_yet_known_is_an_eighth_of_the_horizon() -> None:
    unknown = replace(MORNING, gap_ratio=np.array([3.5, 3.6, np.nan]))  # silent for 40 days of 90
    assert np.argsort(POLICIES["overdue"](unknown)).tolist() == [0, 2, 1]


def test_who_can_wait_waits() -> None:
    soon, late = (replace(MORNING, left_days=np.full(3, left)) for left in (2.0, 60.0))
    assert (POLICIES["index"](soon) > POLICIES["index"](late)).all()
    dear = urgency(np.array([3, 30]), np.array([0.5, 0.5]), np.array([9.0, 9.0]))
    doubtful = urgency(np.array([9, 9]), np.array([0.9, 0.3]), np.array([9.0, 9.0]))
    assert dear[1] > dear[0]
    assert doubtful[1] > doubtful[0]
    assert not np.isfinite(POLICIES["plan"](late)).any(), "nobody is urgent"
    named = np.isfinite(POLICIES["plan"](soon))
    assert named.tolist() == [False, True, True], "nobody silent for under a month"


# ── judging ──────────────────────────────────────────────────────────────────────────────


def test_names_are_held_against_what_happened() -> None:
    made = wrote(
        *regular(0, first=0, every=2, rounds=11),  # lapses from day 20: in time until day 36
        *regular(1, first=0, every=10, rounds=5), (0, 1, 60, 0, 1),  # silent for 20 days only
        days=120,
    )  # fmt: skip
    known = lapses(made, horizon_days=H)
    assert known.last.tolist() == [20, 60]

    def judged(*names: tuple[int, int, int]) -> tuple[list[float], list[float], list[float]]:
        tie, day, last = np.array(names, np.int64).reshape(-1, 3).T
        found = judge(made, known, Named(tie, day, last), horizon_days=H)
        return found.in_time.tolist(), found.by_horizon.tolist(), found.anyway.tolist()

    assert judged((0, 36, 20)) == ([1, 0], [1, 0], [0])
    held = Named(np.array([0, 1]), np.array([36, 45]), np.array([20, 40]))
    assert judge(made, known, held, horizon_days=H).needless.tolist() == [0, 1]
    assert judged((0, 37, 20)) == ([0, 0], [1, 0], [0])
    assert judged((1, 45, 40)) == ([0, 0], [0, 0], [1]), "who was in touch anyway"
    assert judged((1, 95, 60)) == ([0, 0], [0, 0], []) or judged((1, 95, 60))[2] == []
    assert judged() == ([0, 0], [0, 0], [])


def test_the_next_contact_is_of_the_same_tie() -> None:
    made = wrote((0, 0, 5, 1, 0), (0, 1, 9, 1, 0), days=20)
    found = next_contact(
        made, Named(np.array([0, 0, 1]), np.array([5, 6, 2]), np.zeros(3, np.int64))
    )
    assert found[0] == 5
    assert found[1] > 1000
    assert found[2] == 9


def test_a_history_without_a_lapse_says_so() -> None:
    told = figures(wrote(days=0), horizon_days=H, every_days=1, seed=1, draws=5)
    assert (told.lapses, told.owners, told.enough) == (0, 0, False)
    assert told.plans["index"].in_time.value is None
