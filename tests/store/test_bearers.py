"""A UID used again: by the same person or event, or by another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity.store.bearers import Bearer

CARD = Bearer("card", "1", "", None, frozenset({"email:ada@ring.example"}), "Ada Hart")
OTHER = frozenset({"email:ben@mill.example"})
EVENT = Bearer("event", "1", "review", 10, frozenset(), "")
LONG = "040000008200E00074C5B7101A82E00800000000F0A1"
MINE, THEIRS = frozenset({"email:me@home.example"}), frozenset({"email:eve@spam.example"})


@pytest.mark.parametrize(
    ("later", "same"),
    [
        (replace(CARD, name="Ada Moss"), True),  # married, at the same address
        (replace(CARD, name="Ada Hart-Moss", reached=OTHER), True),
        (replace(CARD, reached=OTHER), True),  # another address
        (replace(CARD, name="Aada Hart"), True),  # a slip of the pen
        (replace(CARD, name=""), True),
        (replace(CARD, name="Ada"), True),
        (replace(CARD, name="Ben Hart"), False),  # one household
        (replace(CARD, name="Ben Moss", reached=OTHER), False),
        (replace(CARD, name="Ada Moss", reached=OTHER), False),
        (replace(CARD, name="", reached=OTHER), False),
        (replace(CARD, name="", reached=frozenset()), False),  # a firm's
    ],
)
def test_a_card_is_the_same_person_s(later: Bearer, *, same: bool) -> None:
    assert CARD.is_also(later) == same
    assert later.is_also(CARD) == same


@pytest.mark.parametrize(
    ("earlier", "later", "same"),
    [
        ({}, {"at_us": 20}, True),  # moved
        ({}, {"title": "lunch"}, True),  # renamed
        ({}, {"title": "lunch", "at_us": 20}, False),  # numbered from one
        ({"at_us": None}, {"title": "lunch", "at_us": None}, True),  # renamed, for all one knows
        ({"at_us": None}, {"title": "lunch"}, False),
        ({"uid": LONG, "is_fresh": False}, {"title": "lunch", "at_us": 20}, True),
        ({"uid": LONG}, {"title": "lunch", "at_us": 20}, False),  # all the same, in one file
        ({"reached": MINE}, {"reached": MINE, "at_us": 20}, True),
        ({"reached": MINE}, {"reached": MINE, "title": "lunch", "at_us": 20}, False),
        ({"reached": MINE, "name": "Robin Vale"}, {"reached": THEIRS, "name": "Eve"}, False),
        ({"reached": MINE}, {"reached": THEIRS}, False),
        ({"reached": MINE, "name": "Robin Vale"}, {"reached": THEIRS, "name": "Vale, Robin"}, True),
        (
            {"reached": MINE, "uid": LONG, "is_fresh": False},
            {"title": "lunch", "at_us": 20},
            False,  # somebody's who names no organiser
        ),
        ({"reached": MINE}, {}, True),
    ],
)
def test_an_event_is_the_same(
    earlier: dict[str, object], later: dict[str, object], *, same: bool
) -> None:
    before = replace(EVENT, **earlier)  # type: ignore[arg-type]
    now = replace(EVENT, uid=before.uid, **later)  # type: ignore[arg-type]
    assert before.is_also(now) == same
