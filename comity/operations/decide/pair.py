"""Two people in, what speaks for their being one and what against it out; ``apart`` tells them so.

The evidence is linkage's own: what it found, and what it finds when it looks at these two alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from comity.errors import Advice, BadInput, call
from comity.normalise import name as names
from comity.normalise import organisation
from comity.operations.decide.documents import Apart, Joined, Pair, PairSide
from comity.operations.moment import iso
from comity.operations.operation import operation
from comity.operations.person.lookup import find_person
from comity.operations.person.overlay import tie_of
from comity.operations.person.timeline import identities_of
from comity.operations.words import count
from comity.store.decisions import Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comity.book import Book
    from comity.linkage.vocabulary import Profile
    from comity.operations.person.lookup import Meant

_NAMED = """
    SELECT identity, name, count(*) AS uses FROM participant
    WHERE identity IN (SELECT unnest($1)) AND name <> '' GROUP BY ALL
    UNION ALL SELECT identity, value, 3 * count(*) FROM claim
    WHERE identity IN (SELECT unnest($1)) AND attribute = 'name' GROUP BY ALL
    UNION ALL SELECT identity, name, 1 FROM identity
    WHERE identity IN (SELECT unnest($1)) AND name <> ''
"""
_CLAIMED = """
    SELECT DISTINCT identity, attribute, value FROM claim
    WHERE identity IN (SELECT unnest($1)) AND attribute IN ('organisation', 'birthday')
"""
_SEEN = "SELECT identity, kind, first_us, uses FROM identity WHERE identity IN (SELECT unnest($1))"
_TOGETHER = """
    SELECT count(DISTINCT a.key) AS n FROM participant a JOIN participant b USING (key)
    WHERE a.identity IN (SELECT unnest($1)) AND b.identity IN (SELECT unnest($2))
        AND a.role NOT IN ('subject', 'self') AND b.role NOT IN ('subject', 'self')
"""
_FOUND = """
    SELECT text FROM question
    WHERE ("left" IN (SELECT unnest($1)) AND "right" IN (SELECT unnest($2)))
        OR ("left" IN (SELECT unnest($2)) AND "right" IN (SELECT unnest($1)))
    ORDER BY score DESC LIMIT 1
"""


@operation("apart", writes=True)
def apart(book: Book, who: str, also: str) -> Apart:
    """Say that two are two people.

    Also of two that you said are one: each is an id, an address or a name.
    """
    left, right = _identity(book, who), _identity(book, also)
    if left == right:
        raise BadInput(
            "that is one and the same", hint=Advice(call("split"), " takes an address out")
        )
    book.say([Said("different", left, right)])
    one, other = find_person(book, left), find_person(book, right)
    return Apart(one.person, other.person)


def _identity(book: Book, word: str) -> str:
    """Return the identity that a word is, else that of whom it means."""
    rows = book.rows("SELECT identity FROM identity WHERE identity = ?", [word.strip()])
    return str(rows[0]["identity"]) if rows else find_person(book, word).identity


def pair(book: Book, who: str, also: str) -> Pair:
    """Return two people, and what speaks for and against their being one."""
    left, right = find_person(book, who), find_person(book, also)
    if left.person.id == right.person.id:
        raise BadInput("they are one person already", hint="name somebody else")
    sides = [identities_of(book, one.person.id) for one in (left, right)]
    told = list(dict.fromkeys(_told(book, *sides)))
    against = [text.removeprefix("but ") for text in told if text.startswith("but ")]
    return Pair(
        _side(book, left, sides[0]),
        _side(book, right, sides[1]),
        tuple(text for text in told if not text.startswith("but ")),
        tuple(dict.fromkeys([*against, *_against(book, *sides)])),
    )


def joined(book: Book, who: str) -> tuple[Joined, ...]:
    """Return the pairs of somebody's identities that the user said are one person."""
    theirs = identities_of(book, find_person(book, who).person.id)
    said = book.decisions.active("same", "different", as_of_us=book.as_of_us, about=theirs)
    last = {frozenset((one.identity, one.other)): one for one in said}
    given = {one.identity for one in book.decisions.active("remember", about=theirs)}
    return tuple(
        Joined(one.identity, one.other)
        for one in last.values()
        if one.verb == "same" and one.other not in given and {one.identity, one.other} <= {*theirs}
    )


