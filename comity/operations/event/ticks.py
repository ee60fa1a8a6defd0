"""Ticks: what one guest says of another they met, on a phone, at the console or on paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from comity.operations.event.evening import Evening
    from comity.store.events import Act

TICKED: Final = "ticked"  # guest, of, ticks: all that they tick, in place of any earlier

AGAIN, CAN_HELP, HELPS_ME = "again", "can_help", "helps_me"
TICKS: Final = {AGAIN: "Again", CAN_HELP: "I can help", HELPS_ME: "Can help me"}


def ticked(evening: Evening, act: Act) -> Evening:
    """Take what a guest ticks of another; a second time is no second tick."""
    guest, of = act.body["guest"], act.body["of"]
    known = tuple(one for one in TICKS if one in act.body["ticks"])
    if guest == of or evening.ticks.get((guest, of), ()) == known:
        return evening
    return replace(evening, ticks={**evening.ticks, (guest, of): known})


def have_met(evening: Evening, one: str, other: str) -> bool:
    """Tell whether two sat at one table in a round that began."""
    return any(
        one in table
        and other in table
        and evening.is_there(one, round_)
        and evening.is_there(other, round_)
        for round_, tables in enumerate(evening.seating[: evening.seated_until], 1)
        for table in tables
    )
