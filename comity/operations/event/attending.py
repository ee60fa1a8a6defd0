"""The presses of who is there: checked in, missing, back, leaving, late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.errors import BadInput
from comity.operations.event import course, guest_says
from comity.operations.event.attendee import Attendee
from comity.operations.event.calling import called
from comity.operations.event.evening import ADDED
from comity.operations.event.guest_rows import listed_in, told_apart
from comity.operations.event.pressed import Pressed, number, with_repair
from comity.operations.event.ticks import TICKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from comity.operations.event.evening import Evening

_CHARS_MAX = 200
_SEVERAL_MAX = 10


def here(evening: Evening, given: Mapping[str, str]) -> Pressed:
    """Check somebody in."""
    guest = called(evening.guests, given.get("who", ""))
    away = not evening.is_there(guest.key, _from_now(evening))
    if any(key == guest.key for key, _, last in evening.away if last == course.LAST_ROUND) and away:
        return back(evening, given)
    if guest.key in evening.here:
        return Pressed((), f"{guest.name} was checked in already.")
    return Pressed(((course.CHECKED_IN, {"guest": guest.key}),), f"{guest.name} is here.")


def missing(evening: Evening, given: Mapping[str, str]) -> Pressed:
    """Say that somebody who was counted on did not come."""
    return _gone(evening, given, max(evening.round, 1), "is missing")


def leaves(evening: Evening, given: Mapping[str, str]) -> Pressed:
    """Say that somebody leaves after a round."""
    first = max(number(given, "after", 0), evening.seated_until) + 1
    return _gone(evening, given, first, f"leaves after round {first - 1}" if first > 1 else "left")


def _gone(evening: Evening, given: Mapping[str, str], first: int, words: str) -> Pressed:
    guest = called(evening.guests, given.get("who", ""))
    if not evening.is_there(guest.key, max(first, guest.from_round)):
        return Pressed((), f"{guest.name} was not counted on already.")
    body = {"guest": guest.key, "from_round": first}
    return with_repair(evening, ((course.MISSING, body),), f"{guest.name} {words}.")


def back(evening: Evening, given: Mapping[str, str]) -> Pressed:
    """Say that somebody is there again."""
    guest = called(evening.guests, given.get("who", ""))
    first = _from_now(evening)
    if evening.is_there(guest.key, max(first, guest.from_round)):
        return Pressed((), f"{guest.name} was counted on already.")
    body = {"guest": guest.key, "from_round": first}
    return with_repair(evening, ((course.BACK, body),), f"{guest.name} is back.")


def late(evening: Evening, given: Mapping[str, str]) -> Pressed:
    """Add somebody who was on no list."""
    name = " ".join(given.get("who", "").split())[:_CHARS_MAX]
    if not name:
        raise BadInput("a latecomer needs a name", hint="write it, and what they seek and offer")
    guest = Attendee(
        key=_new_key(evening),
        name=name,
        organisation=" ".join(given.get("organisation", "").split())[:_CHARS_MAX],
        asks=_listed(given, "asks"),
        offers=_listed(given, "offers"),
        from_round=_from_now(evening),
    )
    *_, guest = told_apart([*evening.guests, guest])
    said = ((ADDED, {"guest": guest.as_json()}), (course.CHECKED_IN, {"guest": guest.key}))
    return with_repair(evening, said, f"{guest.name} joins from round {guest.from_round} on.")


def tick(evening: Evening, given: Mapping[str, str]) -> Pressed:
    """Keep the ticks of a paper card: all that stand there beside one name."""
    guest = called(evening.guests, given.get("who", ""))
    of = called(evening.guests, given.get("of", ""))
    ticks = [word for word in TICKS if given.get(word)]
    said = guest_says.tick(evening, guest.key, of.key, ticks)
    words = ", ".join(TICKS[word] for word in ticks) or "nothing"
    by_hand = ((said[0], said[1] | {"by_hand": True}),) if said else ()
    return Pressed(by_hand, f"{guest.name} ticked beside {of.name}: {words}.")


def _new_key(evening: Evening) -> str:
    known = {one.key for one in evening.guests}
    return next(key for n in range(len(known) + 1) if (key := f"w{n + 1}") not in known)


def _listed(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    found = listed_in(given.get(name, ""))
    return tuple(" ".join(one.split())[:_CHARS_MAX] for one in found[:_SEVERAL_MAX])


def _from_now(evening: Evening) -> int:
    return evening.seated_until + 1
