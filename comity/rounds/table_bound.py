"""The most that any seating at tables could be worth, proven."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.rounds.room import tables_and_chairs

if TYPE_CHECKING:
    from comity.rounds.demand import Demand


def table_bound(demand: Demand) -> float:
    """Return what no seating is worth more than: everybody meets the best of whom they may."""
    present = demand.present
    together = (present.T.astype(np.int64) @ present) > 0
    worth = np.where(demand.forbidden | ~together, 0.0, demand.worth)
    np.fill_diagonal(worth, 0.0)
    others = [tables_and_chairs(demand, there)[1] - 1 for there in present]
    seats = (present * np.array(others, np.int64).reshape(-1, 1)).sum(axis=0)
    best = -np.sort(-worth, axis=1)
    upto = np.arange(demand.people)[None, :] < seats[:, None]
    return float((best * upto).sum() / 2)
