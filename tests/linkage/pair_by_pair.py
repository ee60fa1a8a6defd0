"""Linkage's rules pair by pair, as plainly as they can be written: what columns must agree with."""

from __future__ import annotations

import re
from collections import Counter
from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import JaroWinkler

from comity.linkage.calibration import SIGNS, SURE, _weights
from comity.linkage.clustering import KEPT_LETTERS, Clusters, agree, two_birthdays
from comity.linkage.columns import scoring
from comity.linkage.columns.blocking import FUZZY, candidates
from comity.linkage.columns.census import _COMMON, _CROWD, _NAMES_LEAST, _SHARED_WORDS
from comity.linkage.columns.people import people
from comity.linkage.columns.scoring import ASKED
from comity.linkage.doubt import is_anyones
from comity.linkage.names import certain, compatible, is_widespread, other_forms
from comity.linkage.resolution import _merge, _merged, _pairs, _told
from comity.linkage.review import _WORTH_ASKING, explain
from comity.linkage.spelling import NEAR, PATTERNS, loosely, spellings
from comity.linkage.subject import subject
from comity.linkage.vocabulary import Question, Resolution

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comity.linkage.columns.blocking import Claims
    from comity.linkage.names import Name
    from comity.linkage.subject import Subject
    from comity.linkage.vocabulary import Evidence, Profile

Pair = tuple[int, int]

_DIGIT = re.compile(r"\d")
_LETTERS_LEAST = 6
_RENAMED = 0.4
_BACKED, _APART = 5.0, 0.1
_WORDS = frozenset(_SHARED_WORDS.to_pylist())


class Finding(NamedTuple):
    rule: str
    letters: int = 0
    rivals: float = 1.0
    word: bool = False
    score: float | None = None
    sure: bool | None = None


class Comparison(NamedTuple):
    rule: str
    score: float
    automatic: bool
    backed: bool
    apart: bool


def likeness(left: Name, right: Name) -> float:
    whole = JaroWinkler.similarity(" ".join(left), " ".join(right))
    first = JaroWinkler.similarity(left[0], right[0])
    return max(whole, min(first, JaroWinkler.similarity(left[-1], right[-1])))


def probability(found: Finding, left: Subject, right: Subject, *, contest: int) -> float:
    letters = (min(found.letters, 12) - 8) / 4
    values = (
        letters,
        log(max(found.rivals, 1.0)),
        log(max(contest, 1)),
        float(found.word),
        letters if found.word else 0.0,
        letters if found.rule == "local part" else 0.0,
        float(not left.site and not right.site),
        float(sum(bool(one.called) and not one.fulls for one in (left, right))),
    )
    weights = _weights()
    logit = weights["intercept"] + weights.get(found.rule, 0.0)
    for sign, value in zip(SIGNS, values, strict=True):
        logit += weights[sign] * value
    return 1 / (1 + exp(-logit))


def share(letters: str, pattern: str, claims: Claims) -> float:
    column = claims.full if pattern == "full" else claims.all
    weights = dict(zip(claims.letters.to_pylist(), column.tolist(), strict=True))
    weight = PATTERNS[pattern]
    return max((weights.get(letters) or weight) / weight, 1.0)


class Census:
    """How often names and local parts occur in the book: what is rare says more."""

    def __init__(self, subjects: Sequence[Subject], claims: Claims) -> None:
        """Count over the linkable subjects."""
        self.claims = claims
        self.carriers = Counter(name for one in subjects for name in one.fulls)
        self.profiles = Counter(  # that a network keeps one a person
            name
            for one in subjects
            if one.namespace in {"linkedin", "name"} and not one.under
            for name in one.fulls
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
            handle not in _WORDS
            and handle not in self.sites
            and handle not in self.contested
            and self.handles[handle] <= _CROWD
        )


