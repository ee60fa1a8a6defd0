"""Seed and clock in, invented organisations and people out, each with the truth of their tie.

Names come from ``names.toml``. Addresses lie on reserved domains (RFC 2606), telephone numbers
in the ranges that regulators keep for fiction; when a range is used up, people have no number.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from comity.demo.clock import DAY_US
from comity.demo.dice import chance, person_rng

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

YEAR_DAYS = 365.25
JOINED_DAYS = 1_170  # since when the owner has been at today's firm
REDRAWS = 3  # before two people may share a name by chance
TOPICS = 24  # in texts.toml

Circle: TypeAlias = Literal["professional", "personal", "service", "colleague"]
Trajectory: TypeAlias = Literal[
    "steady",
    "growing",
    "lapsed",
    "revived",
    "one_sided",
    "newly_met",
    "brief",  # a few exchanges at some time, never more
    "never_exchanged",
]
Sort: TypeAlias = Literal["peer", "recruiter", "pitch", "list_builder", "unverifiable", "poster"]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A firm: its address pattern is a format of given, family and initial."""

    name: str
    domain: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Post:
    """What someone is at a firm from a day on; ``organisation`` is None for private people."""

    organisation: Organisation | None
    title: str
    address: str
    since_us: int


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which a tie lives: conversations start ``rhythm_days`` apart on average."""

    begin_us: int
    end_us: int
    rhythm_days: float


@dataclass(frozen=True, slots=True)
class Person:
    """One human being: who they are, under which names and addresses, and how the tie goes."""

    number: int
    given: str
    family: str
    short: str
    circle: Circle
    trajectory: Trajectory
    sort: Sort
    posts: tuple[Post, ...]  # oldest first, at least one
    private: str  # private address; "" when none is known
    phone: str
    slug: str  # last part of the public profile's URL; "" when they have none
    connected_us: int | None
    topics: tuple[int, ...]
    birthday: str  # ISO 8601 date, or --MM-DD; "" when unknown
    spans: tuple[Span, ...]
    mine: float  # share of conversations that I start
    town: str
    offset_minutes: int  # of their clock, east of UTC

    @property
    def name(self) -> str:
        """Given name and family name."""
        return f"{self.given} {self.family}"

    def post(self, at_us: int) -> Post:
        """Return what they were at that time."""
        held = [post for post in self.posts if post.since_us <= at_us]
        return held[-1] if held else self.posts[0]


@dataclass(frozen=True, slots=True)
class Me:
    """The owner of the book."""

    given: str
    family: str
    posts: tuple[Post, ...]
    private: str
    phone: str
    slug: str
    town: str

    @property
    def name(self) -> str:
        """Given name and family name."""
        return f"{self.given} {self.family}"

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address that is the owner's, today's first."""
        return (*(post.address for post in reversed(self.posts)), self.private)

    def post(self, at_us: int) -> Post:
        """Return what the owner was at that time."""
        return [post for post in self.posts if post.since_us <= at_us][-1]


# share of all contacts, and what they are; the rest never exchanged a word
RECIPE: tuple[tuple[float, Circle, Trajectory, Sort], ...] = (
    (0.050, "professional", "steady", "peer"),
    (0.045, "professional", "growing", "peer"),
    (0.110, "professional", "lapsed", "peer"),
    (0.025, "professional", "revived", "peer"),
    (0.060, "professional", "one_sided", "peer"),
    (0.012, "professional", "newly_met", "peer"),
    (0.250, "professional", "brief", "peer"),
    (0.030, "professional", "one_sided", "recruiter"),
    (0.040, "professional", "one_sided", "pitch"),
    (0.035, "professional", "never_exchanged", "list_builder"),
    (0.010, "professional", "never_exchanged", "unverifiable"),
    (0.050, "professional", "never_exchanged", "poster"),
    (0.028, "personal", "steady", "peer"),
    (0.012, "service", "steady", "peer"),
)
COLLEAGUES = 6


@cache
def names() -> dict[str, Any]:
    """Return the parts of names."""
    return tomllib.loads(files("comity.demo").joinpath("names.toml").read_text("utf-8"))


def plain(text: str) -> str:
    """Return a name in ASCII lower case, as address and URL makers write it."""
    table = str.maketrans({"ł": "l", "Ł": "l", "ø": "o", "ß": "ss", "'": "", " ": "-"})
    bare = unicodedata.normalize("NFKD", text.translate(table))
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).lower()


def owner(now_us: int) -> Me:
    """Return the owner, who changed firms a little over three years ago."""
    said = names()["me"]
    given, family = said["given"], said["family"]
    before = Organisation(said["before_firm"], said["before_domain"], "{i}.{family}")
    today = Organisation(said["firm"], said["domain"], "{given}")
    posts = (
        Post(before, "Senior Manager", f"m.ellingham@{before.domain}", 0),
        Post(today, said["title"], f"marta@{today.domain}", now_us - JOINED_DAYS * DAY_US),
    )
    slug = "marta-ellingham-4d1e07c95"
    return Me(given, family, posts, said["private"], said["phone"], slug, said["town"])


