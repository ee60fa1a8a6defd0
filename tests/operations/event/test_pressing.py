from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import Ambiguous, BadInput, NotFound
from comity.operations.event.attendee import Attendee
from comity.operations.event.calling import alphabetical, called, short_names
from comity.operations.event.evening import ANNOUNCED, LISTED, told
from comity.operations.event.pressing import PRESSES, press
from comity.operations.event.repairing import in_words, proposal
from comity.operations.event.seats import repeated
from comity.store.events import EventFile
from tests.operations.event.acts import BEGIN_US, S_US, circle, evening, guests, planned

if TYPE_CHECKING:
    from pathlib import Path

    from comity.operations.event.evening import Evening


class Room:
    """An event in a folder, and an organiser who presses."""

    def __init__(self, folder: Path, many: int = 12, rounds: int = 5) -> None:
        self.file = EventFile(folder)
        self.file.make()
        for kind, body in planned(many, rounds):
            self.file.append(kind, body, at_us=BEGIN_US)
        self.now_us = BEGIN_US

    def press(self, what: str, **given: str) -> str:
        self.now_us += S_US
        return press(self.file, what, given, now_us=self.now_us)

    @property
    def evening(self) -> Evening:
        return told(self.file.acts())


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path / "hour")


def test_names_are_as_short_as_tells_them_apart() -> None:
    found = evening(many=21)
    names = short_names(found.guests)
    assert names["g1"] == "Bo"
    assert (names["g0"], names["g20"]) == ("Ada 0.", "Ada 2.")


def _names(*names: str) -> list[str]:
    return list(short_names([Attendee(f"g{n}", one) for n, one in enumerate(names)]).values())


def test_a_title_and_a_number_are_no_first_name_and_no_initial() -> None:
    assert _names("Dr. Prof. Hans Weide", "Drago Ilić", "Dr.") == ["Hans", "Drago", "Dr."]
    assert _names("Anna Schmidt", "Anna Schmidt (2)") == ["Anna Schmidt", "Anna Schmidt (2)"]
    assert _names("Anna Schmidt", "Anna Berg (2)", "Bo (2)") == ["Anna S.", "Anna B.", "Bo"]


def test_names_stand_by_their_base_letter() -> None:
    names = ["Zoë", "Łukasz", "Ömer", "Øyvind", "Maja", "o'Neil", "ada", "Çağla"]
    assert sorted(names, key=alphabetical) == [
        "ada", "Çağla", "Łukasz", "Maja", "Ömer", "o'Neil", "Øyvind", "Zoë",
    ]  # fmt: skip


def test_a_typed_name_is_found_without_accents_and_refused_where_it_is_several() -> None:
    many = guests(21)
    assert called(many, "bö 1").key == "g1"
    assert called(many, "bo").key == "g1"
    assert called(many, "Ada 0").key == "g0"
    with pytest.raises(Ambiguous, match="Ada 0, Ada 20"):
        called(many, "ada")
    with pytest.raises(NotFound, match="no guest is called Zoe"):
        called(many, "Zoe")


def test_a_no_show_is_shown_as_a_proposal_taken_by_one_press_undone_by_one(room: Room) -> None:
    assert room.press("missing", who="Cy 2") == "Cy 2 is missing."
    before = room.evening
    assert before.unsettled
    found = proposal(before)
    assert found
    assert "seats change: in round 1" in in_words(before, found) or not found.moves
    words = room.press("repair")
    after = room.evening
    assert words == in_words(before, found)
    assert not after.unsettled
    seen = [after.tables(at) for at in range(1, 6)]
    assert not repeated(seen)
    for at, tables in enumerate(seen, 1):
        assert {one for table in tables if len(table) > 1 for one in table} == after.there(at)
    assert room.press("undo") == "Taken back: the seats as they were mended."
    assert room.evening.seating == before.seating


def test_at_once_a_press_says_and_mends_and_one_undo_takes_both_back(room: Room) -> None:
    before = room.evening.seating
    room.press("at-once", on="1")
    assert room.press("missing", who="Cy 2").startswith("Cy 2 is missing. ")
    assert not room.evening.unsettled
    assert room.evening.seating != before
    room.press("undo")
    assert (room.evening.seating, room.evening.away) == (before, ())


def test_a_latecomer_is_seated_from_the_next_round_with_a_name_of_their_own(room: Room) -> None:
    room.press("start")
    assert room.press("late", who="Bo 1", asks="a job; advice") == (
        "Bo 1 (2) joins from round 2 on."
    )
    room.press("repair")
    after, new = room.evening, room.evening.guests[-1]
    assert (new.asks, new.from_round) == (("a job", "advice"), 2)
    assert all(new.key in {k for t in after.tables(at) for k in t} for at in range(2, 6))
    with pytest.raises(BadInput, match="needs a name"):
        room.press("late", who=" ")


