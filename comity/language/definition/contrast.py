"""Which words one group says more than the others, and which all of them say.

The log-odds ratio with an informative Dirichlet prior, z-scored (Monroe, Colaresi and Quinn 2008,
"Fightin' Words", Political Analysis 16(4)). What is counted are people: each said a word or did
not, so the Dirichlet prior is a Beta, and its mean is what all groups say together. A word few
people said stands out nowhere, nor does one that all say in a group of few words.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.language.definition.tally import Counted

Z_MIN = 2.6  # of shuffled groups of 20, 40, 100 answers 0, 3, 9 in 100 named any word
PEOPLE_MIN = 4  # of the group, who said a word that is named as theirs
GROUP_MIN = 5  # answers, or nothing is said of a group
SHARED_MIN = 0.15  # of each group said a word that is called shared
_SHARED_PEOPLE_MIN = 2
_PRIOR_PEOPLE = 4.0  # how many answers the prior weighs


@dataclass(frozen=True, slots=True)
class More:
    """A word that a group says more than the others; ``of`` and ``others_of`` are answers."""

    counted: Counted
    group: str
    people: int
    of: int
    others: int
    others_of: int
    z: float


@dataclass(frozen=True, slots=True)
class Shared:
    """A word that every group says: how many people of each."""

    counted: Counted
    people: dict[str, int]


def more_by_group(words: Sequence[Counted], groups: Sequence[str]) -> list[More]:
    """Return what stands out; ``groups`` names each answer's group, "" for none said."""
    found = [
        each
        for group in large_enough(groups)
        for each in _of_group(words, groups, group)
        if each.z >= Z_MIN and each.people >= PEOPLE_MIN
    ]
    return sorted(found, key=lambda one: (one.group, -one.z, one.counted.form))


def shared(words: Sequence[Counted], groups: Sequence[str]) -> list[Shared]:
    """Return the words that a fair part of every group says, and none stands out with."""
    sizes = {group: groups.count(group) for group in large_enough(groups)}
    if len(sizes) < 2:  # noqa: PLR2004 - one group shares with none
        return []
    apart = {one.counted.key for one in more_by_group(words, groups)}
    found = []
    for one in words:
        people = {name: sum(groups[who] == name for who in one.people) for name in sizes}
        enough = all(
            n >= _SHARED_PEOPLE_MIN and n >= SHARED_MIN * sizes[name] for name, n in people.items()
        )
        if enough and one.key not in apart:
            found.append(Shared(one, people))
    return found


def large_enough(groups: Sequence[str]) -> list[str]:
    """Return the groups of which something may be said, where there are two such at least."""
    named = sorted({one for one in groups if one})
    enough = [one for one in named if groups.count(one) >= GROUP_MIN]
    return enough if len(enough) > 1 else []


def _of_group(words: Sequence[Counted], groups: Sequence[str], group: str) -> list[More]:
    """Return each word beside what the other groups that are large enough say."""
    beside = set(large_enough(groups)) - {group}
    of, others_of = groups.count(group), sum(one in beside for one in groups)
    found = []
    for one in words:
        mine = sum(groups[who] == group for who in one.people)
        theirs = sum(groups[who] in beside for who in one.people)
        z = _z(mine, of, theirs, others_of) if mine + theirs else 0.0
        found.append(More(one, group, mine, of, theirs, others_of, z))
    return found


def _z(mine: int, of: int, theirs: int, others_of: int) -> float:
    share = (mine + theirs) / (of + others_of)
    if share == 1:
        return 0.0  # everybody said it
    said, silent = _PRIOR_PEOPLE * share, _PRIOR_PEOPLE * (1 - share)
    y, not_y = mine + said, of - mine + silent
    x, not_x = theirs + said, others_of - theirs + silent
    return (log(y / not_y) - log(x / not_x)) / sqrt(1 / y + 1 / not_y + 1 / x + 1 / not_x)