def organisations(rng: Random, contacts: int) -> tuple[Organisation, ...]:
    """Return invented firms, about one for every six contacts."""
    firm = names()["firm"]
    pairs = [f"{stem} {kind}" for stem in firm["stem"] for kind in firm["kind"]]
    rng.shuffle(pairs)
    towns = [town for culture in names()["culture"] for town in culture["town"]]
    found = []
    for number in range(max(12, contacts // 6)):
        lap, place = divmod(number, len(pairs))
        name = pairs[place] + (f" {towns[lap % len(towns)]}" if lap else "")
        name += f" {lap // len(towns) + 1}" if lap >= len(towns) else ""
        ending = rng.choice((".example", ".example", ".example", ".test", ".example.org"))
        pattern = rng.choice(("{given}.{family}", "{i}.{family}", "{given}", "{family}"))
        found.append(Organisation(name, plain(name) + ending, pattern))
    return tuple(found)


def roles(contacts: int) -> Iterator[tuple[Circle, Trajectory, Sort]]:
    """Yield what each contact is, in order: shares of the recipe, then those never met."""
    colleagues = min(COLLEAGUES, contacts // 20)
    for _ in range(colleagues):
        yield "colleague", "steady", "peer"
    for share, circle, trajectory, sort in RECIPE:
        for _ in range(max(1, round(share * contacts))):
            yield circle, trajectory, sort
    while True:
        yield "professional", "never_exchanged", "peer"


class Registry:
    """Gives out what should be given out once: names, addresses, telephone numbers."""

    def __init__(self) -> None:
        self.used: Counter[str] = Counter()

    def address(self, local: str, domain: str) -> str:
        """Return an address nobody else has."""
        self.used[f"{local}@{domain}"] += 1
        count = self.used[f"{local}@{domain}"]
        return f"{local}{count if count > 1 else ''}@{domain}"

    def first(self, name: str) -> bool:
        """Take a name, and say whether nobody had it."""
        self.used[name] += 1
        return self.used[name] == 1

    def phone(self, ranges: list[str]) -> str:
        """Return the next number of these ranges, or "" when they are used up."""
        for digits in ranges:
            width = digits.count("x")
            count = self.used[digits]
            if count < 10**width - 1:
                self.used[digits] += 1
                return digits.replace("x" * width, f"{count:0{width}}")
        return ""


def _human(rng: Random) -> tuple[dict[str, Any], str, str]:
    cultures = names()["culture"]
    ends = list(accumulate(culture["share"] for culture in cultures))
    culture = rng.choices(cultures, cum_weights=ends)[0]
    family = rng.choice(culture["stem"]) + rng.choice(culture["ending"])
    return culture, rng.choice(culture["given"]), family


def _post(
    firm: Organisation, title: str, since_us: int, *, who: tuple[str, str], registry: Registry
) -> Post:
    given, family = plain(who[0]), plain(who[1])
    local = firm.pattern.format(given=given, family=family, i=given[0])
    return Post(firm, title, registry.address(local, firm.domain), since_us)


def _spans(
    rng: Random, circle: Circle, trajectory: Trajectory, now_us: int, years: int
) -> tuple[Span, ...]:
    total = years * YEAR_DAYS

    def span(begin_days_ago: float, end_days_ago: float, rhythm_days: float) -> Span:
        begin = now_us - int(min(begin_days_ago, total) * DAY_US)
        return Span(begin, now_us - int(end_days_ago * DAY_US), rhythm_days)

    met = rng.uniform(0.35, 1) * total
    if circle != "professional":
        rhythm = {"personal": 50, "service": 130, "colleague": 21}[circle]
        here = min(total, JOINED_DAYS - 30) if circle == "colleague" else total
        return (span(here, 0, rng.uniform(0.7, 1.3) * rhythm),)
    if trajectory == "steady":
        return (span(met, 0, rng.choice((10, 14, 21, 30, 45, 60))),)
    if trajectory == "growing":
        recent = rng.uniform(0.06, 0.2) * total
        return span(recent * 2.5, recent, 75), span(recent, 0, rng.uniform(14, 28))
    if trajectory == "lapsed":
        silent = rng.uniform(0.12, 0.55) * total
        lived = rng.uniform(220, 600)
        return (span(silent + lived, silent, rng.uniform(16, 40)),)
    if trajectory == "revived":
        silent = rng.uniform(0.12, 0.3) * total
        back = rng.uniform(30, 150)
        return span(total, silent + back, rng.uniform(25, 50)), span(back, 0, 25)
    if trajectory == "newly_met":
        return ()
    if trajectory == "brief":
        return (span(rng.uniform(0.1, 1) * total, 0, 0),)
    return (span(met, 0, rng.uniform(60, 400)),)


def _posts(
    rng: Random, town: Town, circle: Circle, who: tuple[str, str], titles: list[str]
) -> tuple[Post, ...]:
    registry, title = town.registry, rng.choice(titles)
    if circle == "colleague":
        return (_post(town.home, title, 0, who=who, registry=registry),)
    if circle == "service":
        said = rng.choice(names()["house"])
        firm = Organisation(said["firm"], said["domain"], "{given}")
        return (_post(firm, said["title"], 0, who=who, registry=registry),)
    if circle == "personal":
        domain = rng.choice(names()["private"]["domains"])
        address = registry.address(f"{plain(who[0])}.{plain(who[1])}", domain)
        return (Post(None, "", address, 0),)
    first = _post(rng.choice(town.firms), title, 0, who=who, registry=registry)
    if not chance(rng, 0.22):  # one in five changes jobs in these years
        return (first,)
    moved_us = town.now_us - int(town.years * YEAR_DAYS * rng.uniform(0.15, 0.8)) * DAY_US
    later = rng.choice(titles)
    return first, _post(rng.choice(town.firms), later, moved_us, who=who, registry=registry)


def people(
    seed: int, firms: tuple[Organisation, ...], me: Me, *, now_us: int, contacts: int, years: int
) -> Iterator[Person]:
    """Yield the contacts, in the order of the recipe."""
    registry = Registry()
    registry.used.update(me.addresses)
    home = me.posts[-1].organisation or firms[0]
    town = Town(seed, firms, home, registry, now_us, years)
    for number, role in zip(range(contacts), roles(contacts), strict=False):
        yield _person(town, number, role)


@dataclass(frozen=True, slots=True)
class Town:
    """Where people are made: the firms, what is taken already, and the time."""

    seed: int
    firms: tuple[Organisation, ...]
    home: Organisation
    registry: Registry
    now_us: int
    years: int


def _person(town: Town, number: int, role: tuple[Circle, Trajectory, Sort]) -> Person:
    circle, trajectory, sort = role
    rng = person_rng(town.seed, number)
    culture, given, family = _unlike_others(town, number, rng)
    if circle == "personal" and number % 3 == 0:
        family = names()["me"]["family"]
    titles = names()["titles"]
    titles = titles.get("colleague" if circle == "colleague" else sort, titles["professional"])
    posts = _posts(rng, town, circle, (given, family), titles)
    has_private = circle == "professional" and sort == "peer" and chance(rng, 0.3)
    private = _private(rng, town, given, family) if has_private else ""
    seen_there = trajectory in {"never_exchanged", "newly_met"}
    on_network = circle == "professional" and (seen_there or chance(rng, 0.8))
    spans = _spans(rng, circle, trajectory, town.now_us, town.years)
    met = spans[0].begin_us if spans else town.now_us
    connected = met + rng.randrange(60 * DAY_US) if on_network and chance(rng, 0.8) else None
    if trajectory == "newly_met":
        connected = town.now_us - rng.randrange(1, 6) * DAY_US
    birthday = f"{rng.randrange(1955, 1999)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    return Person(
        number=number,
        given=given,
        family=family,
        short=names()["short"].get(given, "") if chance(rng, 0.7) else "",
        circle=circle,
        trajectory=trajectory,
        sort=sort,
        posts=posts,
        private=private,
        phone=town.registry.phone(culture["phone"]) if chance(rng, 0.6) else "",
        slug=f"{plain(given)}-{plain(family)}-{rng.randrange(16**9):09x}" if on_network else "",
        connected_us=connected if connected is None or connected < town.now_us else None,
        topics=tuple(rng.sample(range(TOPICS), 2 + (len(spans) > 0) * rng.randrange(1, 4))),
        birthday=birthday if chance(rng, 0.25) or circle == "personal" else "",
        spans=spans,
        mine=rng.uniform(0.25, 0.7),
        town=rng.choice(culture["town"]),
        offset_minutes=culture["offset_minutes"],
    )


def _unlike_others(town: Town, number: int, rng: Random) -> tuple[dict[str, Any], str, str]:
    """Return a culture, a given and a family name that nobody in town bears yet."""
    namesake = number % 150 == 149  # noqa: PLR2004  now and then two people share a name
    found = _human(person_rng(town.seed, number - 100) if namesake else rng)
    for _ in range(0 if namesake else REDRAWS):
        _, given, family = found
        if town.registry.first(f"{given} {family}"):
            break
        found = _human(rng)
    return found


def _private(rng: Random, town: Town, given: str, family: str) -> str:
    domain = rng.choice(names()["private"]["domains"])
    return town.registry.address(f"{plain(given)}.{plain(family)}", domain)