def compare(left: Subject, right: Subject, census: Census) -> Finding | None:
    """Return what speaks most for the two being one person; None when their names deny it."""
    if _denied(left, right):
        return None
    best = _by_name(left, right, census)
    if (best and best.sure) or _differ_by_number(left, right):
        return best
    ways = [_by_handle(left, right, census)]
    if not (left.fulls and right.fulls):
        ways += (_by_spelling(left, right, census), _by_spelling(right, left, census))
    for found in ways:
        if found and (best is None or _said(found, left, right) > _said(best, left, right)):
            best = found
    return best


def _said(found: Finding, left: Subject, right: Subject, contest: int = 1) -> float:
    return found.score or probability(found, left, right, contest=contest)


def judge(
    found: Finding, left: Subject, right: Subject, census: Census, *, contest: int, apart: bool
) -> Comparison:
    """Return how probable it is that the two are one person.

    ``contest`` is how many names lay claim to the one that bears none; two settle nothing.
    """
    score = _said(found, left, right, contest)
    one_roof = bool(left.domain) and left.domain == right.domain  # where namesakes sit side by side
    backed = not one_roof and _share_employer(left, right)
    odds = score / (1 - score) * (_BACKED if backed else 1) * (_APART if apart else 1)
    odds *= _APART if two_birthdays(left.birthdays, right.birthdays) else 1
    by_name = found.rule == "name"
    sure = found.sure
    if sure is None:
        settled = contest < 2 or not (left.fulls or right.fulls)
        enough = found.letters >= _LETTERS_LEAST and found.rule not in ASKED
        probable = enough and odds / (1 + odds) >= SURE
        sure = settled and (probable or (odds > 1 and _is_at_work(found, left, right)))
    automatic = (sure or (backed and by_name)) and (not apart or by_name)
    automatic = automatic and not _is_doubtful(found, left, right, backed=backed)
    if "name" in {left.namespace, right.namespace}:
        automatic = by_name and backed and _is_only(left, right, census)
    return Comparison(found.rule, round(odds / (1 + odds), 4), automatic, backed, apart)


def _is_doubtful(found: Finding, left: Subject, right: Subject, *, backed: bool) -> bool:
    """Tell what a person who knows neither would stop at."""
    if left.aliases and right.aliases:
        if not any(certain(one, other) for one in left.aliases for other in right.aliases):
            return True
        if left.names and right.names and bool(left.generations) != bool(right.generations):
            return True
    if left.site and left.site == right.site and is_student(left) != is_student(right):
        return True
    return not backed and (_is_common(found, left, right) or _is_common(found, right, left))


def is_student(one: Subject) -> bool:
    return any(label in {"student", "stud"} for label in one.domain.split(".")[:-2])


def _is_common(found: Finding, named: Subject, other: Subject) -> bool:
    """Tell a pair of which only a widespread name, or letters made of one, speaks."""
    by_letters = found.rule.endswith("local part") or found.rule == "letters"
    if named.aliases:
        name = named.aliases[0]
        made = other.letters in spellings(name) or bool(loosely(name, other.letters))
        return is_widespread(name) and found.rule != "account name" and (made or not by_letters)
    return by_letters and not other.aliases and is_anyones(named.letters)


def _share_employer(left: Subject, right: Subject) -> bool:
    if not left.organisations and not right.organisations:
        return bool(left.site) and left.site == right.site
    return not left.employers.isdisjoint(right.employers)


def _is_at_work(found: Finding, left: Subject, right: Subject) -> bool:
    """Tell a local part spelled from a name, at the very organisation its bearer claims."""
    claimed = left.site in right.organisations or right.site in left.organisations
    return claimed and found.rule.startswith("spelling: ") and found.rule != "spelling: part"


def _denied(left: Subject, right: Subject) -> bool:
    """Tell a pair of one network's profiles, or of names that no one person bears."""
    if left.generations and right.generations and not left.generations & right.generations:
        return True
    if left.namespace == right.namespace and left.namespace in {"linkedin", "name"}:
        known_here = left.under and right.under and left.under != right.under
        if not known_here:
            return True
    mine, theirs = left.aliases, right.aliases
    if mine == theirs:
        return False
    kept = len(left.handle) >= KEPT_LETTERS and left.handle == right.handle
    return bool(mine and theirs) and not agree(mine, theirs, renamed=kept)


