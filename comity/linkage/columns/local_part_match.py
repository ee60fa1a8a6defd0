"""Pairs of one with a name and another in; how the other's local part is spelled from it, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.linkage.columns.blocks import joined
from comity.linkage.columns.coding import equal, once
from comity.linkage.columns.match_features import NUMBER, RULES, findings, nothing
from comity.linkage.spelling import PATTERNS, loosely, spellings, usual

if TYPE_CHECKING:
    from comity.linkage.columns.blocks import Floats, Ints
    from comity.linkage.columns.census import Census
    from comity.linkage.columns.match_features import Findings
    from comity.linkage.columns.people import People
    from comity.linkage.names import Name
    from comity.linkage.subject import Subject

_WITH_DOMAIN, _PART = NUMBER["spelling: with domain"], NUMBER["spelling: part"]
_FULL = NUMBER["spelling: full"]
_WEIGHT = np.array([PATTERNS.get(rule.removeprefix("spelling: "), np.inf) for rule in RULES])


def by_spelling(people: People, census: Census, named: Ints, other: Ints) -> Findings:
    """Return how the other's local part is spelled from a name; of several names, the first's."""
    found = nothing(len(named))
    for place in range(people.written.sizes[named].max(initial=0)):
        rest = np.flatnonzero((found["rule"] == 0) & (people.written.sizes[named] > place))
        name = people.written.nth(named[rest], place)
        found[rest] = _spelled(people, census, name, other[rest])
    return found


def _spelled(people: People, census: Census, name: Ints, other: Ints) -> Findings:
    rule = np.zeros(len(name), np.int64)
    letters = people.letters.lengths(other)
    plain = people.names.plain[name]
    rule[plain] = _usually(people, name[plain], other[plain])
    for row in np.flatnonzero(~plain | people.has_parts[other]).tolist():
        if not rule[row]:
            one = people.subjects[other[row]]
            rule[row], letters[row] = _by_table(people.names.names[name[row]], one)
    loose = np.flatnonzero(rule == 0)
    written = people.letters.numbers[other[loose]]
    rule[loose] = once(_loosely, name[loose], written, (people.names.at, people.letters.at))
    site = np.where(rule == _WITH_DOMAIN, people.site.lengths(other), 0)
    found = findings(
        rule,
        len(name),
        letters + site,
        _rivals(people, census, rule, other),
        word=census.common[name],
    )
    found[rule == 0] = nothing(1)
    return found


def _usually(people: People, name: Ints, other: Ints) -> Ints:
    """Return the rule of the pattern by which names are spelled; 0 where they are not."""
    letters = people.letters.column(other)
    with_site = joined(letters, people.site.column(other))
    rule = np.zeros(len(name), np.int64)
    at_home = np.zeros(len(name), bool)
    for pattern, _, spelling in usual(people.names.ends.take(name)):
        rule[equal(spelling, letters)] = NUMBER[f"spelling: {pattern}"]
        if pattern == "full":
            at_home |= equal(spelling, with_site)
    rule[at_home & people.has_site[other]] = _WITH_DOMAIN
    return rule


def _by_table(name: Name, other: Subject) -> tuple[int, int]:
    """Return the rule by which a name is spelled that has more spellings, or by a part."""
    letters, patterns = other.letters, spellings(name)
    if other.site and patterns.get(letters + other.site) == "full":
        return _WITH_DOMAIN, len(letters)
    if letters in patterns:
        return NUMBER[f"spelling: {patterns[letters]}"], len(letters)
    parts = [part for part in other.parts if part in patterns]
    return (_PART, max(map(len, parts))) if parts else (0, len(letters))


def _rivals(people: People, census: Census, rule: Ints, other: Ints) -> Floats:
    """Return among how many the letters that a name spells are shared: itself and its rivals."""
    full, everyone = (claims[people.letters.numbers[other]] for claims in census.claims)
    shared: Floats = np.where(rule == _FULL, full, everyone) / _WEIGHT[rule]
    return np.maximum(shared, 1.0)


def _loosely(name: Name, letters: str) -> int:
    how = loosely(name, letters)
    return NUMBER[f"spelling: {how}"] if how else 0
