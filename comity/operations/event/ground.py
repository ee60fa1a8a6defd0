"""What two guests have in common, in their own words, and a question to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comity.operations.event.attendee import Attendee
    from comity.operations.event.worth import MeetingReason

LINES = 2


def common_ground(reasons: Iterable[MeetingReason]) -> tuple[str, ...]:
    """Return up to two lines that the first of two guests reads of why to meet the other."""
    return tuple(map(_line, reasons))[:LINES]


def _line(reason: MeetingReason) -> str:
    if reason.kind == "helps":
        return f"They seek {reason.theirs}; you offer {reason.met_by}"
    if reason.kind == "helped":
        return f"They offer {reason.met_by}; you seek {reason.theirs}"
    if reason.kind == "shared":
        return f"You both like {reason.theirs}"
    return "One of you is here for the first time"


def opener(other: Attendee, reasons: Iterable[MeetingReason]) -> str:
    """Return one question to begin with, on what is the other's own."""
    liked = [one.met_by or one.theirs for one in reasons if one.kind == "shared"]
    if other.asks:
        return f"What would help you most with {other.asks[0]}?"
    if liked:
        return f"What got you into {liked[0]}?"
    if other.interests:
        return f"How did you come to {other.interests[0]}?"
    if other.offers:
        return f"Whom did you help last with {other.offers[0]}?"
    return "What are you working on that you would gladly talk about?"