# ── by name ──────────────────────────────────────────────────────────────────────────────


def _by_name(left: Subject, right: Subject, census: Census) -> Finding | None:
    shared = left.fulls
    if left.fulls != right.fulls:
        shared = tuple(name for name in left.fulls if name in right.fulls)
    if shared:
        rare = not all(census.is_common(name) for name in shared)
        alone = max(census.profiles[name] for name in shared) < 2
        free = left.namespace == right.namespace == "email" and not (left.site or right.site)
        near = free or (bool(left.domain) and left.domain == right.domain)
        plain = not near or not all(is_widespread(name) for name in shared)
        return Finding("name", score=0.99 if rare else 0.8, sure=rare and alone and plain)
    if left.account and left.account == right.account:
        own = census.is_personal(left.account) and not census.is_word(left.account)
        return Finding("account name", score=0.97, sure=own)
    best = max([_resemblance(one, other) for one in left.fulls for other in right.fulls], default=0)
    return Finding("similar name", score=best, sure=False) if best else None


def _resemblance(one: Name, other: Name) -> float:
    if sorted(one) == sorted(other):
        return 0.85
    if compatible(one, other):
        return 0.8
    return 0.7 if likeness(one, other) >= FUZZY else 0.0


def _is_only(left: Subject, right: Subject, census: Census) -> bool:
    """Tell whether a name known by name alone belongs to these two and nobody else."""
    shared = set(left.fulls) & set(right.fulls)
    return any(
        census.profiles[name] <= 1 and not census.is_common(name) and not is_widespread(name)
        for name in shared
    )


# ── by local part ────────────────────────────────────────────────────────────────────────


def _by_handle(left: Subject, right: Subject, census: Census) -> Finding | None:
    mine, theirs = left.letters, right.letters
    if left.handle and left.handle == right.handle:
        word = census.is_word(mine)
        if _conflict(left, right):
            anyones = word or mine in _WORDS
            return None if anyones else Finding("local part", score=_RENAMED, sure=False)
        word = word or not census.is_personal(left.handle)
        others = census.handles[left.handle] - 1
        return Finding("local part", len(left.handle), others, word, sure=False if word else None)
    rule, shorter = _likeness(left, right), min(mine, theirs, key=len)
    if not rule or shorter in _WORDS:
        return None
    numbered = bool(_DIGIT.search(left.handle) and _DIGIT.search(right.handle))
    word, sure = census.is_word(shorter), False if numbered else None
    return Finding(rule, len(shorter), word=word, sure=sure)


def _differ_by_number(left: Subject, right: Subject) -> bool:
    """Tell guest1 from guest2 of one domain: somebody numbered the people there."""
    alike = left.letters == right.letters and left.domain == right.domain
    return alike and left.handle != right.handle


def _conflict(left: Subject, right: Subject) -> bool:
    """Tell two whose full names differ, and that only a change of name would make one person."""
    mine, theirs = left.aliases, right.aliases
    return bool(mine and theirs) and not agree(mine, theirs, renamed=False)


def _likeness(left: Subject, right: Subject) -> str:
    """Return how two different local parts are alike; "" if they are not."""
    mine, theirs = left.letters, right.letters
    if mine in right.parts or theirs in left.parts:
        return "part of local part"
    if min(len(mine), len(theirs)) < _LETTERS_LEAST:
        return ""
    if mine == theirs:
        return "letters"
    if mine.startswith(theirs) or theirs.startswith(mine):
        return "within local part"
    if mine.endswith(theirs) or theirs.endswith(mine):
        return "within local part"
    return "near local part" if JaroWinkler.similarity(mine, theirs) >= NEAR else ""


def _by_spelling(named: Subject, other: Subject, census: Census) -> Finding | None:
    """Return how the other's local part is spelled from a name; of several names, the first's."""
    for name in named.written:
        found = _spelled(name, other, census)
        if found:
            return found
    return None


