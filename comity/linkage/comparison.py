"""Two subjects in; how probable it is that they are one person, by which rule, out.

Each rule starts from the share of true pairs it found on hand-made truth; what speaks for or
against a pair multiplies its odds (Fellegi and Sunter, JASA 1969). Common names, local parts
that many share and addresses met on one mail therefore weigh less, and a shared employer more.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.linkage.blocking import FUZZY, share, spellings
from comity.linkage.clustering import KEPT_LETTERS, agree
from comity.linkage.names import compatible, is_widespread, likeness, other_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.linkage.blocking import Claims
    from comity.linkage.names import Name
    from comity.linkage.subject import Subject

_LOCAL_LETTERS = 8  # a local part this long is hardly chosen twice
_COMMON = 0.1  # expected namesakes in the book from which a name alone settles nothing
_SURE = 0.9
_NAMES_LEAST = 500  # in a smaller book frequencies say nothing
_CROWD = 12  # identities of one name; nobody has more addresses
_SHARED_WORDS = frozenset(
    """openstack anonymous username firstname lastname firstlast developer development opensource
    unknown mailinglist newsletter undisclosed nobody-else github gitlab notreally private personal
    business myself example testuser student postmaster webmaster""".split()
)

Finding = tuple[str, float, bool]  # rule, probability, sure enough to link without asking


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing two subjects found."""

    rule: str
    score: float  # probability that they are one person
    automatic: bool  # sure enough to link without asking
    backed: bool = False  # a shared employer agrees
    apart: bool = False  # met on one mail


class Census:
    """How often names and local parts occur in the book: what is rare says more."""

    def __init__(self, subjects: Sequence[Subject], claims: Claims) -> None:
        """Count over the linkable subjects."""
        self.claims = claims
        self.carriers = Counter(name for one in subjects for name in one.fulls)
        self.profiles = Counter(  # that a network keeps one a person
            name for one in subjects if one.namespace in {"linkedin", "name"} for name in one.fulls
        )
        self.first = Counter(name[0] for name in self.carriers)
        self.last = Counter(name[-1] for name in self.carriers)
        self.handles = Counter(one.handle for one in subjects)
        self.sites = {one.site for one in subjects}
        self.contested: set[str] = set()
        owners: dict[str, Name] = {}
        for one in subjects:
            if one.names and one.handle not in self.contested:
                owner = owners.setdefault(one.handle, one.names[0])
                if not compatible(owner, one.names[0]):
                    self.contested.add(one.handle)

    def namesakes(self, name: Name) -> float:
        """Return how many others of that name the book would hold if its words mixed freely."""
        first = max(self.first.get(name[0], 0), self.last.get(name[0], 0))
        last = max(self.first.get(name[-1], 0), self.last.get(name[-1], 0))
        return (first - 1) * (last - 1) / max(len(self.carriers), _NAMES_LEAST)

    def is_common(self, name: Name) -> bool:
        """Tell a name that two people of the book may well share."""
        return self.carriers[name] > _CROWD or self.namesakes(name) > _COMMON

    def is_word(self, word: str) -> bool:
        """Tell a word that is part of somebody's name, and so no account's own."""
        return bool(word in self.first or word in self.last or other_forms(word))

    def is_personal(self, handle: str) -> bool:
        """Tell a local part that one person chose from a word that anyone may use."""
        return (
            handle not in _SHARED_WORDS
            and handle not in self.sites
            and handle not in self.contested
            and self.handles[handle] <= _CROWD
        )


