"""The map: the user in the middle, everyone as far out as their last contact lies back.

Those one has to do with stand together: a group of the user's, else where they work, as cards or
their addresses say, else the community that mails, meetings and threads of a list show. Everyone
has a direction of their own, so that each name can be read.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from comity.normalise.organisation import is_free_mail, of_domain
from comity.operations.moment import DAY_US, iso
from comity.operations.network.communities import communities
from comity.operations.network.directory import show_listed
from comity.operations.network.documents import MapGroup, NetworkMap, Placed
from comity.operations.person.co_occurrence import show_met
from comity.operations.person.overlay import ENDED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book, Row

PEOPLE_MAX = 90  # more names than a circle can hold are not read
RINGS = ((7, "a week"), (30, "a month"), (91, "a quarter"), (365, "a year"), (1826, "five years"))
OTHERS = "others"
_GROUP_MIN, _GROUPS_MAX = 3, 8
_NEAREST_DAYS = 30  # a map of those met this week alone has room around them

_PEOPLE = f"""
    SELECT person AS id, name, organisation, tags, domains, last_at_us,
        coalesce(sent, 0) > 0 AND coalesce(received, 0) > 0 AS is_mutual, count(*) OVER () AS of
    FROM tie JOIN listed USING (person)
    WHERE last_at_us IS NOT NULL AND sent + received > 0 AND stage NOT IN {ENDED} AND NOT never
    ORDER BY last_at_us DESC, person LIMIT ?
"""
# Who stood in one mail or meeting, or wrote in one thread; many at once say little.
_TIES = """
    WITH threaded AS (
        SELECT DISTINCT t.thread AS key, i.person FROM thread t JOIN participant p USING (key)
        JOIN identity i USING (identity) WHERE p.role = 'from'
        UNION SELECT key, person FROM met
    ),
    here AS (SELECT key, person FROM threaded WHERE person IN (SELECT unnest($people))),
    sized AS (SELECT key, count(*) AS n FROM here GROUP BY key HAVING n BETWEEN 2 AND 20)
    SELECT a.person AS one, b.person AS other, sum(1.0 / (sized.n - 1)) AS weight
    FROM here a JOIN here b USING (key) JOIN sized USING (key) WHERE a.person < b.person
    GROUP BY ALL ORDER BY weight DESC, one, other
"""


def network_map(book: Book) -> NetworkMap:
    """Return those one was in touch with last, each with a place, and their groups."""
    show_listed(book)
    show_met(book)
    people = book.rows(_PEOPLE, [PEOPLE_MAX])
    named = _groups(people, _communities(book, people))
    order = {name: n for n, (name, _) in enumerate(named)}
    group_of = {who: name for name, members in named for who in members}
    people.sort(key=lambda one: (order[group_of[one["id"]]], -one["last_at_us"]))
    farthest = max((_days(book, one) for one in people), default=0.0)
    return NetworkMap(
        people=tuple(_placed(book, people, order, group_of, farthest)),
        farthest_days=round(farthest, 2),
        groups=tuple(MapGroup(name, len(members)) for name, members in named),
        count=people[0]["of"] if people else 0,
    )


def distance(days: float, farthest_days: float) -> float:
    """Return how far out so many days lie, from 0 in the middle to 1; each doubling is a step."""
    return math.log1p(max(days, 0.0)) / math.log1p(max(farthest_days, _NEAREST_DAYS))


def _placed(
    book: Book,
    people: list[Row],
    order: dict[str, int],
    group_of: dict[str, str],
    farthest_days: float,
) -> Iterator[Placed]:
    for n, one in enumerate(people):
        yield Placed(
            id=one["id"],
            name=one["name"],
            turn=round(n / len(people), 5),
            distance=round(distance(_days(book, one), farthest_days), 4),
            group=order[group_of[one["id"]]],
            is_mutual=one["is_mutual"],
            last_at=iso(one["last_at_us"]),
        )


def _days(book: Book, one: Row) -> float:
    return float(max(book.moment_us - one["last_at_us"], 0) / DAY_US)


def _groups(people: list[Row], community: dict[str, str]) -> list[tuple[str, list[str]]]:
    """Return the groups, the largest first and the others last, each with its people."""
    left, found = {one["id"]: one for one in people}, list[tuple[str, list[str]]]()
    for named in (_tag, _organisation, _employer, lambda one: community.get(one["id"], "")):
        found += _of_a_kind(left, {who: named(one) for who, one in left.items()})
        left = {who: one for who, one in left.items() if all(who not in of for _, of in found)}
    found.sort(key=lambda one: -len(one[1]))
    rest = [who for _, members in found[_GROUPS_MAX:] for who in members] + list(left)
    return found[:_GROUPS_MAX] + ([(OTHERS, rest)] if rest else [])


def _of_a_kind(left: dict[str, Row], named: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    size = Counter(name for name in named.values() if name)
    for name, n in size.items():
        if n >= _GROUP_MIN:
            yield name, [who for who in left if named[who] == name]


def _tag(one: Row) -> str:
    return str(one["tags"][0]) if one["tags"] else ""


def _organisation(one: Row) -> str:
    return str(one["organisation"])


def _employer(one: Row) -> str:
    """Return the organisation whose mail somebody has; none of a provider open to all.

    What is called "example" is reserved (RFC 2606), and nobody's.
    """
    own = [domain for domain in str(one["domains"]).split() if not is_free_mail(domain)]
    named = of_domain(own[0]) if own else ""
    return named if named.lower() != "example" else ""


def _communities(book: Book, people: list[Row]) -> dict[str, str]:
    """Return person -> the name of their community: whom of them it is around."""
    number = {one["id"]: n for n, one in enumerate(people)}
    rows = book.execute(_TIES, {"people": list(number)}).fetchall() if people else []
    group = communities(len(people), [(number[a], number[b], w) for a, b, w in rows])
    weight: defaultdict[str, float] = defaultdict(float)
    for a, b, w in rows:
        weight[a] += w
        weight[b] += w
    members: defaultdict[int, list[Row]] = defaultdict(list)
    for one, name in zip(people, group, strict=True):
        members[name].append(one)
    around = {
        name: max(of, key=lambda one: (weight[one["id"]], one["id"]))["name"]
        for name, of in members.items()
    }
    return {one["id"]: f"around {around[name]}" for one, name in zip(people, group, strict=True)}
