"""Rows as a history, without a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.evaluate.history import history_of
from comity.evaluate.logs import DAY_US, Log

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comity.evaluate.history import History


def log_of(rows: Iterable[tuple[int, int, float]], *, days: int) -> Log:
    """Return the log of (from, to, day) rows."""
    made = sorted({(round(at * DAY_US), one, other) for one, other, at in rows})
    at_us, sender, recipient = np.array(made, dtype=np.int64).T
    people = int(max(sender.max(), recipient.max())) + 1
    return Log("laid out", "0", people, sender, recipient, at_us, days, {})


def history(rows: Iterable[tuple[int, int, float]], *, days: int) -> History:
    """Return what each person of the rows knows."""
    return history_of(log_of(rows, days=days))


def pair(of: History, owner: int, person: int) -> int:
    """Return the number of a pair."""
    found = (of.pair_owner == owner) & (of.pair_person == person)
    return int(np.flatnonzero(found)[0])
