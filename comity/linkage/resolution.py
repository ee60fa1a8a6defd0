"""Profiles and evidence in, who is who out: blocking, comparison, clustering, review.

Deterministic, and independent of the order in which profiles and evidence are given.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING

from comity.linkage.blocking import candidates
from comity.linkage.clustering import Clusters
from comity.linkage.comparison import ASKED, Census, Comparison, compare, judge
from comity.linkage.review import explain, questions
from comity.linkage.subject import subject
from comity.linkage.vocabulary import Merge, Resolution

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from comity.linkage.blocking import Pair
    from comity.linkage.finding import Finding
    from comity.linkage.names import Name
    from comity.linkage.subject import Subject
    from comity.linkage.vocabulary import Evidence, Profile

NEVER = 2.0  # more than any probability
PROBABLE = 0.5  # likelier than not
_SAID = Comparison("said", 1.0, automatic=True)
_CARD = Comparison("card", 0.99, automatic=True)


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
    merges = _told(evidence, place, clusters, subjects)
    compared = _compared(subjects, place, evidence.apart)
    likely = [each for each in compared if each[1].score >= accept]
    for pair, comparison in chain((each for each in compared if each[1].automatic), likely):
        if _merge(pair, clusters):
            merges.append(_merged(pair, comparison, subjects))
    representative = {one.identity: subjects[clusters.root(one.place)].identity for one in subjects}
    return Resolution(representative, merges, questions(compared, clusters, subjects))


def _told(
    evidence: Evidence, place: dict[str, int], clusters: Clusters, subjects: Sequence[Subject]
) -> list[Merge]:
    """Link what the user said is one person, then what an address book says."""
    merges = []
    for pair in _pairs(evidence.same, place):
        if not clusters.forbidden(*pair) and clusters.root(pair[0]) != clusters.root(pair[1]):
            clusters.merge(*pair, told=True)
            merges.append(_merged(pair, _SAID, subjects))
    for pair in _pairs(evidence.together, place):
        people = subjects[pair[0]].linkable and subjects[pair[1]].linkable
        if people and _merge(pair, clusters, told=True):
            merges.append(_merged(pair, _CARD, subjects))
    return merges


def _merge(pair: Pair, clusters: Clusters, *, told: bool = False) -> bool:
    if clusters.root(pair[0]) == clusters.root(pair[1]) or not clusters.admits(*pair, told=told):
        return False
    clusters.merge(*pair, told=told)
    return True


def _compared(
    subjects: Sequence[Subject], place: dict[str, int], apart: Iterable[tuple[str, str]]
) -> list[tuple[Pair, Comparison]]:
    """Return the candidate pairs that something speaks for, best first."""
    people = [one for one in subjects if one.linkable]
    blocked = candidates(people)
    census = Census(people, blocked.claims)
    findings = (
        (pair, compare(subjects[pair[0]], subjects[pair[1]], census)) for pair in blocked.pairs
    )
    found = {pair: finding for pair, finding in findings if finding}
    met = {pair for pair in _numbered(apart, place) if pair in found}
    contest = claimants(found, subjects)
    compared = []
    for pair, finding in found.items():
        rivals = max(contest.get(pair[0], 1), contest.get(pair[1], 1))
        left, right = subjects[pair[0]], subjects[pair[1]]
        compared.append(
            (pair, judge(finding, left, right, census, contest=rivals, apart=pair in met))
        )
    compared.sort(key=lambda each: -each[1].score)  # of equals the earlier pair comes first
    return compared


def claimants(found: Mapping[Pair, Finding], subjects: Sequence[Subject]) -> dict[int, int]:
    """Return of each subject without a full name how many names have a good claim to it."""
    claims: dict[int, set[Name]] = {}
    for (left, right), finding in found.items():
        if finding.rule not in ASKED:
            for named, other in ((left, right), (right, left)):
                if subjects[named].fulls and not subjects[other].fulls:
                    claims.setdefault(other, set()).add(subjects[named].fulls[0])
    return {other: len(names) for other, names in claims.items()}


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
