from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.operations.event.clock import countdown
from comity.operations.event.course import BY_HAND, TELLERS
from comity.operations.event.evening import ADDED, REVOKED, told
from comity.operations.event.saying import last_step, undo
from comity.operations.event.seats import met_before, repeated, swapped
from comity.store.events import EventFile
from tests.operations.event.acts import BEGIN_US, S_US, acts, circle, evening, planned

if TYPE_CHECKING:
    from pathlib import Path

MANY, ROUNDS = 8, 4
key = st.sampled_from([f"g{n}" for n in range(MANY + 2)])
number = st.integers(1, ROUNDS + 1)
place = st.integers(1, MANY // 2 + 2)
seat = st.lists(st.lists(key, max_size=3).map(tuple), max_size=4).map(tuple)
ACT: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "checked_in": {"guest": key},
    "missing": {"guest": key, "from_round": number},
    "back": {"guest": key, "from_round": number},
    "broken": {"table": place, "to": place},
    "repaired": {"from_round": number, "rounds": st.lists(seat, max_size=ROUNDS)},
    "swapped": {"round": number, "one": key, "other": key},
    "placed": {"round": number, "guest": key, "table": place},
    "timed": {"seconds": st.integers(1, 900)},
    "started": {"round": number},
    "paused": {},
    "resumed": {},
    "extended": {"round": number, "seconds": st.integers(1, 600)},
    "next": {"round": number},
    "ended": {},
    "rang": {"round": number, "late": st.booleans()},
    "at_once": {"on": st.booleans()},
    "linked": {"guest": key, "token": st.sampled_from(["a", "b"])},
    "unlinked": {"guest": key},
    "shown": {"guest": key, "fields": st.just(["asks"])},
    "phones": {"host": st.sampled_from(["", "127.0.0.1"]), "port": st.just(8711)},
    "added": {"guest": st.builds(lambda k: {"key": k, "name": k}, key)},
    "seated": {"rounds": st.sampled_from([circle(MANY, ROUNDS), circle(MANY, ROUNDS)[::-1]])},
    "ticked": {"guest": key, "of": key, "ticks": st.just(["again", "x"])},
    "revoked": {"acts": st.lists(st.integers(4, 30), max_size=2)},
}
said = st.sampled_from(sorted(ACT)).flatmap(
    lambda kind: st.fixed_dictionaries(ACT[kind]).map(lambda body: (kind, body))
)


def test_the_strategy_says_every_act_there_is() -> None:
    assert ACT.keys() == TELLERS.keys() | {ADDED, REVOKED, "seated"}
    assert ACT.keys() >= BY_HAND


@settings(max_examples=400, deadline=None)
@given(st.lists(said, max_size=25))
def test_no_order_of_acts_raises_seats_who_is_missing_or_makes_anybody_meet_again(
    more: list[tuple[str, dict[str, Any]]],
) -> None:
    every = acts(*planned(MANY, ROUNDS), *more)
    found = told(every)
    seen = [found.tables(one) for one in range(1, len(found.seating) + 1)]
    assert not repeated(seen)
    for at, tables in enumerate(seen, 1):
        assert {one for table in tables for one in table} <= found.there(at)
    assert 0 <= found.round <= len(found.seating)
    clock = countdown(found, every[-1].at_us + 30 * S_US)
    assert clock.left_s >= 0
    assert found == told(every)


@settings(max_examples=100, deadline=None)
@given(st.lists(said.filter(lambda one: one[0] != "revoked"), max_size=25), st.integers(0, 25))
def test_told_from_where_it_left_off_it_is_the_same(
    more: list[tuple[str, dict[str, Any]]], at: int
) -> None:
    every = acts(*planned(MANY, ROUNDS), *more)
    assert told(every[at:], told(every[:at])) == told(every)


def test_a_round_is_started_paused_resumed_and_extended() -> None:
    began = evening(("started", {"round": 1}))  # at minute 4
    at = BEGIN_US + 4 * 60 * S_US
    assert countdown(began, at + 100 * S_US).left_s == 200
    paused = evening(("started", {"round": 1}), ("paused", {}))
    assert countdown(paused, at + 10**10).left_s == 240
    assert countdown(paused, at + 10**10).face == "paused"
    more = evening(
        ("started", {"round": 1}),
        ("paused", {}),
        ("extended", {"round": 1, "seconds": 60}),
        ("resumed", {}),
    )
    assert countdown(more, at + 3 * 60 * S_US + 50 * S_US).left_s == 250


def test_a_round_whose_time_is_up_says_since_when_and_whether_anything_ran() -> None:
    began = evening(("started", {"round": 1}))
    at = BEGIN_US + 4 * 60 * S_US
    up = countdown(began, at + 400 * S_US)
    assert (up.face, up.left_s, up.ended_us) == ("rung", 0, at + 300 * S_US)
    late = evening(("started", {"round": 1}), ("rang", {"round": 1, "late": True}))
    assert countdown(late, at + 400 * S_US).was_off
    extended = evening(
        ("started", {"round": 1}),
        *[("checked_in", {"guest": "g0"})] * 6,
        ("rang", {"round": 1, "late": True}),
        ("extended", {"round": 1, "seconds": 60}),
    )
    again = countdown(extended, at + 8 * 60 * S_US)
    assert (again.face, again.left_s, again.was_off) == ("running", 60, False)


