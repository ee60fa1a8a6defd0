"""What speaks for pairs of people in; how probable it is that they are one, out.

What a rule is worth was measured on hand-made truth; what else speaks for or against a pair
multiplies its odds (Fellegi and Sunter, JASA 1969). Common names, local parts that many share and
addresses met on one mail therefore weigh less, and a shared employer more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from comity.linkage.calibration import SURE, match_probability
from comity.linkage.clustering import two_birthdays
from comity.linkage.columns.blocks import SPAN, distinct
from comity.linkage.columns.coding import exactly, some
from comity.linkage.columns.match_features import DEPENDS, NUMBER, RULES
from comity.linkage.columns.people import PROFILED
from comity.linkage.doubt import doubtful

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.linkage.columns.blocking import Pair
    from comity.linkage.columns.blocks import Floats, Ints, Mask
    from comity.linkage.columns.census import Census
    from comity.linkage.columns.comparison import Compared
    from comity.linkage.columns.people import People
    from comity.linkage.subject import Subject

_LETTERS_LEAST = 6  # of what settles anything
_BACKED, _APART = 5.0, 0.1  # what a shared employer, and one mail, do to the odds
_NAME, _SPELLED = NUMBER["name"], "spelling: "
ASKED = frozenset(  # rules that find much, and of which none settles anything alone
    {
        f"{_SPELLED}{how}"
        for how in ("first", "last", "l first", "initials", "part", "within", "near")
    }
    | {"part of local part", "within local part", "near local part", "spelling: cut short"}
)
_IS_ASKED = np.array([rule in ASKED for rule in RULES])
_AT_WORK = np.array([rule.startswith(_SPELLED) and rule != "spelling: part" for rule in RULES])


class Comparison(NamedTuple):
    """What comparing two subjects came to."""

    rule: str
    score: float  # probability that they are one person
    backed: bool = False  # a shared employer agrees
    apart: bool = False  # met on one mail


class Links(NamedTuple):
    """Pairs of subjects and what comparing them came to."""

    left: Ints  # places of subjects, the earlier
    right: Ints
    rule: Ints  # place in RULES
    score: Floats  # probability that they are one person
    automatic: Mask  # sure enough to link without asking
    backed: Mask  # a shared employer agrees
    apart: Mask  # met on one mail

    def pairs(self, those: Ints) -> Iterator[tuple[int, Pair]]:
        """Yield the numbers and places of some of the pairs."""
        places = zip(self.left[those].tolist(), self.right[those].tolist(), strict=True)
        return zip(those.tolist(), places, strict=True)

    def comparison(self, number: int) -> Comparison:
        """Return what comparing one of the pairs came to."""
        columns = (self.rule, self.score, self.backed, self.apart)
        rule, score, backed, apart = (column[number].item() for column in columns)
        return Comparison(RULES[rule], score, backed, apart)

    def take(self, those: Ints) -> Links:
        """Return some of the pairs."""
        return Links(
            self.left[those],
            self.right[those],
            self.rule[those],
            self.score[those],
            self.automatic[those],
            self.backed[those],
            self.apart[those],
        )


def judge(
    people: People,
    census: Census,
    pairs: Compared,
    contest: Ints,
    apart: Mask,
    *,
    own: Mask | None = None,
) -> Links:
    """Return how probable it is that the two of each pair are one person.

    ``contest`` is how many names lay claim to the one that bears none; two settle nothing.
    ``own`` tells the rows that are the owner's.
    """
    left, right, found = pairs
    score = match_probability(found, people, left, right, contest=contest)
    backed, at_work = _backed(people, pairs), _at_work(people, pairs)
    odds = score / (1 - score) * np.where(backed, _BACKED, 1) * np.where(apart, _APART, 1)
    odds *= np.where(_are_two_ages(people, left, right), _APART, 1)
    by_name = found["rule"] == _NAME
    settled = (contest < 2) | ~(people.named[left] | people.named[right])  # noqa: PLR2004 - two names
    enough = (found["letters"] >= _LETTERS_LEAST) & ~_IS_ASKED[found["rule"]]
    probable = enough & (odds / (1 + odds) >= SURE)
    depends = settled & (probable | ((odds > 1) & at_work))
    sure = np.where(found["sure"] == DEPENDS, depends, found["sure"] == 1)
    automatic = (sure | (backed & by_name)) & (~apart | by_name)
    likely = np.flatnonzero(automatic)
    vouched = backed.copy()
    if own is not None:
        vouched |= by_name & (own[left] | own[right])
    automatic[likely] = ~doubtful(people, pairs.where(likely), vouched[likely])
    bare = np.flatnonzero(_is_of_names(people, left) | _is_of_names(people, right))
    automatic[bare] = [
        by_name[n] and backed[n] and _is_only(people, census, left[n], right[n]) for n in bare
    ]
    rounded = exactly(lambda one: round(one, 4), odds / (1 + odds))
    return Links(
        people.places[left], people.places[right], found["rule"], rounded, automatic, backed, apart
    )


def contest(people: People, pairs: Compared) -> Ints:
    """Return of each pair how many names have a good claim to the one without a full name."""
    left, right, found = pairs
    good = ~_IS_ASKED[found["rule"]]
    claims = []
    for named, other in ((left, right), (right, left)):
        those = good & people.named[named] & ~people.named[other]
        claims.append(other[those] * SPAN + people.fulls.nth(named[those], 0))
    claimants = np.bincount(
        distinct(np.concatenate(claims)) // SPAN, minlength=len(people.subjects)
    )
    return np.maximum(np.maximum(claimants[left], claimants[right]), 1)


def _backed(people: People, pairs: Compared) -> Mask:
    """Tell pairs that share an employer, but for those of one domain, where namesakes sit."""
    left, right, _ = pairs
    backed = people.has_site[left] & people.site.same(left, right)
    for pair in np.flatnonzero(people.has_organisations[left] | people.has_organisations[right]):
        one, other = people.subjects[left[pair]], people.subjects[right[pair]]
        backed[pair] = not one.employers.isdisjoint(other.employers)
    one_roof = people.domain.same(left, right) & (people.domain.lengths(left) > 0)
    return backed & ~one_roof


def _are_two_ages(people: People, left: Ints, right: Ints) -> Mask:
    """Tell who claim two birthdays."""
    found = people.has_birthday[left] & people.has_birthday[right]
    for pair in np.flatnonzero(found):
        one, other = people.subjects[left[pair]], people.subjects[right[pair]]
        found[pair] = two_birthdays(one.birthdays, other.birthdays)
    return found


def _at_work(people: People, pairs: Compared) -> Mask:
    """Tell local parts spelled from a name, at the very organisation their bearer claims."""
    left, right, found = pairs
    claims = people.has_organisations[left] | people.has_organisations[right]
    spelled = np.flatnonzero(claims & _AT_WORK[found["rule"]])
    here = [_claimed(people.subjects[left[n]], people.subjects[right[n]]) for n in spelled]
    return some(spelled[np.array(here, bool)], len(left))


def _claimed(left: Subject, right: Subject) -> bool:
    return left.site in right.organisations or right.site in left.organisations


def _is_of_names(people: People, rows: Ints) -> Mask:
    """Tell who is known by a name and nothing else."""
    return np.equal(people.network[rows], PROFILED["name"])


def _is_only(people: People, census: Census, left: int, right: int) -> bool:
    """Tell whether a name known by name alone belongs to these two and nobody else."""
    _, mine, theirs = people.fulls.across(np.array([left]), np.array([right]))
    name = mine[mine == theirs]
    rare = ~census.common[name] & ~people.names.widespread[name]
    return bool(((census.profiles[name] <= 1) & rare).any())