def _spelled(name: Name, other: Subject, census: Census) -> Finding | None:
    letters, patterns = other.letters, spellings(name)
    if other.site and patterns.get(letters + other.site) == "full":
        rule, letters, rivals = "with domain", letters + other.site, 1.0
    elif letters in patterns:
        rule, rivals = patterns[letters], share(letters, patterns[letters], census.claims)
    elif parts := [part for part in other.parts if part in patterns]:
        rule, letters, rivals = "part", max(parts, key=len), 1.0
    else:
        rule, rivals = loosely(name, letters), 1.0
    if not rule:
        return None
    return Finding(f"spelling: {rule}", len(letters), rivals, word=census.is_common(name))


def claimants(found: Mapping[Pair, Finding], subjects: Sequence[Subject]) -> dict[int, int]:
    """Return of each subject without a full name how many names have a good claim to it."""
    claims: dict[int, set[Name]] = {}
    for (left, right), finding in found.items():
        if finding.rule not in ASKED:
            for named, other in ((left, right), (right, left)):
                if subjects[named].fulls and not subjects[other].fulls:
                    claims.setdefault(other, set()).add(subjects[named].fulls[0])
    return {other: len(names) for other, names in claims.items()}


def resolve(profiles: Sequence[Profile], evidence: Evidence, *, accept: float) -> Resolution:
    ordered = sorted(profiles, key=lambda profile: (profile.first_us, profile.identity))
    subjects = [subject(profile, index) for index, profile in enumerate(ordered)]
    place = {one.identity: one.place for one in subjects}
    clusters = Clusters(subjects)
    for left, right in _pairs(evidence.different, place):
        clusters.forbid(left, right)
    merges = _told(evidence, place, clusters, subjects)
    compared = _compared(subjects, _pairs(evidence.apart, place))
    likely = [each for each in compared if each[1].score >= accept]
    automatic = [each for each in compared if each[1].automatic]
    for those, sure in ((automatic, True), (likely, False)):
        for pair, comparison in those:
            if _merge(pair, clusters, sure=sure):
                merges.append(_merged(pair, _said_of(comparison), subjects))
    who = {one.identity: subjects[clusters.root(one.place)].identity for one in subjects}
    return Resolution(who, merges, questions(compared, clusters, subjects))


def _compared(subjects: Sequence[Subject], apart: Sequence[Pair]) -> list[tuple[Pair, Comparison]]:
    everyone = people([one for one in subjects if one.linkable])
    left, right, claims = candidates(everyone)
    census = Census(everyone.subjects, claims)
    found = {}
    for one, other in zip(left.tolist(), right.tolist(), strict=True):
        mine, theirs = everyone.subjects[one], everyone.subjects[other]
        if finding := compare(mine, theirs, census):
            found[mine.place, theirs.place] = finding
    contest = claimants(found, subjects)
    compared = []
    for pair, finding in found.items():
        rivals = max(contest.get(pair[0], 1), contest.get(pair[1], 1))
        mine, theirs = subjects[pair[0]], subjects[pair[1]]
        judged = judge(finding, mine, theirs, census, contest=rivals, apart=pair in apart)
        compared.append((pair, judged))
    return sorted(compared, key=lambda each: -each[1].score)


def questions(
    compared: Sequence[tuple[Pair, Comparison]], clusters: Clusters, subjects: Sequence[Subject]
) -> list[Question]:
    best: dict[Pair, tuple[float, Pair, Comparison]] = {}
    for pair, judged in compared:
        left, right = clusters.root(pair[0]), clusters.root(pair[1])
        both = (min(left, right), max(left, right))
        if judged.score < _WORTH_ASKING or left == right or both in best:
            continue
        if clusters.admits(left, right):
            settles = judged.score * clusters.size(left) * clusters.size(right)
            best[both] = (-settles, pair, judged)
    return [
        Question(
            subjects[pair[0]].identity,
            subjects[pair[1]].identity,
            judged.score,
            -unsettled,
            explain(subjects[pair[0]], subjects[pair[1]], _said_of(judged)),
        )
        for unsettled, pair, judged in sorted(best.values())
    ]


def _said_of(judged: Comparison) -> scoring.Comparison:
    return scoring.Comparison(judged.rule, judged.score, judged.backed, judged.apart)
