from __future__ import annotations

import numpy as np
import pytest

from comity.operations.event.attendee import Attendee
from comity.operations.event.worth import MeetingReason, Room, Weights

ADA = Attendee("a", "Ada", asks=("a printer for posters",), offers=("sluice design",))
BEN = Attendee("b", "Ben", asks=("designer of sluices",), offers=("printing posters",))
CLEO = Attendee("c", "Cleo", interests=("choirs",), newcomer=True)
DAN = Attendee("d", "Dan", interests=("choir", "sailing"), newcomer=False)
EVE = Attendee("e", "Eve", offers=("advice",))
ROOM = Room((ADA, BEN, CLEO, DAN, EVE))


def test_those_who_help_each_other_are_worth_most() -> None:
    worth = ROOM.worth()
    assert np.array_equal(worth, worth.T)
    assert not worth.diagonal().any()
    assert worth[0, 1] == worth.max() > worth[2, 3] > worth[0, 4] > 0


def test_reasons_are_told_in_their_own_words() -> None:
    assert ROOM.reasons(ADA, BEN) == (
        MeetingReason("helps", "designer of sluices", "sluice design"),
        MeetingReason("helped", "a printer for posters", "printing posters"),
    )
    assert [one.kind for one in ROOM.reasons(CLEO, DAN)] == ["shared", "newcomer"]
    assert ROOM.reasons(ADA, EVE) == ()


def test_those_who_met_before_are_worth_nothing_unless_that_does_not_matter() -> None:
    known = {frozenset("ab"): 1.0, frozenset("cd"): 0.5}
    worth = ROOM.worth(known)
    assert worth[0, 1] == 0
    assert worth[2, 3] == pytest.approx(ROOM.worth()[2, 3] / 2)
    anyway = Room(ROOM.guests, Weights(strangers=0.0))
    assert np.array_equal(anyway.worth(known), anyway.worth())


def test_where_nobody_says_anything_every_meeting_is_worth_the_same() -> None:
    room = Room((Attendee("a", "Ada"), Attendee("b", "Ben"), Attendee("c", "Cleo")))
    assert room.knows_nothing
    assert set(room.worth()[~np.eye(3, dtype=bool)]) == {1.0}


def test_as_vectors_phrases_are_as_like_as_one_by_one() -> None:
    asks, offers = [*ADA.asks, *BEN.asks], [*ADA.offers, *BEN.offers, *EVE.offers]
    one_by_one = [[ROOM.like(ask, offer) for offer in offers] for ask in asks]
    assert ROOM._like_all(asks, offers) == pytest.approx(np.array(one_by_one))
