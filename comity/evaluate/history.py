"""A log in, each person's own log out: every interaction twice, once for each of its two sides.

Each person in turn is the owner, and of them only what they sent and were sent is known. An
owner and a person they were in touch with are a pair; (a, b) and (b, a) are two.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from comity.evaluate.logs import DAY_US

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.evaluate.logs import Log
    from comity.evaluate.metrics import Floats, Integers


@dataclass(frozen=True)
class History:
    """What owners sent and were sent, in order of time."""

    owners: int
    days: int
    pair_owner: Integers  # one a pair
    pair_person: Integers
    pair: Integers  # one an interaction, as all below
    at_us: Integers
    sent: NDArray[np.bool_]  # by the owner, else to them
    recipients: Integers

    @property
    def pairs(self) -> int:
        """How many pairs there are."""
        return len(self.pair_owner)

    @property
    def owner(self) -> Integers:
        """The owner of each interaction."""
        return self.pair_owner[self.pair]

    @property
    def day(self) -> Integers:
        """The whole day of each interaction."""
        return self.at_us // DAY_US

    @cached_property
    def active_days(self) -> tuple[Integers, Integers]:
        """The pair and the day of each day that anything passed between two, by pair."""
        codes = np.unique(self.pair * (self.days + 1) + self.day)
        return codes // (self.days + 1), codes % (self.days + 1)

    def between(self, after_us: int, until_us: int) -> slice:
        """Return where the interactions lie that are after one instant and not after another."""
        low, high = np.searchsorted(self.at_us, [after_us, until_us], side="right")
        return slice(int(low), int(high))

    def counted(self, span: slice, *, sent_only: bool = False) -> Floats:
        """Return how many interactions each pair has in a span."""
        kept = self.pair[span][self.sent[span]] if sent_only else self.pair[span]
        return np.bincount(kept, minlength=self.pairs).astype(np.float64)


def history_of(log: Log) -> History:
    """Return the log as each of its people sees it."""
    owner = np.concatenate([log.sender, log.recipient])
    person = np.concatenate([log.recipient, log.sender])
    at_us, recipients = np.tile(log.at_us, 2), np.tile(log.recipients, 2)
    sent = np.arange(len(owner)) < len(log.sender)
    codes, pair = np.unique(owner * log.people + person, return_inverse=True)
    order = np.argsort(at_us, kind="stable")
    return History(
        log.people,
        log.days,
        codes // log.people,
        codes % log.people,
        pair[order].astype(np.int64),
        at_us[order],
        sent[order],
        recipients[order],
    )
