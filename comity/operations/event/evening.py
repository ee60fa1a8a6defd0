"""An event as it stands: a pure function of its acts, so that it resumes wherever it was cut."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from comity.operations.event.attendee import Attendee

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from comity.store.events import Act

Keys = tuple[tuple[tuple[str, ...], ...], ...]  # rounds of tables of guests' keys

ANNOUNCED: Final = "announced"  # title, on (ISO day), and what else the organiser says of it
LISTED: Final = "listed"  # guests: the whole list, in place of any earlier
ADDED: Final = "added"  # guest: one more
SEATED: Final = "seated"  # rounds: of the keys, with size, seed, value, bound


@dataclass(frozen=True, slots=True)
class Evening:
    """What is known of an event after its acts so far."""

    latest: int = 0  # id of the last act
    title: str = ""
    on: str = ""  # the day, ISO 8601
    guests: tuple[Attendee, ...] = ()
    size: int = 2
    seating: Keys = ()
    value: float = 0.0
    bound: float = 0.0


def told(acts: Iterable[Act], evening: Evening | None = None) -> Evening:
    """Return the event as its acts tell it, from the start or from where one left off."""
    now = evening or Evening()
    for act in acts:
        now = replace(_TELLERS[act.kind](now, act), latest=act.id)
    return now


def _announced(evening: Evening, act: Act) -> Evening:
    return replace(evening, title=act.body["title"], on=act.body["on"])


def _listed(evening: Evening, act: Act) -> Evening:
    return replace(evening, guests=tuple(map(Attendee.of_json, act.body["guests"])))


def _added(evening: Evening, act: Act) -> Evening:
    return replace(evening, guests=(*evening.guests, Attendee.of_json(act.body["guest"])))


def _seated(evening: Evening, act: Act) -> Evening:
    body = act.body
    seating = tuple(tuple(tuple(table) for table in tables) for tables in body["rounds"])
    return replace(
        evening, seating=seating, size=body["size"], value=body["value"], bound=body["bound"]
    )


_TELLERS: dict[str, Callable[[Evening, Act], Evening]] = {
    ANNOUNCED: _announced,
    LISTED: _listed,
    ADDED: _added,
    SEATED: _seated,
}
