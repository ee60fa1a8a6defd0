"""Compared pairs that were not linked in, questions for the user out, the most telling first.

An answer is about two clusters, so it settles as many pairs as their sizes multiplied: first
comes the question of which most pairs are likely to be put together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.linkage.clustering import two_birthdays
from comity.linkage.columns.blocks import paired
from comity.linkage.names import full, words
from comity.linkage.vocabulary import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.linkage.clustering import Clusters
    from comity.linkage.columns.blocking import Pair
    from comity.linkage.columns.blocks import Floats, Ints
    from comity.linkage.columns.scoring import Comparison, Links
    from comity.linkage.subject import Subject

_WORTH_ASKING = 0.3
_QUESTIONS_MAX = 10_000
_LOOSE = {f"spelling: {how}" for how in ("within", "cut short", "near", "part")}


def questions(
    links: Links, clusters: Clusters, roots: Ints, subjects: Sequence[Subject]
) -> list[Question]:
    """Return one question for each two clusters that may be one person; of pairs the best."""
    best: dict[Pair, tuple[float, Pair, Comparison, bool]] = {}
    numbers, settles = _most_telling(links, roots)
    for (number, pair), settled in zip(links.pairs(numbers), settles.tolist(), strict=True):
        if len(best) == _QUESTIONS_MAX:
            break
        left, right = clusters.root(pair[0]), clusters.root(pair[1])
        both = (left, right) if left < right else (right, left)
        if both not in best and clusters.admits(left, right):
            held = bool(links.automatic[number]) and clusters.held(left, right)
            best[both] = (-settled, pair, links.comparison(number), held)
    return [
        Question(
            subjects[pair[0]].identity,
            subjects[pair[1]].identity,
            comparison.score,
            -unsettled,
            explain(
                subjects[pair[0]],
                subjects[pair[1]],
                comparison,
                borrowed=clusters.borrowed(clusters.root(pair[0]), clusters.root(pair[1])),
            ),
            held,
        )
        for unsettled, pair, comparison, held in sorted(best.values())
    ]


def _most_telling(links: Links, roots: Ints) -> tuple[Ints, Floats]:
    """Return doubtful pairs, and how many pairs an answer is expected to put together.

    Those of the same two clusters come side by side, best first, where the best one belongs.
    """
    worth = (links.score >= _WORTH_ASKING) | links.automatic
    doubtful = worth & (roots[links.left] != roots[links.right])
    numbers, sizes = np.flatnonzero(doubtful), np.bincount(roots)
    one, other = roots[links.left[numbers]], roots[links.right[numbers]]
    settles = links.score[numbers] * sizes[one] * sizes[other]
    _, first, which = np.unique(paired(one, other), return_index=True, return_inverse=True)
    best = first[which]
    order = np.lexsort((links.right[numbers[best]], links.left[numbers[best]], -settles[best]))
    return numbers[order], settles[order]


def explain(
    left: Subject, right: Subject, comparison: Comparison, *, borrowed: bool = False
) -> str:
    """Return the evidence as a sentence the user can check."""
    said = [_said(left, right, comparison.rule)]
    if comparison.backed:
        said.append(f"both belong to {min(left.employers & right.employers)}")
    if comparison.apart:
        said.append("but both took part in one mail")
    if two_birthdays(left.birthdays, right.birthdays):
        said.append("but their birthdays differ")
    if borrowed:
        said.append("but you have only ever heard from one of them")
    return "; ".join(said) + "."


def _said(left: Subject, right: Subject, rule: str) -> str:
    if rule == "said":
        return "You said so"
    if rule == "card":
        return "One card or profile holds both"
    if rule == "tag":
        return "Both are one mailbox, but for a tag"
    if rule == "name":
        called = left.called if full(words(left.called)) in right.fulls else right.called
        return f"Both are called “{called}”"
    if rule == "account name":
        return f"Both go by “{left.called}”"
    if rule == "similar name":
        return f"“{left.called}” and “{right.called}” can be one name"
    if rule == "local part":
        return f"Both addresses begin with “{left.handle}”"
    if rule == "letters":
        return f"Both addresses begin with “{left.letters}” but for numbers and dots"
    if rule.endswith("local part"):
        return f"“{left.handle}” and “{right.handle}” hold much the same letters"
    named, other = (left, right) if left.names else (right, left)
    name = named.called or " ".join(named.implied).title()
    loose = rule in _LOOSE
    return f"“{other.handle}” {'may come of' if loose else 'can be short for'} “{name}”"
