"""Compared pairs in, clusters out: best-first merging through a guard.

A merge is refused when it would put two conflicting full names, two generations or birthdays,
two profiles of one network or two identities the user told apart into one cluster, however the
pairs chain together. What is merged without asking must agree without a doubt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.linkage.names import Name, alike, certain, compatible, same, script, sounds_one

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.linkage.subject import Subject

KEPT_LETTERS = 4  # of a local part that outlived a family name
Alias = tuple[Name, ...]  # names known to be one person's

_ALIASES_MAX = 24  # different spellings in one cluster; more is a crowd


class Clusters:
    """A partition of subjects that grows by guarded merges; the root is the earliest seen."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        """Start with every subject alone."""
        self._parent = list(range(len(subjects)))
        self._size = [1] * len(subjects)
        self._subjects = subjects
        self._aliases: dict[int, dict[Alias, frozenset[str]]] = {}
        self._forbidden: dict[int, set[int]] = {}
        self._told: dict[int, tuple[frozenset[str], frozenset[str]]] = {
            one.place: (one.generations, one.birthdays)
            for one in subjects
            if one.generations or one.birthdays
        }
        self._profiled = {one.place for one in subjects if one.namespace == "linkedin"}  # roots
        self._owned: set[int] = set()  # roots, as those below
        self._foreign: set[int] = set()
        self._answered: dict[int, frozenset[str]] = {}  # by root: under whose roofs
        self._unanswered: dict[int, frozenset[str]] = {}

    def root(self, index: int) -> int:
        """Return the earliest-seen member of the cluster."""
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def size(self, index: int) -> int:
        """Return how many identities the cluster holds."""
        return self._size[self.root(index)]

    def forbid(self, left: int, right: int) -> None:
        """Keep two subjects in different clusters for good."""
        one, other = self.root(left), self.root(right)
        if one != other:
            self._forbidden.setdefault(one, set()).add(other)
            self._forbidden.setdefault(other, set()).add(one)

    def forbidden(self, left: int, right: int) -> bool:
        """Tell whether the user told the two clusters apart."""
        return self.root(right) in self._forbidden.get(self.root(left), ())

    def disown(self, owned: Sequence[int], foreign: Sequence[int]) -> None:
        """Let nobody else's unasked be one with the owner's; before anything is merged."""
        self._owned, self._foreign = set(owned), set(foreign)

    def distrust(self, unanswered: Sequence[int], answered: Sequence[int]) -> None:
        """Let no name that anybody may write under bring in who only ever wrote, unasked.

        An organisation gives out its addresses: under its roof names stand for themselves.
        """
        for some, places in ((self._unanswered, unanswered), (self._answered, answered)):
            some |= {place: frozenset({self._subjects[place].site}) for place in places}

    def borrowed(self, left: int, right: int) -> bool:
        """Tell whether one of two roots only ever wrote, and may go by the other's name."""
        nothing = frozenset[str]()
        return any(
            known in self._answered
            and bool(self._unanswered.get(new, nothing) - (self._answered[known] - {""}))
            for known, new in ((left, right), (right, left))
        )

    def held(self, left: int, right: int) -> bool:
        """Tell whether of two clusters one is the owner's, and the other may be another's."""
        roots = {self.root(left), self.root(right)}
        return not (self._owned.isdisjoint(roots) or self._foreign.isdisjoint(roots))

    def admits(self, left: int, right: int, *, told: bool = False, sure: bool = False) -> bool:
        """Tell whether the guard lets the two clusters become one.

        A family name may have changed when a card says so, or the local part was kept. ``sure``:
        nobody is asked, so names and birthdays must leave no doubt.
        """
        roots = self.root(left), self.root(right)
        if self.forbidden(*roots) or (not told and self._profiled.issuperset(roots)):
            return False
        if sure and (self.held(*roots) or self.borrowed(*roots)):
            return False
        if self._told and not told and self._differ(*roots, sure=sure):
            return False
        one, other = self._names(roots[0]), self._names(roots[1])
        if len(one) + len(other) > _ALIASES_MAX:
            return False
        for mine, my_handles in one.items():
            for theirs, their_handles in other.items():
                renamed = told or _kept(my_handles, their_handles)
                if mine != theirs and not agree(mine, theirs, renamed=renamed, sure=sure):
                    return False
        return True

    def _differ(self, left: int, right: int, *, sure: bool) -> bool:
        """Tell two clusters of two generations, or, where it matters, of two birthdays."""
        nothing = frozenset[str](), frozenset[str]()
        mine, theirs = self._told.get(left, nothing), self._told.get(right, nothing)
        generations = mine[0] and theirs[0] and mine[0].isdisjoint(theirs[0])
        return bool(generations) or (sure and two_birthdays(mine[1], theirs[1]))

    def merge(self, left: int, right: int, *, told: bool = False) -> None:
        """Make the two clusters one; names that were told to be one person's never conflict."""
        root, child = sorted((self.root(left), self.root(right)))
        if root == child:
            return
        aliases = _joined(self._names(root), self._names(child), told=told)
        self._aliases.pop(child, None)
        self._aliases[root] = aliases
        self._parent[child] = root
        for some in (self._profiled, self._owned, self._foreign):
            if child in some:
                some.add(root)
        for roofs in (self._answered, self._unanswered):
            if child in roofs:
                roofs[root] = roofs.get(root, frozenset()) | roofs.pop(child)
        self._size[root] += self._size[child]
        if child in self._told:
            generations, birthdays = self._told.pop(child)
            mine = self._told.get(root, (frozenset(), frozenset()))
            self._told[root] = mine[0] | generations, mine[1] | birthdays
        for other in self._forbidden.pop(child, set()):
            self._forbidden[other].discard(child)
            self.forbid(root, other)

    def _names(self, root: int) -> dict[Alias, frozenset[str]]:
        if root in self._aliases:
            return self._aliases[root]
        one = self._subjects[root]
        return {one.aliases: frozenset({one.handle})} if one.aliases else {}


def _joined(
    one: dict[Alias, frozenset[str]], other: dict[Alias, frozenset[str]], *, told: bool
) -> dict[Alias, frozenset[str]]:
    joined = dict(one)
    for names, handles in other.items():
        joined[names] = joined.get(names, frozenset()) | handles
    if told and len(joined) > 1:
        names = tuple(dict.fromkeys(name for alias in joined for name in alias))
        return {names: frozenset().union(*joined.values())}
    return joined


def agree(mine: Alias, theirs: Alias, *, renamed: bool, sure: bool = False) -> bool:
    """Tell whether some name of one goes with some name of the other, as written or renamed.

    Names in two writings tell nothing of each other.
    """
    readable = False
    for one in mine:
        for other in theirs:
            readable = readable or script(one) == script(other)
            if certain(one, other) if sure else compatible(one, other) or sounds_one(one, other):
                return True
            given = same if sure else alike
            if renamed and len(one[0]) > 1 and given(one[0], other[0]):
                return True
    return not readable


def two_birthdays(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Tell whether no birthday of one can be one of the other; --01-02 leaves the year open."""
    if not mine or not theirs:
        return False
    return not any(
        one == other or (one[-6:] == other[-6:] and "-" in {one[0], other[0]})
        for one in mine
        for other in theirs
    )


def _kept(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return any(len(handle) >= KEPT_LETTERS for handle in mine & theirs)
