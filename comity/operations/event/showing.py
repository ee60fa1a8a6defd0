"""What the room is shown: the round, who sits where, who rests, whom one meets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.operations.event.attendee import Attendee
from comity.operations.event.calling import alphabetical, short_names
from comity.operations.event.clock import countdown
from comity.operations.event.ground import common_ground, opener
from comity.operations.event.seats import table_of
from comity.operations.event.worth import Room as Worth

if TYPE_CHECKING:
    from comity.operations.event.clock import Clock
    from comity.operations.event.evening import Evening

ORGANISATION, ASKS, OFFERS, INTERESTS = "organisation", "asks", "offers", "interests"
SHOWABLE = (ORGANISATION, ASKS, OFFERS, INTERESTS)
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
        found.append(Seat(key, names[key], evening.number(at)))
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
class Talk:
    """What two could talk of: lines of common ground, and a question to begin with."""

    ground: tuple[str, ...]
    opener: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A round of one guest: the table (0: they rest), and whom they meet there."""

    round: int
    table: int
    company: tuple[Company, ...]


class Room:
    """Who meets whom where, looked up once for the many who ask."""

    def __init__(self, evening: Evening, before: Room | None = None) -> None:
        self.evening = evening
        same = before is not None and before.evening.guests is evening.guests
        self.words: Worth = before.words if before and same else Worth(evening.guests)
        self._names = short_names(evening.guests)
        self._guests = {one.key: one for one in evening.guests}
        rounds = range(1, len(evening.seating) + 1)
        self._there = [evening.there(at) for at in rounds]
        self._tables = [evening.tables(at) for at in rounds]
        self._at = [
            {key: n for n, table in enumerate(tables, 1) for key in table}
            for tables in self._tables
        ]

    def meeting(self, key: str, round_: int) -> Meeting | None:
        """Return where a guest sits in a round and with whom; None where they are not there."""
        if not 1 <= round_ <= len(self._there) or key not in self._there[round_ - 1]:
            return None
        at = self._at[round_ - 1].get(key, 0)
        table = self._tables[round_ - 1][at - 1] if at else ()
        company = tuple(self.company(one) for one in table if one != key)
        return Meeting(round_, self.evening.number(at), company)

    def company(self, key: str) -> Company:
        """Return what others see of a guest: never more than they chose to show."""
        seen = self._seen(key)
        return Company(key, self._names[key], seen.organisation, seen.asks, seen.offers)

    def talk(self, key: str, other: str) -> Talk:
        """Return what a guest could talk of with another, by what that one chose to show."""
        seen = self._seen(other)
        reasons = self.words.reasons(self._guests[key], seen)
        return Talk(common_ground(reasons), opener(seen, reasons))

    def _seen(self, key: str) -> Attendee:
        """Return a guest without what they did not choose to show."""
        guest, chosen = self._guests[key], self.evening.shown.get(key, SHOWN_UNSAID)
        return Attendee(
            key,
            self._names[key],
            guest.organisation if ORGANISATION in chosen else "",
            guest.asks if ASKS in chosen else (),
            guest.offers if OFFERS in chosen else (),
            guest.interests if INTERESTS in chosen else (),
        )

    def so_far(self, key: str) -> tuple[Meeting, ...]:
        """Return the rounds in which a guest met somebody, the latest first."""
        found = (self.meeting(key, at) for at in range(self.evening.seated_until, 0, -1))
        return tuple(one for one in found if one and one.company)
