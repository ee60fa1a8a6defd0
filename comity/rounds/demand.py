"""What is asked of an evening of rounds: who may meet whom, what it is worth, who is there when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Seating: TypeAlias = "tuple[tuple[tuple[int, ...], ...], ...]"
"""Round by round, its tables; a table is the rows of those who sit at it, ascending.

Whoever is there and rests that round sits at no table.
"""
Uneven: TypeAlias = Literal["smaller", "larger"]


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked: n people, r rounds, tables of one size.

    ``worth``: (n, n), symmetric and never negative: what a meeting of two gives to both together.
    ``present``: (r, n): who is there in which round.
    ``forbidden``: (n, n), symmetric: who is never at one table.
    ``required``: pairs that meet in some round, whatever that is worth.
    ``hosts``: ``hosts[t]`` stays at table ``t`` all evening.
    ``uneven``: where the people do not fill tables: some tables are one smaller (a table of one
    rests that round), or one larger (of pairs, one is a trio).
    """

    worth: NDArray[np.float64]
    present: NDArray[np.bool_]
    forbidden: NDArray[np.bool_]
    size: int = 2
    required: tuple[tuple[int, int], ...] = ()
    hosts: tuple[int, ...] = ()
    uneven: Uneven = "smaller"

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.worth)

    @property
    def rounds(self) -> int:
        """How many rounds there are."""
        return len(self.present)


@dataclass(frozen=True, slots=True)
class Seated:
    """A seating with the most that any could be worth, as far as is proven."""

    seating: Seating
    bound: float


class Impossible(ValueError):
    """No seating meets what is asked; ``possible`` says what could be met instead."""

    def __init__(self, what: str, possible: str) -> None:
        super().__init__(what)
        self.possible = possible
