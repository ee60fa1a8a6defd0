"""Common ground: what the other offers of what one seeks, what both like; never of thin air."""

from __future__ import annotations

from typing import Any

from comity.operations.event.attendee import Attendee
from comity.operations.event.ground import common_ground, opener
from comity.operations.event.worth import Room


def guest(**said: Any) -> Attendee:  # noqa: ANN401 - any field of a guest
    return Attendee(key=str(id(said)), name="N", **said)


def ground(one: Attendee, other: Attendee) -> tuple[str, ...]:
    return common_ground(Room((one, other)).reasons(one, other))


def test_help_is_told_from_the_side_of_who_reads() -> None:
    one = guest(asks=("bookkeeper",), interests=("chess",))
    other = guest(offers=("bookkeeper",), interests=("CHESS",))
    assert ground(one, other) == (
        "They offer bookkeeper; you seek bookkeeper",
        "You both like chess",
    )
    assert ground(other, one)[0] == "They seek bookkeeper; you offer bookkeeper"


def test_nothing_in_common_is_no_line() -> None:
    assert ground(guest(asks=("bookkeeper",)), guest(offers=("carpentry",))) == ()
    assert ground(guest(), guest()) == ()


def test_there_is_always_a_question() -> None:
    for other in (guest(), guest(asks=("a room",)), guest(offers=("x",)), guest(interests=("y",))):
        assert opener(other, ()).endswith("?")
