"""Whom an evening leads to: two who said the same of each other, and what each is told.

What only one of two ticked leads to nothing, and is in nothing that leaves the organiser.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from comity.operations.event.calling import alphabetical, short_names
from comity.operations.event.ground import opener
from comity.operations.event.paper.card import shown_of
from comity.operations.event.seats import met
from comity.operations.event.ticks import AGAIN, CAN_HELP, HELPS_ME
from comity.operations.event.worth import Room
from comity.operations.words import day, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.operations.event.attendee import Attendee
    from comity.operations.event.evening import Evening
    from comity.operations.event.worth import MeetingReason


@dataclass(frozen=True, slots=True)
class Introduction:
    """Two who met and said the same: ``again``: both would meet again.

    ``helpers``: of the two, who said that they can help one who said that they would be helped.
    """

    one: Attendee
    other: Attendee
    again: bool
    helpers: tuple[str, ...]

    @property
    def pair(self) -> frozenset[str]:
        """The keys of both."""
        return frozenset((self.one.key, self.other.key))


def introductions(evening: Evening) -> tuple[Introduction, ...]:
    """Return each two who met and of whom both said so, by name; only as they may be seen."""
    known = {one.key: one for one in evening.guests}
    found = []
    for pair in met(evening.played):
        one, other = sorted(pair, key=lambda key: alphabetical(known[key].name))
        there, back = evening.ticks.get((one, other), ()), evening.ticks.get((other, one), ())
        again = AGAIN in there and AGAIN in back
        helpers = [one] if CAN_HELP in there and HELPS_ME in back else []
        helpers += [other] if CAN_HELP in back and HELPS_ME in there else []
        if again or helpers:
            found.append(Introduction(known[one], known[other], again, tuple(helpers)))
    found.sort(key=lambda one: (alphabetical(one.one.name), alphabetical(one.other.name)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail that introduces two to each other, for the organiser to send in their own name."""

    to: tuple[str, ...]  # addresses, where known
    subject: str
    text: str


def drafts(evening: Evening) -> tuple[tuple[Introduction, Draft], ...]:
    """Return a draft for each introduction."""
    room = Room([shown_of(evening, one) for one in evening.guests])
    names = short_names(evening.guests)
    return tuple((one, _draft(evening, one, room, names)) for one in introductions(evening))


def _draft(evening: Evening, said: Introduction, room: Room, names: dict[str, str]) -> Draft:
    shown = {one.key: one for one in room.guests}
    one, other = shown[said.one.key], shown[said.other.key]
    first, second = names[one.key], names[other.key]
    reasons = room.reasons(one, other)
    parts = [
        f"Hi {first} and {second},",
        " ".join([_met(evening), *_said(said, names)]),
        *_common(first, second, reasons),
        f"{first}, a question to begin with: {_question(other, reasons)}",
        "Take it from here whenever it suits you both.",
    ]
    to = tuple(guest.address for guest in (said.one, said.other) if guest.address)
    subject = f"{first} and {second}, from {evening.title or 'our evening'}"
    return Draft(to, subject, "\n\n".join(parts))


def _met(evening: Evening) -> str:
    try:
        on = f" on {day(date.fromisoformat(evening.on[:10]))}"
    except ValueError:
        on = ""
    return f"You sat together at {evening.title or 'our evening'}{on}."


def _said(said: Introduction, names: dict[str, str]) -> list[str]:
    found = ["You both said that you would like to meet again."] if said.again else []
    for helper in said.helpers:
        helped = said.other if helper == said.one.key else said.one
        found.append(
            f"{names[helper]} said they could help {names[helped.key]}, "
            f"and {names[helped.key]} hoped so too."
        )
    return found


def _common(first: str, second: str, reasons: Sequence[MeetingReason]) -> list[str]:
    liked = [one.theirs for one in reasons if one.kind == "shared"]
    found = [
        f"{second} looks for {one.theirs}; {first} offers {one.met_by}."
        for one in reasons
        if one.kind == "helps"
    ][:1]
    found += [
        f"{first} looks for {one.theirs}; {second} offers {one.met_by}."
        for one in reasons
        if one.kind == "helped"
    ][:1]
    found += [f"You share {listed(liked[:2])}."] if liked else []
    return [" ".join(found)] if found else []


def _question(other: Attendee, reasons: Sequence[MeetingReason]) -> str:
    return opener(other, reasons)
