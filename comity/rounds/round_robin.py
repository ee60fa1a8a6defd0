"""The circle method: everybody meets everybody in the fewest rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from comity.rounds.demand import Demand, Seating


def is_plain(demand: Demand) -> bool:
    """Return whether all are there all evening, and anybody may meet anybody."""
    special = demand.forbidden.any() or demand.required or demand.hosts
    return bool(demand.present.all()) and not special


def round_robin(demand: Demand, rng: np.random.Generator) -> Seating:
    """Return rounds by the circle method (Kirkman 1847), in which chance says who sits where.

    Prohibitions and presence are not heeded.
    """
    many = demand.people + demand.people % 2
    places = rng.permutation(many).tolist()
    rounds = []
    for _ in range(min(demand.rounds, many - 1)):
        pairs = ((places[n], places[-1 - n]) for n in range(many // 2))
        rounds.append(
            tuple(sorted(tuple(sorted(pair)) for pair in pairs if max(pair) < demand.people))
        )
        places = [places[0], places[-1], *places[1:-1]]
    return tuple(rounds)
