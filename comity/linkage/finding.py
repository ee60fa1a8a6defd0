"""What a rule found of two subjects, between comparing them and weighing it."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """One thing that speaks for two subjects being one person."""

    rule: str
    letters: int = 0  # of what they share
    rivals: float = 1.0  # how many share it or claim it, each weighed
    word: bool = False  # it is a word that anyone may use, or part of a name
    score: float | None = None  # probability; None: it depends, and ``calibration`` tells
    sure: bool | None = None  # enough to link without asking; None: if probable enough
