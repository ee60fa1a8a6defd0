"""Pairs of people in; what speaks most for the two of each being one person, out.

A rule finds what two have in common: a name, a local part, a local part spelled from a name. All
pairs are compared at once, column by column; what only Python can tell of two names or of a name
and letters is asked once. What the findings are worth is weighed by ``judgement``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz.distance import JaroWinkler

from comity.linkage.calibration import match_probability
from comity.linkage.clustering import KEPT_LETTERS
from comity.linkage.columns.blocking import FUZZY
from comity.linkage.columns.coding import once, some
from comity.linkage.columns.local_part_match import by_spelling
from comity.linkage.columns.match_features import DEPENDS, NOTHING, NUMBER, findings, nothing
from comity.linkage.spelling import NEAR

if TYPE_CHECKING:
    from comity.linkage.columns.blocks import Ints, Mask
    from comity.linkage.columns.census import Census
    from comity.linkage.columns.match_features import Findings
    from comity.linkage.columns.people import People
    from comity.linkage.subject import Subject

_LETTERS_LEAST = 6  # of two local parts that are alike
_RENAMED = 0.4  # the same local part under another family name
_SHORT = 0.4  # initials and a family name
_TURNED, _COMPATIBLE, _LIKE = 0.85, 0.8, 0.7  # names that are nearly one
_RARE_NAME, _COMMON_NAME, _ACCOUNT = 0.99, 0.8, 0.97


class Compared(NamedTuple):
    """Pairs that something speaks for."""

    left: Ints  # rows of people
    right: Ints
    found: Findings

    def where(self, those: Mask | Ints) -> Compared:
        """Return some of the pairs."""
        return Compared(self.left[those], self.right[those], self.found[those])


def compare(people: People, census: Census, left: Ints, right: Ints) -> Compared:
    """Return the pairs that something speaks for and no names deny, and what speaks most."""
    conflict, denied = _conflicts(people, left, right)
    left, right, conflict = left[~denied], right[~denied], conflict[~denied]
    best = _by_name(people, census, left, right)
    rest = np.flatnonzero((best["sure"] != 1) & ~_differ_by_number(people, left, right))
    one, other = left[rest], right[rest]
    found = _by_handle(people, census, one, other, conflict[rest])
    best[rest] = _better(people, one, other, best[rest], found)
    rest = rest[~(people.named[one] & people.named[other])]
    one, other = left[rest], right[rest]
    for named, bare in ((one, other), (other, one)):
        found = by_spelling(people, census, named, bare)
        best[rest] = _better(people, one, other, best[rest], found)
    return Compared(left, right, best).where(best["rule"] > 0)


def _better(people: People, left: Ints, right: Ints, best: Findings, found: Findings) -> Findings:
    """Return of each two findings that of the greater probability; of equals the former."""
    former, latter = (match_probability(each, people, left, right) for each in (best, found))
    return np.where(latter > former, found, best)


def _conflicts(people: People, left: Ints, right: Ints) -> tuple[Mask, Mask]:
    """Tell pairs whose names are not one person's, and those that are therefore two people.

    With the same local part a family name may have changed. A network keeps one profile a person.
    Names in two writings tell nothing of each other.
    """
    names = people.names
    pair, mine, theirs = people.aliases.across(left, right)
    readable = names.scripts[mine] == names.scripts[theirs]
    one_name = names.compatible(mine, theirs) | names.sounding(mine, theirs)
    agree = some(pair[one_name], len(left))
    conflict = some(pair[readable], len(left)) & ~agree
    handle = people.handle
    kept = handle.numbers[left] == handle.numbers[right]
    kept &= handle.lengths(left) >= KEPT_LETTERS
    unsettled = (conflict & kept)[pair]
    pair, one, other = pair[unsettled], names.first[mine[unsettled]], names.first[theirs[unsettled]]
    renamed = some(pair[(names.letters[one] > 1) & names.alike(one, other)], len(left))
    network = people.network
    rivals = (network[left] >= 0) & (network[left] == network[right])
    rivals &= people.under.same(left, right) | ~people.is_under[left] | ~people.is_under[right]
    return conflict, rivals | (conflict & ~renamed) | _of_two_generations(people, left, right)


def _of_two_generations(people: People, left: Ints, right: Ints) -> Mask:
    """Tell John Smith Sr. from John Smith Jr."""
    found = people.is_generation[left] & people.is_generation[right]
    for pair in np.flatnonzero(found):
        one, other = people.subjects[left[pair]], people.subjects[right[pair]]
        found[pair] = one.generations.isdisjoint(other.generations)
    return found


def _differ_by_number(people: People, left: Ints, right: Ints) -> Mask:
    """Tell guest1 from guest2 of one domain: somebody numbered the people there."""
    alike = people.letters.same(left, right) & people.domain.same(left, right)
    return alike & ~people.handle.same(left, right)


# ── by name ──────────────────────────────────────────────────────────────────────────────


def _by_name(people: People, census: Census, left: Ints, right: Ints) -> Findings:
    found = _by_similar_name(people, left, right)
    short = np.flatnonzero(_abbreviated(people, left, right))
    found[short] = findings(NUMBER["similar name"], len(short), score=_SHORT, sure=0)
    account = people.account.same(left, right) & (people.account.lengths(left) > 0)
    own = census.own[people.account.numbers[left[account]]]
    found[account] = findings(NUMBER["account name"], len(own), score=_ACCOUNT, sure=own)
    pair, mine, theirs = people.fulls.across(left, right)
    pair, name = pair[mine == theirs], mine[mine == theirs]
    count = len(left)
    rare = some(pair[~census.common[name]], count)
    alone = ~some(pair[census.profiles[name] > 1], count)
    telling = some(pair[~people.names.widespread[name]], count) | ~_is_near(people, left, right)
    shared = some(pair, count)
    sure, score = rare & alone & telling, np.where(rare, _RARE_NAME, _COMMON_NAME)
    found[shared] = findings(
        NUMBER["name"], int(shared.sum()), score=score[shared], sure=sure[shared]
    )
    return found


def _is_near(people: People, left: Ints, right: Ints) -> Mask:
    """Tell where namesakes may well meet: at free mail, or in one domain."""
    free = people.is_mail & ~people.has_site
    domain = people.domain.same(left, right) & (people.domain.lengths(left) > 0)
    return (free[left] & free[right]) | domain


def _abbreviated(people: People, left: Ints, right: Ints) -> Mask:
    """Tell pairs of which one has nothing but initials before a name that the other bears."""
    short = (people.has_name & ~people.named)[np.stack((left, right))].any(axis=0)
    rows = np.flatnonzero(short & people.has_name[left] & people.has_name[right])
    mine, theirs = people.aliases.nth(left[rows], 0), people.aliases.nth(right[rows], 0)
    long = people.names.letters[people.names.last[mine]] >= _LETTERS_LEAST
    return some(rows[long & people.names.certain(mine, theirs)], len(left))


def _by_similar_name(people: People, left: Ints, right: Ints) -> Findings:
    names = people.names
    pair, mine, theirs = people.fulls.across(left, right)
    turned = names.turned.same(mine, theirs)
    compatible = names.compatible(mine, theirs)
    like = np.flatnonzero(~turned & ~compatible)
    near = names.resembling(mine[like], theirs[like], least=FUZZY)
    like = like[near | names.sounding(mine[like], theirs[like])]
    score = np.full(len(left), NOTHING)
    for value, those in ((_LIKE, like), (_COMPATIBLE, compatible), (_TURNED, turned)):
        score[pair[those]] = value  # one's best names come last
    rule = np.where(score > 0, NUMBER["similar name"], 0)
    return findings(rule, len(left), score=score, sure=0)


# ── by local part ────────────────────────────────────────────────────────────────────────


def _by_handle(people: People, census: Census, left: Ints, right: Ints, conflict: Mask) -> Findings:
    same = people.handle.same(left, right) & (people.handle.lengths(left) > 0)
    found = _by_likeness(people, census, left, right)
    found[same] = _by_same_handle(people, census, left[same], conflict[same])
    return found


def _by_same_handle(people: People, census: Census, one: Ints, conflict: Mask) -> Findings:
    handle, letters = people.handle.numbers[one], people.letters.numbers[one]
    word = census.words[letters] | ~census.personal[handle]
    sure = np.where(word, 0, DEPENDS)
    rule = NUMBER["local part"]
    others = census.bearers[handle] - 1
    found = findings(rule, len(one), people.handle.lengths(one), others, word=word, sure=sure)
    renamed = findings(rule, len(one), score=_RENAMED, sure=0)
    anyones = census.words[letters] | census.shared[letters]
    renamed[anyones] = nothing(1)
    return np.where(conflict, renamed, found)


def _by_likeness(people: People, census: Census, left: Ints, right: Ints) -> Findings:
    """Return how different local parts are alike."""
    mine, theirs = people.letters.lengths(left), people.letters.lengths(right)
    shorter = np.where(theirs < mine, right, left)
    letters = people.letters.numbers
    rule = np.zeros(len(left), np.int64)
    long = np.flatnonzero(np.minimum(mine, theirs) >= _LETTERS_LEAST)
    texts = people.letters.at
    rule[long] = once(_likeness, letters[left[long]], letters[right[long]], (texts, texts))
    for pair in np.flatnonzero(people.has_parts[left] | people.has_parts[right]).tolist():
        if _is_part(people.subjects[left[pair]], people.subjects[right[pair]]):
            rule[pair] = NUMBER["part of local part"]
    rule[census.shared[letters[shorter]]] = 0
    numbered = people.has_digits[left] & people.has_digits[right]
    found = findings(
        rule,
        len(left),
        np.minimum(mine, theirs),
        word=census.words[letters[shorter]],
        sure=np.where(numbered, 0, DEPENDS),
    )
    found[rule == 0] = nothing(1)
    return found


def _is_part(left: Subject, right: Subject) -> bool:
    return left.letters in right.parts or right.letters in left.parts


def _likeness(mine: str, theirs: str) -> int:
    """Return the rule by which the letters of two local parts are alike; 0 if they are not."""
    if mine == theirs:
        return NUMBER["letters"]
    if mine.startswith(theirs) or theirs.startswith(mine):
        return NUMBER["within local part"]
    if mine.endswith(theirs) or theirs.endswith(mine):
        return NUMBER["within local part"]
    near = JaroWinkler.similarity(mine, theirs) >= NEAR
    return NUMBER["near local part"] if near else 0
