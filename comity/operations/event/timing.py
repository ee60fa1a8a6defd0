"""The presses of the clock: a round starts, pauses, is made longer, is followed by the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.errors import BadInput
from comity.operations.event import course
from comity.operations.event.pressed import Pressed, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from comity.operations.event.evening import Evening

_SECONDS_MAX = 4 * 60 * 60


def start(evening: Evening, given: Mapping[str, str]) -> Pressed:
    """Start the round at hand, or go on with one that is paused."""
    at = number(given, "round", max(evening.round, 1))
    if not evening.seating:
        raise BadInput("nobody has a seat yet", hint="make the plan first")
    if evening.stage == "paused":
        return Pressed(((course.RESUMED, {}),), f"Round {evening.round} goes on.")
    if evening.stage != "waiting" or at != max(evening.round, 1):
        return Pressed((), _as_it_is(evening))
    return Pressed(((course.STARTED, {"round": at}),), f"Round {at} runs.")


def pause(evening: Evening, _: Mapping[str, str]) -> Pressed:
    """Stop the clock."""
    if evening.stage != "running" or evening.rang:
        return Pressed((), _as_it_is(evening))
    return Pressed(((course.PAUSED, {}),), f"Round {evening.round} is paused.")


def extend(evening: Evening, given: Mapping[str, str]) -> Pressed:
    """Give the round more time, also once it is up."""
    seconds = _seconds(given.get("seconds", "60"))
    if evening.stage not in {"running", "paused"}:
        raise BadInput("no round runs", hint="start it; then it can be made longer")
    body = {"round": evening.round, "seconds": seconds}
    return Pressed(((course.EXTENDED, body),), f"{_span(seconds)} more for round {evening.round}.")


def next_(evening: Evening, given: Mapping[str, str]) -> Pressed:
    """Go on to the next round, whose clock does not run yet."""
    at = number(given, "round", evening.round + 1)
    if evening.stage == "over" or at != evening.round + 1 or at > len(evening.seating):
        return Pressed((), _as_it_is(evening))
    return Pressed(((course.NEXT, {"round": at}),), f"Round {at}: people find their tables.")


def end(evening: Evening, _: Mapping[str, str]) -> Pressed:
    """End the evening."""
    if evening.stage == "over":
        return Pressed((), _as_it_is(evening))
    return Pressed(((course.ENDED, {}),), "The evening has ended.")


def time(evening: Evening, given: Mapping[str, str]) -> Pressed:
    """Say how long a round is."""
    del evening
    try:
        minutes = float(given.get("minutes", "").replace(",", "."))
        seconds = round(minutes * 60)
    except (ValueError, OverflowError) as error:
        raise BadInput("that is no number of minutes", hint="write 5, or 4.5") from error
    return Pressed(
        ((course.TIMED, {"seconds": _seconds(str(seconds))}),),
        f"Rounds take {_span(seconds)} from the next start on.",
    )


def _as_it_is(evening: Evening) -> str:
    words = {"waiting": "is about to begin", "running": "runs", "paused": "is paused"}
    if evening.stage == "over":
        return "The evening has ended already."
    return f"Round {max(evening.round, 1)} {words[evening.stage]} already."


def _seconds(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text[:9]) <= _SECONDS_MAX:
        raise BadInput("that is no time for a round", hint="between a second and four hours")
    return int(text)


def _span(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    said = [f"{minutes} {'minute' if minutes == 1 else 'minutes'}"] if minutes else []
    return " ".join([*said, *([f"{rest} seconds"] if rest else [])])
