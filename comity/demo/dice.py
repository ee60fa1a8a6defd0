"""A seed or a share in, chance out: the same on every machine and in every run."""

from __future__ import annotations

from random import Random


def person_rng(seed: int, number: int) -> Random:
    """Return the chance that shapes one person, or with a negative number one other thing."""
    return Random(f"{seed}/{number}")  # noqa: S311  a world of play needs no secrets


def chance(rng: Random, share: float) -> bool:
    """Say yes in that share of cases."""
    return rng.random() < share
