"""Seed, clock and size in, an invented consultant's world out, with the truth about it known.

The owner is a partner in a small firm in Leeds. A :class:`World` holds who there is; what
happened is told person by person by :meth:`World.lives`, so that memory does not grow with the
number of mails. The same seed and clock give the same world on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.demo.background import background
from comity.demo.clock import DAY_US
from comity.demo.correspondence import Tie, correspond
from comity.demo.dice import person_rng
from comity.demo.events import Life
from comity.demo.network import chat, network, strangers
from comity.demo.people import (
    YEAR_DAYS,
    organisations,
    owner,
    people,
)
from comity.demo.scenes import Stage, cast, play, until_us

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.demo.network import Connection
    from comity.demo.people import (
        Me,
        Organisation,
        Person,
    )
    from comity.demo.scenes import Scene

CHATS = 10  # persons I also chat with, at most
EARLIER_DAYS = 120  # age of the earlier, basic export of connections


@dataclass(frozen=True, slots=True)
class World:
    """Who there is, and how to tell what happened."""

    seed: int
    now_us: int
    years: int
    connections: int
    me: Me
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]
    scenes: dict[int, Scene]  # by person
    companies: dict[str, tuple[int, ...]]  # numbers of people, by name of their first firm

    @property
    def begin_us(self) -> int:
        """When the oldest mail may have been written."""
        return self.now_us - int(self.years * YEAR_DAYS) * DAY_US

    @property
    def earlier_us(self) -> int:
        """When the earlier export of connections was made."""
        return self.now_us - EARLIER_DAYS * DAY_US

    def strangers(self) -> Iterator[Connection]:
        """Yield connections that are names in a list and nothing else."""
        return strangers(
            self.seed,
            self.organisations,
            now_us=self.now_us,
            years=self.years,
            connections=self.connections,
        )

    def lives(self) -> Iterator[Life]:
        """Yield what happened, one person at a time, after the background."""
        free = {person.number for person in self.people} - self.scenes.keys()
        window = (self.begin_us, self.now_us)
        rng = person_rng(self.seed, -2)
        yield background(rng, self.me, self.people, free=free, window_us=window)
        chats = set(chatting(self.people))
        for person in self.people:
            yield self._life(person, chats=person.number in chats)

    def _life(self, person: Person, *, chats: bool) -> Life:
        rng, scene = person_rng(self.seed + 1, person.number), self.scenes.get(person.number)
        end_us = until_us(scene, self.now_us)
        tie = Tie(self.me, person, self.now_us, self._company(person), end_us)
        life = Life(person.number)
        if person.sort == "peer" and person.trajectory != "never_exchanged":
            correspond(rng, tie, life)
        if scene:
            play(Stage(rng, tie, scene, self.people[7:11], life))
        network(rng, tie, life)
        if chats:
            chat(rng, tie, life)
        return life

    def _company(self, person: Person) -> tuple[Person, ...]:
        firm = person.posts[0].organisation
        numbers = self.companies.get(firm.name, ()) if firm else ()
        return tuple(self.people[n] for n in numbers if n != person.number)[:4]


def chatting(everyone: tuple[Person, ...]) -> list[int]:
    """Return the numbers of the people whose chats are kept: friends, and a few peers."""
    friends = [person.number for person in everyone if person.circle == "personal"]
    peers = [
        person.number
        for person in everyone
        if person.trajectory == "steady" and person.circle == "professional"
    ]
    return [*friends[: CHATS - 3], *peers[-3:]]


def make(
    *, seed: int = 7, now_us: int, contacts: int = 600, years: int = 5, connections: int = 1500
) -> World:
    """Return the world of this seed at this time."""
    now_us = now_us // 1_000_000 * 1_000_000
    me = owner(now_us)
    firms = organisations(person_rng(seed, -3), contacts)
    everyone = list(people(seed, firms, me, now_us=now_us, contacts=contacts, years=years))
    scenes = cast(everyone, now_us, years)
    companies: dict[str, tuple[int, ...]] = {}
    for person in everyone:
        firm = person.posts[0].organisation
        quiet = person.trajectory in {"never_exchanged", "brief"} and person.sort == "peer"
        if firm and quiet and person.circle == "professional":
            companies[firm.name] = (*companies.get(firm.name, ()), person.number)
    return World(seed, now_us, years, connections, me, firms, tuple(everyone), scenes, companies)
