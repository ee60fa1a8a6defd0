"""A seeded log of people who write in bursts, answer each other, and drift apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

DAY_S = 86_400


def rows(*, people: int = 40, days: int = 300, seed: int = 1) -> list[tuple[int, int, int]]:
    """Return (from, to, seconds) of ties that begin, burst, and mostly end."""
    rng = np.random.default_rng(seed)
    found: set[tuple[int, int, int]] = set()
    for one in range(people):
        for other in range(one):
            if rng.random() > 0.6:
                continue
            gap_days, at = rng.lognormal(2.2, 1.0), rng.uniform(0, days)
            while at < days:
                sender, recipient = (one, other) if rng.random() < 0.5 else (other, one)
                second = int(at * DAY_S)
                found.add((sender, recipient, second))
                if rng.random() < 0.6:
                    found.add((recipient, sender, second + int(rng.exponential(DAY_S / 2)) + 60))
                if rng.random() < 0.1:  # a mail to two
                    third = int(rng.integers(people))
                    if third not in {sender, recipient}:
                        found.add((sender, third, second))
                if rng.random() < 0.03:
                    break
                at += rng.exponential(gap_days) * (0.2 if rng.random() < 0.5 else 1.8)
    return sorted(found, key=lambda row: (row[2], row))


def write(path: Path, said: list[tuple[int, int, int]]) -> Path:
    """Write rows as a log."""
    path.write_text("".join(f"{one} {other} {at}\n" for one, other, at in said))
    return path
