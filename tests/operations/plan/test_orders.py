"""Who comes first within a kind, and the rails all kinds keep to: a case on each side of each."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from comity.operations.plan import answer, follow_up, keep, lapse, revive, thank
from comity.operations.plan.choice import choose
from comity.operations.plan.kinds import BY_NAME
from comity.operations.plan.suggestion import Suggestion
from comity.store.decisions import Said
from tests.operations.plan.tables import (
    NOW_US,
    book_with,
    contact,
    found,
    identity_of,
    names,
    question,
    tie,
)
from tests.records import DAY_US

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from comity.book import Book
    from tests.operations.plan.tables import Row

ASK = "Could you send me the plan of the weir?"


def kept(book: Book, name: str, days: float) -> None:
    book.decisions.say(
        [Said("keep", identity_of(name), value={"rhythm_days": days, "at_us": 0})], at_us=NOW_US
    )


# ── answer ───────────────────────────────────────────────────────────────────────────────


def test_of_two_open_questions_the_fresher_comes_first(tmp_path: Path) -> None:
    book = book_with(
        tmp_path,
        tie("ada", sent=1),
        tie("ben", sent=1),
        question("ada", 12, ASK),
        question("ben", 2, ASK),
    )
    assert names(found(book, answer.find)) == ["ben", "ada"]


def test_of_two_questions_as_old_that_of_the_stronger_tie_comes_first(tmp_path: Path) -> None:
    book = book_with(
        tmp_path,
        tie("ada", sent=1, strength=0.2),
        tie("ben", sent=1, strength=0.7),
        tie("cleo", sent=1),  # of no known strength
        *(question(name, 3, ASK) for name in ("cleo", "ada", "ben")),
    )
    assert names(found(book, answer.find)) == ["ben", "ada", "cleo"]


@pytest.mark.parametrize(("days_ago", "is_open"), [(20.9, True), (21.0, False)])
def test_a_question_is_open_for_three_weeks(
    tmp_path: Path, days_ago: float, *, is_open: bool
) -> None:
    book = book_with(tmp_path, tie("ada", sent=1), question("ada", days_ago, ASK))
    assert bool(found(book, answer.find)) is is_open


# ── keep ─────────────────────────────────────────────────────────────────────────────────


def test_of_the_kept_the_most_overdue_by_their_own_rhythm_comes_first(tmp_path: Path) -> None:
    book = book_with(
        tmp_path,
        tie("ada", silent_days=40.0, last_at_us=NOW_US - 40 * DAY_US),
        tie("ben", silent_days=60.0, last_at_us=NOW_US - 60 * DAY_US),
    )
    kept(book, "ada", 10)  # four times over
    kept(book, "ben", 30)  # twice
    assert names(found(book, keep.find)) == ["ada", "ben"]


@pytest.mark.parametrize(("silent_days", "due"), [(30.0, True), (29.9, False)])
def test_a_rhythm_is_due_on_its_day(tmp_path: Path, silent_days: float, *, due: bool) -> None:
    last_us = NOW_US - round(silent_days * DAY_US)
    book = book_with(tmp_path, tie("ada", silent_days=silent_days, last_at_us=last_us))
    kept(book, "ada", 30)
    assert bool(found(book, keep.find)) is due


# ── approaches ───────────────────────────────────────────────────────────────────────────


def approached(*rows: dict[str, Row], folder: Path) -> list[str]:
    last_us = NOW_US - 40 * DAY_US
    book = book_with(folder, tie("ada", silent_days=40.0, last_at_us=last_us), *rows)
    kept(book, "ada", 10)
    return names(found(book, keep.find))


def test_who_was_approached_twice_in_a_row_is_left_in_peace(tmp_path: Path) -> None:
    once = contact("ada", 60, "out")
    twice = contact("ada", 50, "out")
    assert approached(once, folder=tmp_path / "once") == ["ada"]
    assert approached(once, twice, folder=tmp_path / "twice") == []


def test_two_words_on_one_day_are_one_approach(tmp_path: Path) -> None:
    rows = [contact("ada", 60, "out"), contact("ada", 59.9, "out")]
    assert approached(*rows, folder=tmp_path) == ["ada"]


def test_an_answer_from_them_begins_the_count_anew(tmp_path: Path) -> None:
    earlier = [contact("ada", days, "out") for days in (90, 80, 70)]
    last_us = NOW_US - 75 * DAY_US
    book = book_with(
        tmp_path,
        tie("ada", silent_days=70.0, last_at_us=last_us, last_received_us=last_us),
        *earlier,
    )
    kept(book, "ada", 10)
    assert names(found(book, keep.find)) == ["ada"]


def test_to_answer_them_is_no_approach(tmp_path: Path) -> None:
    asked = [contact("ada", days, key=f"theirs-{days}") for days in (65, 55)]
    answered = [contact("ada", days - 1, "out", answers=f"theirs-{days}") for days in (65, 55)]
    assert approached(*asked, *answered, folder=tmp_path) == ["ada"]


# ── thank, follow_up ─────────────────────────────────────────────────────────────────────


def test_the_greater_help_is_thanked_for_first(tmp_path: Path) -> None:
    kinds = {"ada": "endorsement", "ben": "recommendation", "cleo": "introduction"}
    rows = [contact(who, 3, interaction=kind, help="received") for who, kind in kinds.items()]
    book = book_with(tmp_path, *map(tie, kinds), *rows)
    assert names(found(book, thank.find)) == ["ben", "cleo", "ada"]


@pytest.mark.parametrize(("days_ago", "fresh"), [(89.9, True), (90.0, False)])
def test_help_is_thanked_for_within_a_quarter(
    tmp_path: Path, days_ago: float, *, fresh: bool
) -> None:
    row = contact("ada", days_ago, interaction="recommendation", help="received")
    assert bool(found(book_with(tmp_path, tie("ada"), row), thank.find)) is fresh


def test_whom_one_met_alone_is_followed_up_before_whom_one_met_in_a_crowd(tmp_path: Path) -> None:
    at_us = NOW_US - 3 * DAY_US
    book = book_with(
        tmp_path,
        tie("ada", first_at_us=at_us),
        tie("ben", first_at_us=at_us),
        contact("ada", 3, "both", interaction="meeting", recipients=12),
        contact("ben", 3, "both", interaction="meeting", recipients=1),
    )
    assert names(found(book, follow_up.find)) == ["ben", "ada"]


@pytest.mark.parametrize(("days_ago", "fresh"), [(13.9, True), (14.0, False)])
def test_a_meeting_is_followed_up_within_a_fortnight(
    tmp_path: Path, days_ago: float, *, fresh: bool
) -> None:
    at_us = NOW_US - round(days_ago * DAY_US)
    book = book_with(
        tmp_path,
        tie("ada", first_at_us=at_us),
        contact("ada", days_ago, "both", interaction="meeting"),
    )
    assert bool(found(book, follow_up.find)) is fresh


# ── lapse, revive ────────────────────────────────────────────────────────────────────────


def quiet(name: str, **features: Any) -> dict[str, Row]:  # noqa: ANN401 - as tie
    """Return a tie in touch every fortnight for a year, silent for nearly a quarter."""
    silent_days = float(features.get("silent_days", 85.0))
    plain = {
        "stage": "growing",
        "usual_gap_days": 14.0,
        "silent_days": silent_days,
        "gap_ratio": silent_days / float(features.get("usual_gap_days") or 14.0),
        "sent": 12,
        "received": 12,
        "two_way_days": 12,
        "p_active_90d": 0.3,
        "evidence_days": 24,
        "first_at_us": NOW_US - 400 * DAY_US,
        "last_at_us": NOW_US - round(silent_days * DAY_US),
        "last_received_us": NOW_US - round(silent_days * DAY_US),
    }
    return tie(name, **{**plain, **features})


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ({"two_way_days": 30}, {"two_way_days": 12}),
        ({"p_active_90d": 0.1}, {"p_active_90d": 0.4}),
        ({"silent_days": 88.0}, {"silent_days": 80.0}),
        ({"usual_gap_days": 10.8}, {"usual_gap_days": 14.0}),  # a day left of 8 gaps, not five
    ],
)
def test_the_lapse_that_would_cost_more_comes_first(
    tmp_path: Path, more: dict[str, object], less: dict[str, object]
) -> None:
    book = book_with(tmp_path, quiet("ada", **less), quiet("ben", **more))
    assert names(found(book, lapse.find)) == ["ben", "ada"]


@pytest.mark.parametrize(
    ("features", "named"),
    [
        ({}, True),
        ({"silent_days": 90.0}, True),
        ({"silent_days": 90.1}, False),  # it has lapsed
        ({"silent_days": 60.0}, False),  # there is time
        ({"silent_days": 60.0, "usual_gap_days": 8.0}, True),  # 8 gaps are 64 days
        ({"silent_days": 64.1, "usual_gap_days": 8.0}, False),  # too late
        ({"silent_days": 30.0, "usual_gap_days": 4.0}, True),
        ({"silent_days": 29.9, "usual_gap_days": 4.0}, False),  # not a month
        ({"usual_gap_days": None}, True),
        ({"usual_gap_days": 85.0}, True),
        ({"usual_gap_days": 85.1}, False),  # no longer than usual
        ({"p_active_90d": 0.9}, False),  # they will be in touch by themselves
        ({"p_active_90d": None}, True),
        ({"two_way_days": 1, "stage": "sprouting"}, True),
        ({"received": 0}, False),
        ({"sent": 1, "received": 1}, False),
        ({"stage": "resting"}, False),
        ({"stage": "brief"}, False),
    ],
)
def test_a_lapse_is_named_between_its_bounds(
    tmp_path: Path, features: dict[str, object], *, named: bool
) -> None:
    book = book_with(tmp_path, quiet("ada", **features))
    assert bool(found(book, lapse.find)) is named


@pytest.mark.parametrize(("silent_days", "again"), [(85.0, None), (55.0, 30.0)])
def test_a_lapse_comes_back_while_it_can_be_saved(
    tmp_path: Path, silent_days: float, again: float | None
) -> None:
    book = book_with(
        tmp_path, quiet("ada", silent_days=silent_days, usual_gap_days=7.0 if again else 14.0)
    )
    (one,) = found(book, lapse.find)
    assert one.again_days == again


def test_a_lapse_is_urgent_as_it_was_replayed(tmp_path: Path) -> None:
    book = book_with(tmp_path, quiet("ada"))
    (one,) = found(book, lapse.find)
    days = {"silent_days": np.array([85.0]), "usual_gap_days": np.array([14.0])}
    index = lapse.named(np.array([12]), np.array([0.3]), np.array([5.0]), **days)
    assert one.weight == pytest.approx(index[0]) == pytest.approx(math.log(13) * 0.7 / 8)


@pytest.mark.parametrize(
    ("features", "named"),
    [
        ({"two_way_days": 4}, True),
        ({"two_way_days": 3}, False),
        ({"silent_days": 180.1}, True),
        ({"silent_days": 180.0}, False),
        ({"silent_days": 5 * 365.0}, True),
        ({"silent_days": 5 * 365.1}, False),
    ],
)
def test_who_is_revived_lies_between_the_bounds(
    tmp_path: Path, features: dict[str, object], *, named: bool
) -> None:
    book = book_with(tmp_path, resting("ada", **features))
    assert bool(found(book, revive.find)) is named


def resting(name: str, **features: Any) -> dict[str, Row]:  # noqa: ANN401 - as tie
    return quiet(name, **{"stage": "resting", "silent_days": 300.0, **features})


def test_those_to_revive_take_turns_the_best_alone(tmp_path: Path) -> None:
    book = book_with(tmp_path, *(resting(f"p{n:02}", two_way_days=10 + n) for n in range(16)))
    first, every = set(), set()
    for day in range(28):
        book.__dict__["moment_us"] = NOW_US + day * DAY_US
        named = names(found(book, revive.find))
        first.add(named[0])
        every |= {*named}
    assert first == every == {f"p{n:02}" for n in range(2, 16)}


def opening(name: str, days_ago: float, *, answered: bool) -> list[dict[str, Row]]:
    """Return a first word of mine after a silence, and theirs on it."""
    mine = contact(name, days_ago, "out")
    return [mine, contact(name, days_ago - 3)] if answered else [mine]


@pytest.mark.parametrize(
    ("times", "text"),
    [
        ([True], "answered your one first word after a silence"),
        ([True, True], "answered 2 of your 2 first words after a silence"),
        ([True, False], "answered 1 of your 2 first words after a silence"),
    ],
)
def test_how_often_they_answered_is_told(tmp_path: Path, times: list[bool], text: str) -> None:
    words = [opening("ada", 800 - 90 * n, answered=one) for n, one in enumerate(times)]
    rows = [
        resting("ada", two_way_days=6),
        contact("ada", 900),
        *(one for of in words for one in of),
    ]
    (one,) = found(book_with(tmp_path, *rows), revive.find)
    assert one.why[-1].text == text


def test_who_answers_is_revived_before_who_lasted(tmp_path: Path) -> None:
    rows = [
        *(resting(name, two_way_days=days) for name, days in (("ada", 6), ("ben", 9), ("cleo", 7))),
        *(contact(name, 900) for name in ("ada", "ben", "cleo")),
        *opening("ada", 800, answered=True),
        *opening("ada", 700, answered=True),
        *opening("cleo", 800, answered=False),
        *opening("cleo", 700, answered=False),
    ]
    named = found(book_with(tmp_path, *rows), revive.find)
    turn = {one.person: one for one in named}
    order = names(named)
    start = order.index("ada")
    assert [*order[start:], *order[:start]] == ["ada", "ben", "cleo"]
    texts = {name: one.why[-1].text for name, one in turn.items()}
    assert texts["ada"] == "answered 2 of your 2 first words after a silence"
    assert not texts["cleo"].startswith("answered")


# ── choose ───────────────────────────────────────────────────────────────────────────────


def suggestion(person: str, kind: str = "keep", *, weight: float = 1.0) -> Suggestion:
    return Suggestion(BY_NAME[kind], person, person, identity_of(person), "", weight, (), ())


def chosen(
    *some: Suggestion,
    people: int | None = None,
    minutes: int | None = None,
    before: Sequence[str] = (),
    seldom: Sequence[str] = (),
) -> list[tuple[str, str]]:
    kinds, standing = ([BY_NAME[kind] for kind in some] for some in (before, seldom))
    found = choose(some, people=people, minutes=minutes, before=kinds, seldom=standing)
    return [(one.person, one.kind.name) for one in found]


def test_what_is_named_seldom_is_named_once() -> None:
    some = [suggestion(f"p{n}", "answer") for n in range(4)]
    assert len(chosen(*some, people=3)) == 3
    assert len(chosen(*some, people=3, seldom=["answer"])) == 1
    assert chosen(*some, people=3, seldom=["answer"], before=["answer"]) == []
    both = [*some, suggestion("k", "keep")]
    assert [kind for _, kind in chosen(*both, people=3, seldom=["answer"])] == ["keep", "answer"]


def test_whom_one_keeps_comes_first_then_what_is_owed_whatever_its_weight() -> None:
    wanted = ["keep", "answer", "thank", "news", "follow_up", "lapse", "revive"]
    some = [suggestion(f"p{n}", kind, weight=n) for n, kind in enumerate(wanted)]
    assert [kind for _, kind in chosen(*some[::-1])] == wanted


def test_within_a_kind_the_greater_weight_comes_first() -> None:
    assert chosen(suggestion("ada", weight=1), suggestion("ben", weight=2)) == [
        ("ben", "keep"),
        ("ada", "keep"),
    ]


def test_a_person_is_named_once_for_what_comes_first() -> None:
    assert chosen(suggestion("ada", "revive"), suggestion("ada", "thank")) == [("ada", "thank")]


def test_what_does_not_fit_the_minutes_makes_way_for_what_does() -> None:
    some = [suggestion("ada"), suggestion("ben", "answer"), suggestion("cleo", "news")]
    assert [BY_NAME[kind].minutes for kind in ("keep", "answer", "news")] == [5, 5, 3]
    assert [who for who, _ in chosen(*some, minutes=8)] == ["ada", "cleo"]
    assert [who for who, _ in chosen(*some, minutes=12)] == ["ada", "ben"]
    assert [who for who, _ in chosen(*some, minutes=1)] == ["ada"], "one is named however few"


def test_no_more_people_are_named_than_asked_for() -> None:
    some = [suggestion(who) for who in ("ada", "ben", "cleo")]
    assert len(chosen(*some, people=2)) == 2
    assert len(chosen(*some, people=4)) == 3


def test_what_was_tended_today_uses_up_the_day() -> None:
    some = [suggestion(who) for who in ("ada", "ben", "cleo")]
    assert [len(chosen(*some, people=3, before=["keep"] * n)) for n in range(5)] == [3, 2, 1, 0, 0]
    assert [len(chosen(*some, minutes=12, before=["keep"] * n)) for n in range(4)] == [2, 1, 0, 0]


def test_of_three_one_is_a_question_unless_nothing_else_is_due() -> None:
    asked = [suggestion(f"p{n}", "answer") for n in range(4)]
    others = [suggestion("ada", "news"), suggestion("ben", "revive")]
    assert chosen(*asked, *others, people=3) == [
        ("p0", "answer"),
        ("ada", "news"),
        ("ben", "revive"),
    ]
    assert [kind for _, kind in chosen(*asked, others[0], people=3)].count("answer") == 2
    assert len(chosen(*asked, people=3)) == 3
    assert [kind for _, kind in chosen(*asked, *others, people=6)].count("answer") == 4
    left = chosen(*asked, *others, people=3, before=["answer"])
    assert [kind for _, kind in left] == ["news", "revive"], "one was answered today"
