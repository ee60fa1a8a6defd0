"""Two hundred invented asks, each read twice for whether it is specific.

Each is written after the manner of asks in public mail, in words of its own. *Specific* is an ask
that the reader could do, or say yes or no to, from the sentence alone; it names the act and what
it is done to. The second reading was made in another order, without sight of the first, by the
same reader: it tells how firm the definition is, not what others would say.
"""

from __future__ import annotations

import csv
from hashlib import blake2b
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Ask(NamedTuple):
    """An ask, and whether it is specific, at the first and at the second reading."""

    sentence: str
    first: bool
    second: bool

    @property
    def is_held_out(self) -> bool:
        """Whether it was kept apart while the rule was made: by a hash, half of all."""
        return blake2b(self.sentence.encode(), digest_size=1).digest()[0] % 2 == 1


def labelled() -> list[Ask]:
    """Return the asks."""
    text = resources.files(__package__).joinpath("asks.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [Ask(row["sentence"], row["first"] == "1", row["second"] == "1") for row in rows]


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Return how far two readings agree beyond chance (Cohen 1960).

    >>> kappa([(True, True), (False, False), (True, False), (False, False)])
    0.5
    """
    n = len(pairs)
    same = sum(one == other for one, other in pairs) / n
    first, second = (sum(one[side] for one in pairs) / n for side in (0, 1))
    chance = first * second + (1 - first) * (1 - second)
    return 1.0 if chance == 1.0 else (same - chance) / (1 - chance)
