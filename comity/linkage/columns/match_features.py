"""What rules found of pairs, between comparing them and weighing it: one record a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from comity.linkage.spelling import PATTERNS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.linkage.columns.blocks import Floats, Ints, Mask

    Findings: TypeAlias = NDArray[np.void]

RULES = (
    "",  # nothing was found
    "name",
    "account name",
    "similar name",
    "local part",
    "letters",
    "part of local part",
    "within local part",
    "near local part",
    "spelling: with domain",
    *(f"spelling: {pattern}" for pattern in PATTERNS),
    "spelling: part",
    "spelling: within",
    "spelling: cut short",
    "spelling: near",
)
NUMBER = {rule: number for number, rule in enumerate(RULES)}
NOTHING = -1.0  # the score of nothing, which anything exceeds
DEPENDS = -1  # of ``sure``: enough to link without asking if it is probable enough
_RECORD = np.dtype(
    [
        ("rule", np.int64),  # place in RULES
        ("letters", np.int64),  # of what the two share
        ("rivals", np.float64),  # how many share it or claim it, each weighed
        ("word", np.bool_),  # it is a word that anyone may use, or part of a name
        ("score", np.float64),  # probability; not a number: it depends, and ``calibration`` tells
        ("sure", np.int64),  # 1 enough to link without asking, 0 not, or DEPENDS
    ]
)


def findings(
    rule: Ints | int,
    count: int,
    letters: Ints | int = 0,
    rivals: Floats | Ints | float = 1.0,
    *,
    word: Mask | bool = False,
    score: Floats | float = np.nan,
    sure: Ints | Mask | int = DEPENDS,
) -> Findings:
    """Return so many records of those columns."""
    found = np.empty(count, _RECORD)
    columns = (rule, letters, rivals, word, score, sure)
    for field, column in zip(_RECORD.names or (), columns, strict=True):
        found[field] = column
    return found


def nothing(count: int) -> Findings:
    """Return so many records of nothing."""
    return findings(0, count, score=NOTHING)