def test_who_comes_back_is_seated_again_and_meets_nobody_twice(room: Room) -> None:
    for what in ("start", "next", "start"):
        room.press(what)
    room.press("missing", who="Bo 1")
    room.press("repair")
    room.press("next")
    assert room.press("here", who="Bo 1") == "Bo 1 is back."
    room.press("repair")
    seen = [room.evening.tables(at) for at in range(1, 6)]
    assert not repeated(seen)
    assert "g1" in {k for t in seen[2] if len(t) > 1 for k in t}


def test_seats_are_swapped_and_a_swap_that_makes_two_meet_again_says_whom(room: Room) -> None:
    rounds = circle(12, 5)
    one, other = rounds[0][0]
    partner = next(k for t in rounds[1] if other in t for k in t if k != other)
    names = {g.key: g.name for g in room.evening.guests}
    room.press("start")
    words = f"{names[min(one, other)]} and {names[max(one, other)]} would meet twice"
    with pytest.raises(BadInput, match=words) as refused:
        room.press("swap", who=names[one], **{"with": names[partner], "round": "2"})
    assert "anyway" in refused.value.hint
    told_ = room.press(
        "swap", who=names[one], **{"with": names[partner], "round": "2", "anyway": "1"}
    )
    assert told_.endswith("swap seats in round 2.")
    with pytest.raises(BadInput, match="no round 9"):
        room.press("swap", who=names[one], **{"with": names[partner], "round": "9"})


def test_who_is_not_to_share_a_table_is_not_swapped_together(tmp_path: Path) -> None:
    room = Room(tmp_path / "hour", rounds=1)
    rounds = circle(12, 1)
    listed = [one.as_json() for one in guests(12)]
    a, b = rounds[0][0], rounds[0][1]
    names = {one.key: one.name for one in guests(12)}
    listed[int(a[0][1:])]["avoid"] = [names[b[1]]]
    room.file.append(LISTED, {"guests": listed}, at_us=BEGIN_US)
    with pytest.raises(BadInput, match="are not to share a table"):
        room.press("swap", who=names[a[1]], **{"with": names[b[1]]})


def test_somebody_is_put_at_a_table_and_a_table_that_breaks_moves(room: Room) -> None:
    with pytest.raises(BadInput, match="no table 99"):
        room.press("place", who="Bo 1", table="99")
    assert "sits at table 7" in room.press("place", who="Bo 1", table="7")
    assert room.press("table", table="1").startswith("Who was to sit at table 1 sits at table 8")
    with pytest.raises(BadInput, match="table 2 is taken"):
        room.press("table", table="3", to="2")
    with pytest.raises(BadInput, match="there is no table 1"):
        room.press("table", table="1")


def test_a_press_of_an_older_page_says_how_it_is_and_changes_nothing(room: Room) -> None:
    room.press("start", round="1")
    assert room.press("start", round="1") == "Round 1 runs already."
    room.press("next", round="2")
    assert room.press("next", round="2") == "Round 2 is about to begin already."
    with pytest.raises(BadInput, match="no round runs"):
        room.press("extend")
    with pytest.raises(BadInput, match="no number of minutes"):
        room.press("time", minutes="soon")
    with pytest.raises(BadInput, match="no time for a round"):
        room.press("time", minutes="9999")


def test_before_there_is_a_plan_it_says_what_to_do(tmp_path: Path) -> None:
    file = EventFile(tmp_path / "bare")
    file.make()
    with pytest.raises(BadInput, match="nobody has a seat yet"):
        press(file, "start", {}, now_us=1)
    with pytest.raises(BadInput, match="no round is left"):
        press(file, "repair", {}, now_us=1)
    assert press(file, "undo", {}, now_us=1).startswith("Nothing was said")


WORDS = ["", "Bo", "Ada 0", "Cy 2", "nobody", "3", "1", "2", "99", "60", "x"]
pressed = st.tuples(
    st.sampled_from([*PRESSES, "undo"]),
    st.dictionaries(
        st.sampled_from("who with round table to seconds minutes after on anyway".split()),
        st.sampled_from(WORDS),
    ).map(lambda given: {k: v for k, v in given.items() if k != "anyway"}),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(pressed, max_size=12))
def test_whatever_is_pressed_nobody_meets_twice_and_who_is_missing_has_no_seat(
    tmp_path_factory: pytest.TempPathFactory, presses: list[tuple[str, dict[str, str]]]
) -> None:
    room = Room(tmp_path_factory.mktemp("event") / "hour", many=9, rounds=4)
    for what, given_ in presses:
        try:
            assert room.press(what, **given_).endswith(".")
        except (BadInput, NotFound, Ambiguous) as error:
            assert error.hint  # noqa: PT017 - what to do next
    found = room.evening
    seen = [found.tables(at) for at in range(1, len(found.seating) + 1)]
    assert not repeated(seen)
    for at, tables in enumerate(seen, 1):
        assert {one for table in tables for one in table} <= found.there(at)


def test_two_who_press_at_once_are_both_heard(room: Room) -> None:
    room.press("here", who="Bo 1")
    room.file.append(ANNOUNCED, {"title": "x", "on": ""}, at_us=room.now_us)
    room.press("here", who="Cy 2")
    assert room.evening.here == {"g1", "g2"}
