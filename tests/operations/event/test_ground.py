"""Common ground: what the other offers of what one seeks, what both like; never out of thin air."""

from __future__ import annotations

from typing import Any

from comity.operations.event.attendee import Attendee
from comity.operations.event.ground import common_ground, opener


def guest(**said: Any) -> Attendee:  # noqa: ANN401 - any field of a guest
    return Attendee(key="k", name="N", **said)


def test_help_comes_before_likings() -> None:
    one = guest(asks=("a bookkeeper",), interests=("chess", "Go"))
    other = guest(offers=("Bookkeeper for small firms",), interests=("CHESS",))
    assert common_ground(one, other) == (
        "They offer Bookkeeper for small firms; you seek a bookkeeper",
        "You both like chess",
    )
    assert common_ground(other, one)[0].startswith("They seek a bookkeeper")


def test_words_that_say_little_are_no_common_ground() -> None:
    one, other = guest(asks=("help with work",)), guest(offers=("help with your work",))
    assert common_ground(one, other) == ()
    assert common_ground(guest(), guest()) == ()


def test_there_is_always_a_question() -> None:
    for other in (guest(), guest(asks=("a room",)), guest(offers=("x",)), guest(interests=("y",))):
        assert opener(guest(), other).endswith("?")
