"""An event as it stands: a pure function of its acts, so that it resumes wherever it was cut."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from comity.operations.event.attendee import Attendee
from comity.operations.event.course import TELLERS
from comity.operations.event.seats import numbered, repeated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from comity.operations.event.seats import Keys
    from comity.store.events import Act

Said: TypeAlias = "tuple[str, dict[str, Any]]"
"""An act before it is kept: its kind and what it says."""
Stage: TypeAlias = Literal["waiting", "running", "paused", "over"]

ANNOUNCED: Final = "announced"  # title, on (ISO day), and what else the organiser says of it
LISTED: Final = "listed"  # guests: the whole list, in place of any earlier
ADDED: Final = "added"  # guest: one more
CHANGED: Final = "changed"  # guest: in place of the one of that key
REMOVED: Final = "removed"  # guest: the key of one who is taken off the list
SEATED: Final = "seated"  # rounds: of the keys, with size, seed, value, bound
REVOKED: Final = "revoked"  # acts: the ids of those that are taken back

_ANNOUNCED_WORDS = {
    *("title", "on", "starts", "place", "host", "rounds", "size", "round_s"),
    "same_organisation",
}
ROUND_S = 300  # until the organiser says otherwise
_KNOWN_WORDS = {"worst", "worst_share", "same_organisation", "size", "value", "bound", "seed"}


@dataclass(frozen=True, slots=True)
class Evening:
    """What is known of an event after its acts so far. Rounds and tables count from 1."""

    latest: int = 0  # id of the last act
    title: str = ""
    on: str = ""  # the day, ISO 8601
    starts: str = "18:30"
    place: str = ""
    host: str = ""  # who invites
    rounds: int = 8  # that are wanted
    guests: tuple[Attendee, ...] = ()
    size: int = 2
    same_organisation: bool = True  # may share a table
    seed: int = 0
    seating: Keys = ()
    value: float = 0.0
    bound: float = 0.0
    worst: str = ""  # the guest who got least of their own best by the plan
    worst_share: float = 0.0
    round: int = 0  # the one at hand; 0 before the first
    stage: Stage = "waiting"
    round_s: int = ROUND_S
    since_us: int = 0  # from when the clock runs, where it runs
    left_us: int = 0  # on the clock at that moment, or while it stands
    rang: bool = False  # the bell of the round at hand was rung
    rang_late: bool = False  # long after its time: nothing ran when it was due
    here: frozenset[str] = frozenset()  # those checked in
    away: tuple[tuple[str, int, int], ...] = ()  # guest, first and last round not there
    moved: Mapping[int, int] = field(default_factory=dict)  # a table's place, where it moved to
    unsettled: bool = False  # who is there changed since the seats were given
    at_once: bool = False  # repair without asking first
    links: Mapping[str, str] = field(default_factory=dict)  # guest -> token of the phone's page
    shown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # guest -> what they show
    ticks: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)  # who, of whom
    door: tuple[str, int] | None = None  # host and port where phones were let in

    def guest(self, key: str) -> Attendee | None:
        """Return the guest of a key."""
        return next((one for one in self.guests if one.key == key), None)

    def is_there(self, key: str, round_: int) -> bool:
        """Tell whether a guest is counted on in a round."""
        guest = self.guest(key)
        if guest is None or not guest.from_round <= round_ <= (guest.to_round or round_):
            return False
        return not any(k == key and first <= round_ <= last for k, first, last in self.away)

    def there(self, round_: int) -> frozenset[str]:
        """Return the guests who are counted on in a round."""
        gone = {key for key, first, last in self.away if first <= round_ <= last}
        return frozenset(
            one.key
            for one in self.guests
            if one.from_round <= round_ <= (one.to_round or round_) and one.key not in gone
        )

    def number(self, place: int) -> int:
        """Return the number on the table at a place in a round's tables; 0 of no table.

        Hosts' tables are the first, by the numbers that were said of them.
        """
        hosts = [one.table for one in self.guests if one.table]
        if place in self.moved or not (hosts and place):
            return self.moved.get(place, place)
        return numbered(hosts, place)[place]

    def tables(self, round_: int) -> tuple[tuple[str, ...], ...]:
        """Return who sits at which table in a round: those who are there alone."""
        if not 1 <= round_ <= len(self.seating):
            return ()
        there = self.there(round_)
        return tuple(
            tuple(key for key in table if key in there) for table in self.seating[round_ - 1]
        )

    @property
    def seated_until(self) -> int:
        """The last round whose seats stand: the one that runs or ran."""
        return max(self.round - 1, 0) if self.stage == "waiting" else self.round

    @property
    def played(self) -> Keys:
        """Who sat together so far."""
        return tuple(self.tables(one + 1) for one in range(self.seated_until))


def told(acts: Iterable[Act], evening: Evening | None = None) -> Evening:
    """Return the event as its acts tell it, from the start or from where one left off.

    An act that another revokes is as if it had never been: where one left off, none may revoke
    what was before. An act that does not fit what is (a pause of what stands) changes nothing.
    """
    acts = list(acts)
    revoked = {id_ for act in acts if act.kind == REVOKED for id_ in act.body["acts"]}
    now = evening or Evening()
    for act in acts:
        tell = _TELLERS.get(act.kind) or TELLERS.get(act.kind)
        if tell and act.id not in revoked:
            now = tell(now, act)
        now = replace(now, latest=act.id)
    return now


def _announced(evening: Evening, act: Act) -> Evening:
    body: dict[str, Any] = act.body
    known = {name: body[name] for name in _ANNOUNCED_WORDS & body.keys()}
    return replace(evening, **known)


def _listed(evening: Evening, act: Act) -> Evening:
    return replace(evening, guests=tuple(map(Attendee.of_json, act.body["guests"])))


def _added(evening: Evening, act: Act) -> Evening:
    guest = Attendee.of_json(act.body["guest"])
    if evening.guest(guest.key):
        return evening
    return replace(evening, guests=(*evening.guests, guest), unsettled=bool(evening.seating))


def _changed(evening: Evening, act: Act) -> Evening:
    guest = Attendee.of_json(act.body["guest"])
    guests = tuple(guest if one.key == guest.key else one for one in evening.guests)
    return replace(evening, guests=guests)


def _removed(evening: Evening, act: Act) -> Evening:
    key = act.body["guest"]
    return replace(evening, guests=tuple(one for one in evening.guests if one.key != key))


def _seated(evening: Evening, act: Act) -> Evening:
    """Take the seats; rounds that began stand, and nobody meets again whom they met."""
    body: dict[str, Any] = act.body
    seating = tuple(tuple(tuple(table) for table in tables) for tables in body["rounds"])
    stands = evening.seated_until
    if stands and repeated((*evening.played, *seating[stands:])):
        return evening
    seating = (*evening.seating[:stands], *seating[stands:])
    known = {name: body[name] for name in _KNOWN_WORDS & body.keys()}
    return replace(evening, seating=seating, unsettled=False, **known)


_TELLERS: dict[str, Callable[[Evening, Act], Evening]] = {
    ANNOUNCED: _announced,
    LISTED: _listed,
    ADDED: _added,
    CHANGED: _changed,
    REMOVED: _removed,
    SEATED: _seated,
}