def test_a_clock_set_back_never_gives_more_time_than_there_was() -> None:
    began = evening(("started", {"round": 1}))
    assert countdown(began, BEGIN_US - 10**9).left_s == 300


def test_a_second_press_of_next_or_start_is_no_second_round() -> None:
    found = evening(
        ("started", {"round": 1}),
        ("next", {"round": 2}),
        ("next", {"round": 2}),
        ("started", {"round": 2}),
        ("started", {"round": 2}),
    )
    assert (found.round, found.stage, found.since_us) == (2, "running", BEGIN_US + 7 * 60 * S_US)


def test_an_evening_that_ends_before_a_round_began_did_not_have_that_round() -> None:
    found = evening(("started", {"round": 1}), ("next", {"round": 2}), ("ended", {}))
    assert (found.round, len(found.played), found.stage) == (1, 1, "over")


def test_who_is_missing_sits_nowhere_from_then_on_and_who_is_back_sits_again() -> None:
    gone = evening(("missing", {"guest": "g1", "from_round": 2}))
    assert "g1" in {one for table in gone.tables(1) for one in table}
    assert "g1" not in {one for table in gone.tables(2) for one in table}
    assert gone.unsettled
    back = evening(
        ("missing", {"guest": "g1", "from_round": 2}), ("back", {"guest": "g1", "from_round": 4})
    )
    assert "g1" not in back.there(3)
    assert "g1" in back.there(4)


def test_a_swap_that_would_make_two_meet_again_is_refused_unless_meant() -> None:
    rounds = circle(MANY, ROUNDS)
    one, other = rounds[0][0]  # they met in round 1: in round 2, seat one where the other sits
    partner = next(k for table in rounds[1] if other in table for k in table if k != other)
    swap = {"round": 2, "one": one, "other": partner}
    assert met_before(rounds[:1], swapped(rounds[1], one, partner)) == [tuple(sorted((one, other)))]
    assert evening(("swapped", swap)).seating == rounds
    forced = evening(("swapped", swap | {"anyway": True}))
    assert any({one, other} == set(table) for table in forced.tables(2))


def test_a_table_that_breaks_moves_and_nobody_changes_company() -> None:
    found = evening(("broken", {"table": 2, "to": 5}))
    assert found.moved == {2: 5}
    assert found.tables(1) == evening().tables(1)
    assert evening(("broken", {"table": 2, "to": 3})).moved == {}, "that place is taken"
    again = evening(("broken", {"table": 2, "to": 5}), ("broken", {"table": 5, "to": 6}))
    assert again.moved == {2: 6}


def test_rounds_that_began_stand_when_seats_are_given_anew() -> None:
    rounds = circle(MANY, ROUNDS)
    anew = {"rounds": [rounds[1], rounds[3], rounds[2], rounds[0]], "size": 2, "value": 1.0}
    found = evening(("started", {"round": 1}), ("seated", anew))
    assert found.seating == rounds, "round 1 would be met again in round 4"
    fine = {"rounds": [rounds[1], rounds[3], rounds[2], rounds[1]], "size": 2, "value": 1.0}
    found = evening(("started", {"round": 1}), ("seated", fine))
    assert found.seating == (rounds[0], rounds[3], rounds[2], rounds[1])


@pytest.fixture
def file(tmp_path: Path) -> EventFile:
    made = EventFile(tmp_path / "events" / "hour")
    made.make()
    for n, (kind, body) in enumerate(planned()):
        made.append(kind, body, at_us=BEGIN_US + n)
    return made


def test_one_press_takes_back_all_that_one_press_said(file: EventFile) -> None:
    before = told(file.acts())
    repair = [
        ("missing", {"guest": "g1", "from_round": 1}),
        ("repaired", {"from_round": 1, "rounds": before.seating[1:]}),
    ]
    assert file.append_all(repair, at_us=BEGIN_US + 10)
    assert [act.kind for act in last_step(file.acts())] == ["missing", "repaired"]
    assert len(undo(file, at_us=BEGIN_US + 11)) == 2
    assert told(file.acts()).seating == before.seating
    assert told(file.acts()).away == ()
    assert undo(file, at_us=BEGIN_US + 12) == [], "the plan is no word of the evening"


def test_undo_goes_back_step_by_step_and_the_clock_goes_on_as_it_went(file: EventFile) -> None:
    file.append("started", {"round": 1}, at_us=BEGIN_US + 60 * S_US)
    file.append("next", {"round": 2}, at_us=BEGIN_US + 90 * S_US)
    undo(file, at_us=BEGIN_US + 95 * S_US)
    clock = countdown(told(file.acts()), BEGIN_US + 100 * S_US)
    assert (clock.round, clock.face, clock.left_s) == (1, "running", 260)
    undo(file, at_us=BEGIN_US + 101 * S_US)
    assert told(file.acts()).stage == "waiting"


def test_acts_of_one_moment_are_kept_all_or_none(file: EventFile) -> None:
    latest = file.latest()
    assert file.append_all([("paused", {}), ("resumed", {})], at_us=1, after=latest - 1) == 0
    assert file.latest() == latest
    assert file.append_all([("paused", {}), ("resumed", {})], at_us=1, after=latest) == latest + 2
