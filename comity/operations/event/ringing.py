"""The bell: that a round's time was up is kept, and whether anything ran when it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.event.clock import countdown
from comity.operations.event.course import RANG

if TYPE_CHECKING:
    from comity.operations.event.evening import Evening
    from comity.store.events import EventFile

_LATE_US = 10_000_000


def ring(file: EventFile, evening: Evening, now_us: int) -> bool:
    """Say that the time of the round at hand is up, where it is and was not said."""
    clock = countdown(evening, now_us)
    if clock.face != "rung" or evening.rang:
        return False
    body = {"round": clock.round, "late": now_us - clock.ended_us > _LATE_US}
    return bool(file.append(RANG, body, at_us=now_us, after=evening.latest))