def compare(left: Subject, right: Subject, census: Census, *, apart: bool) -> Comparison | None:
    """Return what speaks for the two being one person, or None when their names deny it."""
    if _denied(left, right):
        return None
    found = [*_by_name(left, right, census), *_by_handle(left, right, census)]
    found += [*_by_spelling(left, right, census), *_by_spelling(right, left, census)]
    if not found:
        return None
    rule, score, sure = max(found, key=lambda each: (each[2], each[1], each[0]))
    one_roof = bool(left.domain) and left.domain == right.domain  # where namesakes sit side by side
    backed = not one_roof and not left.employers.isdisjoint(right.employers)
    odds = score / (1 - score) * (5 if backed else 1) * (0.1 if apart else 1)
    automatic = (sure or (backed and rule == "name")) and (not apart or rule == "name")
    if "name" in {left.namespace, right.namespace}:
        automatic = rule == "name" and backed and _is_only(left, right, census)
    return Comparison(rule, round(odds / (1 + odds), 4), automatic, backed, apart)


def _denied(left: Subject, right: Subject) -> bool:
    """Tell a pair of one network's profiles, or of names that no one person bears."""
    if left.namespace == right.namespace and left.namespace in {"linkedin", "name"}:
        return True
    mine, theirs = left.aliases, right.aliases
    if mine == theirs:
        return False
    kept = len(left.handle) >= KEPT_LETTERS and left.handle == right.handle
    return bool(mine and theirs) and not agree(mine, theirs, renamed=kept)


def _by_name(left: Subject, right: Subject, census: Census) -> list[Finding]:
    shared = left.fulls
    if left.fulls != right.fulls:
        shared = tuple(name for name in left.fulls if name in right.fulls)
    if shared:
        rare = not all(census.is_common(name) for name in shared)
        alone = max(census.profiles[name] for name in shared) < 2  # noqa: PLR2004 - a namesake
        free = left.namespace == right.namespace == "email" and not (left.site or right.site)
        near = free or (bool(left.domain) and left.domain == right.domain)
        plain = not near or not all(is_widespread(name) for name in shared)
        return [("name", 0.99, alone and plain)] if rare else [("name", 0.8, False)]
    if left.account and left.account == right.account:
        own = census.is_personal(left.account) and not census.is_word(left.account)
        return [("account name", 0.97, own)]
    pairs = [(one, other) for one in left.fulls for other in right.fulls]
    best = max((_resemblance(*pair) for pair in pairs), default=0.0)
    return [("similar name", best, False)] if best else []


def _resemblance(one: Name, other: Name) -> float:
    if sorted(one) == sorted(other):
        return 0.85
    if compatible(one, other):
        return 0.8
    return 0.7 if likeness(one, other) >= FUZZY else 0.0


def _by_handle(left: Subject, right: Subject, census: Census) -> list[Finding]:
    if left.handle and left.handle == right.handle:
        size, personal = len(left.handle), census.is_personal(left.handle)
        sure = personal and len(left.letters) >= _LOCAL_LETTERS
        if sure:
            return [("local part", 0.99, True)]
        others = census.handles[left.handle] - 1
        return [("local part", min(0.9, size / 8) / (others if personal else 4 * others), False)]
    if left.letters == right.letters and len(left.letters) >= _LOCAL_LETTERS - 2:
        return [("letters", 0.85, False)]
    return []


def _by_spelling(named: Subject, other: Subject, census: Census) -> list[Finding]:
    found: list[Finding] = []
    if named.fulls and other.fulls:
        return found
    for name in named.written:
        patterns = spellings(name)
        for letters in {other.letters, other.letters + other.site}:
            pattern = patterns.get(letters)
            if pattern is None or (letters != other.letters and pattern != "full"):
                continue
            own = share(letters, pattern, census.claims)
            long = len(letters) >= _LOCAL_LETTERS and letters == other.letters
            sure = pattern == "full" and long and not other.names and bool(named.names)
            sure = sure and own >= _SURE and not census.is_common(name)
            found.append((f"spelling: {pattern}", own, sure))
    return found


def _is_only(left: Subject, right: Subject, census: Census) -> bool:
    """Tell whether a name known by name alone belongs to these two and nobody else."""
    shared = set(left.fulls) & set(right.fulls)
    return any(census.profiles[name] == 1 and not census.is_common(name) for name in shared)
