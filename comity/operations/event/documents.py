"""What is said of an event: its guests, its rounds, what became of a list."""

from __future__ import annotations

from dataclasses import dataclass

from comity.operations.document import (
    Count,
    Document,
    Figure,
    Flag,
    Key,
    Name,
    Outcome,
    Sentence,
)


@dataclass(frozen=True, slots=True)
class Planned(Document):
    """Who sits with whom: rounds of tables of names.

    ``repeats``: meetings of two who met before; ``value``: what the meetings are worth together,
    ``bound``: the most that any seating could be worth, as far as is proven; ``worst_share``: what
    the worst-off guest gets of their own best; ``sit_outs``: how often somebody rests a round.
    """

    rounds: tuple[tuple[tuple[Name, ...], ...], ...]
    repeats: Count
    value: Figure
    bound: Figure
    worst_share: Figure | None
    sit_outs: Count
    seconds: Figure


@dataclass(frozen=True, slots=True)
class Moved(Document):
    """Whose table changes in a round; table 0 is none."""

    round: Count
    name: Name
    table: Count
    to: Count


@dataclass(frozen=True, slots=True)
class Repaired(Outcome):
    """What became of seats that were mended from a round on; ``taken``: whether they hold."""

    event: Key
    from_round: Count
    moves: tuple[Moved, ...]
    taken: Flag
    text: Sentence

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return self.text if self.taken else f"{self.text} Nothing was changed."