def _side(book: Book, one: Meant, identities: Sequence[str]) -> PairSide:
    tie = tie_of(book, one.person.id, identities) or {}
    return PairSide(
        one.person.id,
        one.person.name,
        tuple(identities),
        tie.get("evidence_days", 0),
        iso(tie.get("last_at_us")),
    )


def _told(book: Book, left: Sequence[str], right: Sequence[str]) -> Iterator[str]:
    """Yield each thing that linkage says of two people; what speaks against begins with "but"."""
    from comity.linkage.resolution import resolve  # and with it much that starting need not load
    from comity.linkage.vocabulary import Evidence

    book.show_facts()
    asked = book.rows(_FOUND, [list(left), list(right)])
    found = resolve(_profiles(book, [*left, *right]), Evidence(apart=_met(book, left, right)))
    every = [(one.left, one.right, one.text) for one in found.merges]
    every += [(one.left, one.right, one.text) for one in found.questions]
    across = [text for one, other, text in every if (one in left) != (other in left)]
    for text in [*(one["text"] for one in asked), *across]:
        yield from (part.strip(" .") for part in text.split("; "))


def _against(book: Book, left: Sequence[str], right: Sequence[str]) -> Iterator[str]:
    """Yield what speaks against two being one, whether or not anything speaks for it."""
    together = book.rows(_TOGETHER, [list(left), list(right)])[0]["n"]
    if together:
        yield f"both took part in {count(together, 'record')} side by side"
    born = [
        {
            row["value"]
            for row in book.rows(_CLAIMED, [list(side)])
            if row["attribute"] == "birthday"
        }
        for side in (left, right)
    ]
    if all(born) and born[0].isdisjoint(born[1]):
        yield "their birthdays differ"
    if _names_differ(book, left, right):
        yield "no word of their names is the same"
    said = book.decisions.active("different", about=left)
    if any({one.identity, one.other} & {*right} for one in said):
        yield "you said that they are two"


def _names_differ(book: Book, left: Sequence[str], right: Sequence[str]) -> bool:
    """Tell whether both have names, and no word of the one's is the other's."""
    spoken = [
        {word for row in book.rows(_NAMED, [list(side)]) for word in names.words(row["name"])}
        for side in (left, right)
    ]
    return bool(spoken[0] and spoken[1]) and spoken[0].isdisjoint(spoken[1])


def _met(book: Book, left: Sequence[str], right: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs across the two that took part in one record."""
    return [
        (one, other)
        for one in left
        for other in right
        if book.rows(_TOGETHER, [[one], [other]])[0]["n"]
    ]


def _profiles(book: Book, identities: Sequence[str]) -> list[Profile]:
    """Return what the facts show of these identities, as linkage reads it."""
    from comity.linkage.vocabulary import Profile

    spoken: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in book.rows(_NAMED, [list(identities)]):
        if cleaned := names.clean(row["name"]):
            spoken[row["identity"]][cleaned] += row["uses"]
    claimed: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in book.rows(_CLAIMED, [list(identities)]):
        value = row["value"]
        told = organisation.key(value) if row["attribute"] == "organisation" else value
        if told:
            claimed[row["identity"], row["attribute"]].add(told)
    return [
        Profile(
            row["identity"],
            tuple(spoken[row["identity"]].most_common()),
            row["kind"],
            tuple(sorted(claimed[row["identity"], "organisation"])),
            row["first_us"],
            row["uses"],
            tuple(sorted(claimed[row["identity"], "birthday"])),
        )
        for row in book.rows(_SEEN, [list(identities)])
    ]
