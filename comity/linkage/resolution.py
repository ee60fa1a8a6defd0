"""Profiles and evidence in, who is who out: blocking, comparison, clustering, review.

Deterministic, and independent of the order in which profiles and evidence are given.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

from comity.linkage.clustering import Clusters
from comity.linkage.columns.blocking import candidates
from comity.linkage.columns.blocks import SPAN
from comity.linkage.columns.census import census
from comity.linkage.columns.comparison import compare
from comity.linkage.columns.people import people
from comity.linkage.columns.scoring import Comparison, contest, judge
from comity.linkage.review import explain, questions
from comity.linkage.subject import subject
from comity.linkage.tags import tagged
from comity.linkage.vocabulary import Merge, Resolution

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from comity.linkage.columns.blocking import Pair
    from comity.linkage.columns.scoring import Links
    from comity.linkage.subject import Subject
    from comity.linkage.vocabulary import Evidence, Profile

NEVER = 2.0  # more than any probability
PROBABLE = 0.5  # likelier than not
_SAID = Comparison("said", 1.0)
_CARD = Comparison("card", 0.99)
_TAG = Comparison("tag", 0.99)


def resolve(
    profiles: Sequence[Profile], evidence: Evidence, *, accept: float = NEVER
) -> Resolution:
    """Return which identities are one person, why, and which pairs the user should decide.

    Pairs are linked without asking when they are sure, or as probable as ``accept``.
    """
    with _without_collection():
        return _resolved(profiles, evidence, accept)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Put off the search for cycles: millions of small values hold none, and it costs a quarter."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _resolved(profiles: Sequence[Profile], evidence: Evidence, accept: float) -> Resolution:
    ordered = sorted(profiles, key=lambda profile: (profile.first_us, profile.identity))
    subjects = [subject(profile, index) for index, profile in enumerate(ordered)]
    place = {one.identity: one.place for one in subjects}
    clusters = Clusters(subjects)
    for left, right in _pairs(evidence.different, place):
        clusters.forbid(left, right)
    clusters.disown(*(_placed(some, place) for some in (evidence.mine, evidence.others)))
    unanswered = np.zeros(len(subjects), bool)
    unanswered[_placed(evidence.unanswered, place)] = True
    clusters.distrust(np.flatnonzero(unanswered).tolist(), _placed(evidence.answered, place))
    merges = _told(evidence, place, clusters, subjects)
    links = _links(subjects, place, evidence)
    late = unanswered[links.left] | unanswered[links.right]
    for those, sure in (
        (links.automatic & ~late, True),
        (links.automatic & late, True),
        (links.score >= accept, False),
    ):
        for number, pair in links.pairs(np.flatnonzero(those)):
            if _merge(pair, clusters, sure=sure):
                merges.append(_merged(pair, links.comparison(number), subjects))
    roots = [clusters.root(one.place) for one in subjects]
    representative = {
        one.identity: subjects[root].identity for one, root in zip(subjects, roots, strict=True)
    }
    asked = questions(links, clusters, np.array(roots, np.int64), subjects)
    return Resolution(representative, merges, asked)


def _told(
    evidence: Evidence, place: dict[str, int], clusters: Clusters, subjects: Sequence[Subject]
) -> list[Merge]:
    """Link what the user said is one person, what an address book says, and a mailbox's tags."""
    merges = []
    for pair in _pairs(evidence.same, place):
        if not clusters.forbidden(*pair) and clusters.root(pair[0]) != clusters.root(pair[1]):
            clusters.merge(*pair, told=True)
            merges.append(_merged(pair, _SAID, subjects))
    for pair in _pairs(evidence.together, place):
        people = subjects[pair[0]].linkable and subjects[pair[1]].linkable
        if people and _merge(pair, clusters, told=True):
            merges.append(_merged(pair, _CARD, subjects))
    merges += [
        _merged(pair, _TAG, subjects)
        for pair in tagged(subjects)
        if _merge(pair, clusters, sure=True)
    ]
    return merges


def _merge(pair: Pair, clusters: Clusters, *, told: bool = False, sure: bool = False) -> bool:
    if clusters.root(pair[0]) == clusters.root(pair[1]):
        return False
    if not clusters.admits(*pair, told=told, sure=sure):
        return False
    clusters.merge(*pair, told=told)
    return True


def _links(subjects: Sequence[Subject], place: dict[str, int], evidence: Evidence) -> Links:
    """Return the candidate pairs that something speaks for, best first."""
    everyone = people([one for one in subjects if one.linkable])
    left, right, claims = candidates(everyone)
    counted = census(everyone, claims)
    pairs = compare(everyone, counted, left, right)
    numbers = everyone.places[pairs.left] * SPAN + everyone.places[pairs.right]
    met = np.fromiter(
        (one * SPAN + other for one, other in _numbered(evidence.apart, place)), np.int64
    )
    own = np.isin(everyone.places, _placed(evidence.mine, place))
    links = judge(
        everyone, counted, pairs, contest(everyone, pairs), np.isin(numbers, met), own=own
    )
    return links.take(np.argsort(-links.score, kind="stable"))  # of equals the earlier pair first


def _placed(identities: Iterable[str], place: dict[str, int]) -> list[int]:
    return [place[one] for one in identities if one in place]


def _pairs(pairs: Iterable[tuple[str, str]], place: dict[str, int]) -> list[Pair]:
    return sorted(set(_numbered(pairs, place)))


def _numbered(pairs: Iterable[tuple[str, str]], place: dict[str, int]) -> Iterable[Pair]:
    for left, right in pairs:
        one, other = place.get(left), place.get(right)
        if one is not None and other is not None and one != other:
            yield (one, other) if one < other else (other, one)


def _merged(pair: Pair, comparison: Comparison, subjects: Sequence[Subject]) -> Merge:
    left, right = subjects[pair[0]], subjects[pair[1]]
    return Merge(
        left.identity,
        right.identity,
        comparison.rule,
        comparison.score,
        explain(left, right, comparison),
    )
