"""What the room is shown: the round, who sits where, who rests, whom one meets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.operations.event.calling import alphabetical, short_names
from comity.operations.event.clock import countdown
from comity.operations.event.seats import table_of

if TYPE_CHECKING:
    from comity.operations.event.attendee import Attendee
    from comity.operations.event.clock import Clock
    from comity.operations.event.evening import Evening

ORGANISATION, ASKS, OFFERS = "organisation", "asks", "offers"
SHOWABLE = (ORGANISATION, ASKS, OFFERS)
SHOWN_UNSAID = (ORGANISATION,)  # until a guest says otherwise


@dataclass(frozen=True, slots=True)
class Seat:
    """Where somebody sits in a round; at table 0 they rest."""

    key: str
    name: str
    table: int


@dataclass(frozen=True, slots=True)
class Board:
    """What everybody in the room may see."""

    title: str
    clock: Clock
    heading: str
    round: int  # whose seats are shown; 0: of none
    is_next: bool
    seats: tuple[Seat, ...]


def board(evening: Evening, now_us: int) -> Board:
    """Return what the projector shows: in the last minute of a round the seats of the next."""
    clock = countdown(evening, now_us)
    at = max(clock.round, 1)
    is_next = clock.is_last_minute
    shown = 0 if clock.face == "over" else at + is_next
    shown = shown if 1 <= shown <= len(evening.seating) else 0
    return Board(
        evening.title, clock, heading(clock), shown, is_next, seats(evening, shown) if shown else ()
    )


def heading(clock: Clock) -> str:
    """Return the round in words."""
    if clock.face == "over":
        return "That was the evening"
    return f"Round {max(clock.round, 1)} of {clock.rounds}" if clock.rounds else "No plan yet"


def seats(evening: Evening, round_: int) -> tuple[Seat, ...]:
    """Return where everybody sits in a round, by what they are called, in alphabetical order."""
    tables, names = evening.tables(round_), short_names(evening.guests)
    found = []
    for key in evening.there(round_):
        at = table_of(tables, key)
        found.append(Seat(key, names[key], evening.moved.get(at, at)))
    return tuple(sorted(found, key=lambda one: alphabetical(one.name)))


@dataclass(frozen=True, slots=True)
class Company:
    """Somebody one meets: a first name, and what they chose to show."""

    key: str
    name: str
    organisation: str
    asks: tuple[str, ...]
    offers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A round of one guest: the table (0: they rest), and whom they meet there."""

    round: int
    table: int
    company: tuple[Company, ...]


def meeting(evening: Evening, key: str, round_: int) -> Meeting | None:
    """Return where a guest sits in a round and with whom; None where they are not there."""
    if key not in evening.there(round_) or not 1 <= round_ <= len(evening.seating):
        return None
    tables = evening.tables(round_)
    at = table_of(tables, key)
    others = [one for one in tables[at - 1] if one != key] if at else []
    guests = [guest for one in others if (guest := evening.guest(one))]
    company = tuple(company_of(evening, one) for one in guests)
    return Meeting(round_, evening.moved.get(at, at), company)


def company_of(evening: Evening, guest: Attendee) -> Company:
    """Return what others see of a guest: never more than they chose to show."""
    chosen = evening.shown.get(guest.key, SHOWN_UNSAID)
    return Company(
        guest.key,
        short_names(evening.guests)[guest.key],
        guest.organisation if ORGANISATION in chosen else "",
        guest.asks if ASKS in chosen else (),
        guest.offers if OFFERS in chosen else (),
    )


def so_far(evening: Evening, key: str) -> tuple[Meeting, ...]:
    """Return the rounds in which a guest met somebody, the latest first."""
    found = (meeting(evening, key, at) for at in range(evening.seated_until, 0, -1))
    return tuple(one for one in found if one and one.company)
