"""The countdown: a pure function of what the acts told, and of now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from comity.operations.event.evening import Evening

Face: TypeAlias = Literal["waiting", "running", "paused", "rung", "over"]
LAST_MINUTE_S = 60


@dataclass(frozen=True, slots=True)
class Clock:
    """What the clock shows: the round, how it stands, how long is left.

    ``ended_us``: since when its time is up. ``was_off``: nothing ran when it was.
    """

    round: int
    rounds: int
    face: Face
    left_s: float
    ended_us: int = 0
    was_off: bool = False

    @property
    def is_last_minute(self) -> bool:
        """Whether the next seats are shown already."""
        return self.face == "rung" or (
            self.face in {"running", "paused"} and self.left_s <= LAST_MINUTE_S
        )


def left_us(evening: Evening, now_us: int) -> int:
    """Return what is left of the round at hand, in microseconds; below 0 once it is up.

    A clock that was set back never gives more time than there was.
    """
    if evening.stage != "running":
        return evening.left_us
    return evening.left_us - max(now_us - evening.since_us, 0)


def countdown(evening: Evening, now_us: int) -> Clock:
    """Return what the clock shows now."""
    rounds, left = len(evening.seating), left_us(evening, now_us)
    if evening.stage == "running" and left <= 0:
        ended = evening.since_us + evening.left_us
        return Clock(evening.round, rounds, "rung", 0.0, ended, evening.rang_late)
    shown = float(evening.round_s) if evening.stage == "waiting" else max(left, 0) / 1_000_000
    return Clock(evening.round, rounds, evening.stage, 0.0 if evening.stage == "over" else shown)
