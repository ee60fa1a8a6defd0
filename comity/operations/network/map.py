"""The map: who stood in the same mails and meetings, in communities, each with its place.

Ties between others are inferred from the owner's own sources alone: what two have in common here
is that they met there.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from comity.operations.network.communities import communities
from comity.operations.network.directory import show_listed
from comity.operations.network.documents import Community, NetworkMap, Placed
from comity.operations.network.layout import place_groups, sunflower
from comity.operations.person.co_occurrence import show_met

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book, Row

PEOPLE_MAX = 5_000
_TIES_EACH = 8
_NAMED_MIN = 3  # a smaller community has no name of its own
LONE = "on their own"
_SHARE_MIN = 0.25  # of its members at one organisation, for it to be called so

_PEOPLE = """
    SELECT person AS id, name, organisation FROM tie JOIN listed USING (person)
    WHERE sent + received > 0 AND stage <> 'let_go'
    ORDER BY last_at_us DESC, person LIMIT ?
"""
_TIES = """
    WITH sized AS (SELECT key, count(*) AS n FROM met GROUP BY key),
    pair AS (
        SELECT a.person AS one, b.person AS other, sum(1.0 / (sized.n - 1)) AS weight
        FROM met a JOIN met b USING (key) JOIN sized USING (key) WHERE a.person < b.person
        GROUP BY a.person, b.person
    )
    SELECT * FROM pair
    QUALIFY least(row_number() OVER (PARTITION BY one ORDER BY weight DESC, other),
        row_number() OVER (PARTITION BY other ORDER BY weight DESC, one)) <= $each
    ORDER BY weight DESC, one, other
"""


def network_map(book: Book) -> NetworkMap:
    """Return people with places, the ties between them, and the communities they form."""
    show_listed(book)
    show_met(book)
    people = book.rows(_PEOPLE, [PEOPLE_MAX])
    number = {one["id"]: n for n, one in enumerate(people)}
    ties = [
        (number[left], number[right], weight)
        for left, right, weight in book.once(_ties)
        if left in number and right in number
    ]
    group = _with_the_lone_together(communities(len(people), ties))
    groups = _groups(people, group, _tied(group, ties))
    return NetworkMap(
        people=tuple(_placed(people, group, groups)),
        ties=tuple((left, right) for left, right, _ in ties),
        communities=tuple(groups),
    )


def _placed(people: list[Row], group: list[int], groups: list[Community]) -> Iterator[Placed]:
    """Yield everyone with their place in the bed of their community."""
    left = {n: iter(sunflower(bed.count)) for n, bed in enumerate(groups)}
    for one, n in zip(people, group, strict=True):
        x, y = next(left[n])
        bed = groups[n]
        yield Placed(one["id"], one["name"], round(bed.x + x, 2), round(bed.y + y, 2), n)


def _ties(book: Book) -> list[tuple[str, str, float]]:
    """Return who stood with whom and how weightily, of everyone."""
    found: list[tuple[str, str, float]] = book.execute(_TIES, {"each": _TIES_EACH}).fetchall()
    return found


def _with_the_lone_together(group: list[int]) -> list[int]:
    """Return the communities with all who stand alone in one bed, the last."""
    size = Counter(group)
    last = sum(1 for n in size.values() if n > 1)
    return [name if size[name] > 1 else last for name in group]


def _members(group: list[int]) -> list[list[int]]:
    """Return each community's people; they come the latest in contact first."""
    found: list[list[int]] = [[] for _ in range(max(group, default=-1) + 1)]
    for n, name in enumerate(group):
        found[name].append(n)
    return found


def _groups(people: list[Row], group: list[int], tied: set[int]) -> list[Community]:
    members = _members(group)
    places = place_groups([len(one) for one in members])
    return [
        Community(_name([people[n] for n in of]) if name in tied else LONE, len(of), *place)
        for name, (of, place) in enumerate(zip(members, places, strict=True))
    ]


def _tied(group: list[int], ties: list[tuple[int, int, float]]) -> set[int]:
    """Return the communities that ties hold together; the lone are none."""
    return {group[left] for left, right, _ in ties if group[left] == group[right]}


def _name(members: list[Row]) -> str:
    """Return where most of them work, where that says something; else whom it is around."""
    if len(members) < _NAMED_MIN:
        return ""
    places = Counter(one["organisation"] for one in members if one["organisation"])
    top = places.most_common(1)
    if top and top[0][1] >= max(2, _SHARE_MIN * len(members)):
        return str(top[0][0])
    return f"around {members[0]['name']}"
