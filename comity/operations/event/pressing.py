"""What the organiser presses while an event runs: each press is said whole, or refused in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.errors import BadInput
from comity.operations.event import attending, course, moving, timing
from comity.operations.event.evening import ADDED, told
from comity.operations.event.pressed import Pressed
from comity.operations.event.repairing import in_words, proposal
from comity.operations.event.saying import undo
from comity.operations.event.ticks import TICKED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from comity.operations.event.evening import Evening
    from comity.store.events import EventFile

_TRIES = 5
_UNDONE = {
    ADDED: "a latecomer",
    course.CHECKED_IN: "that somebody is here",
    course.MISSING: "that somebody is missing or leaves",
    course.BACK: "that somebody is back",
    course.BROKEN: "that a table broke",
    course.REPAIRED: "the seats as they were mended",
    course.SWAPPED: "a swap of seats",
    course.PLACED: "a seat given by hand",
    course.TIMED: "how long a round is",
    course.STARTED: "the start of a round",
    course.PAUSED: "a pause; the round runs on as if there had been none",
    course.RESUMED: "that the round goes on; it is paused again",
    course.EXTENDED: "that the round is longer",
    course.NEXT: "the next round; the one before is at hand again",
    course.ENDED: "the end of the evening",
    course.AT_ONCE: "whether seats are mended at once",
    TICKED: "the ticks of a card",
}


def press(file: EventFile, what: str, given: Mapping[str, str], *, now_us: int) -> str:
    """Say what a press says and return it in words; taken again where somebody else spoke first.

    Raises ``ComityError`` for what does not fit, and then nothing is said.
    """
    if what == "undo":
        return _undone(file, now_us)
    for _ in range(_TRIES):
        evening = told(file.acts())
        pressed = PRESSES[what](evening, given)
        if not pressed.said:
            return pressed.words
        if file.append_all(pressed.said, at_us=now_us, after=evening.latest):
            return pressed.words
    raise BadInput("others were pressing at the same moment", hint="press once more")


def _undone(file: EventFile, now_us: int) -> str:
    step = undo(file, at_us=now_us)
    if not step:
        return "Nothing was said this evening that could be taken back."
    return f"Taken back: {_UNDONE[step[0].kind]}."


def _repair(evening: Evening, _: Mapping[str, str]) -> Pressed:
    found = proposal(evening) if evening.seating else None
    if not found:
        raise BadInput("no round is left to seat anybody in", hint="the evening is at its end")
    return Pressed((found.act,), in_words(evening, found))


def _at_once(evening: Evening, given: Mapping[str, str]) -> Pressed:
    del evening
    on = given.get("on", "") == "1"
    said = "Seats are mended at once from now on." if on else "You are asked first from now on."
    return Pressed(((course.AT_ONCE, {"on": on}),), said)


PRESSES: Final[dict[str, Callable[[Evening, Mapping[str, str]], Pressed]]] = {
    "start": timing.start,
    "pause": timing.pause,
    "extend": timing.extend,
    "next": timing.next_,
    "end": timing.end,
    "time": timing.time,
    "here": attending.here,
    "missing": attending.missing,
    "leaves": attending.leaves,
    "back": attending.back,
    "late": attending.late,
    "tick": attending.tick,
    "repair": _repair,
    "at-once": _at_once,
    "table": moving.table,
    "swap": moving.swap,
    "place": moving.place,
}
"""Of each press, what it says of an evening with what was written beside it."""
