"""What is asked of an evening of rounds: who may meet whom, what it is worth, who is there when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

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


Reason: TypeAlias = Literal[
    "nobody",  # these may meet nobody
    "never_there",  # these must meet and are never there together, or do not exist
    "contradiction",  # these must meet and never may
    "too_many_wishes",  # must meet more people than they have rounds
    "too_many_rounds",  # more rounds than people to meet
    "too_many_of_one_kind",  # these may not meet each other, and the others are too few
    "hosts",  # more hosts than tables
    "round",  # in one round not everybody can be seated
    "not_found",  # each round could be seated, and no way to seat all of them was found
]


class Impossible(ValueError):
    """No seating meets what is asked, why, and what could be met instead.

    ``people``: the rows of whom the sentence speaks, where ``{people}`` stands in it, for the
    caller to name. ``rounds``: the most that are possible, where that is what helps; or, for the
    reason "round", the one that it is about, from 1.
    """

    def __init__(
        self,
        what: str,
        possible: str,
        *,
        reason: Reason = "not_found",
        people: tuple[int, ...] = (),
        rounds: int | None = None,
    ) -> None:
        self.what, self.possible = what, possible
        self.reason, self.people, self.rounds = reason, people, rounds
        super().__init__(self.said([f"number {one + 1}" for one in people]))

    def said(self, names: Sequence[str]) -> str:
        """Return what is impossible with these names, one for each of the people."""
        told = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
        return self.what.replace("{people}", told)
