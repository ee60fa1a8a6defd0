"""Days of contact in, one after the other; what each tie looked like on a morning, out.

The columns are those of ``schema.RELATIONSHIP`` that the forecast reads, kept up day by day
instead of computed anew: a decayed count of yesterday, halved a little more, plus what the day
brought, is today's. As of the first instant of a day, when all that is known is of days before;
contacts are taken to have happened at the first instant of theirs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from comity.models import activity

if TYPE_CHECKING:
    from comity.evaluate.metrics import Floats, Integers
    from comity.evaluate.replay_history import History

HALF_LIVES_DAYS = (7, 30, 90, 365)
YEAR_DAYS = 365
GAP_DAYS_MIN = 3  # days of contact before there is a usual gap


@dataclass
class State:
    """The ties of a history as of the morning of ``day``."""

    history: History
    day: int = 0
    first: Integers = field(init=False)
    last: Integers = field(init=False)
    sent: Integers = field(init=False)
    received: Integers = field(init=False)
    evidence_days: Integers = field(init=False)
    sent_days: Integers = field(init=False)
    received_days: Integers = field(init=False)
    days_365d: Integers = field(init=False)
    decayed: dict[str, Floats] = field(init=False)
    _bounds: Integers = field(init=False)

    def __post_init__(self) -> None:
        """Begin before the first day, when nobody knows anybody."""
        ties = len(self.history.owner)
        for name in ("first", "last"):
            setattr(self, name, np.full(ties, -1, np.int64))
        counts = "sent received evidence_days sent_days received_days days_365d"
        for name in counts.split():
            setattr(self, name, np.zeros(ties, np.int64))
        sides = [f"{side}_hl{h}d" for side in ("sent", "received") for h in HALF_LIVES_DAYS]
        self.decayed = {name: np.zeros(ties) for name in sides}
        self._bounds = np.searchsorted(self.history.day, np.arange(self.history.days + 1))

    def advance(self) -> None:
        """Let the day pass: take in what it brought, and wake up on the next."""
        rows = self._rows(self.day)
        tie, sent, received = (
            column[rows] for column in (self.history.tie, self.history.sent, self.history.received)
        )
        self.first[tie] = np.where(self.first[tie] < 0, self.day, self.first[tie])
        self.last[tie] = self.day
        self.sent[tie] += sent
        self.received[tie] += received
        self.evidence_days[tie] += 1
        self.days_365d[tie] += 1
        self.sent_days[tie] += sent > 0
        self.received_days[tie] += received > 0
        for side, count in (("sent", sent), ("received", received)):
            for half_life in HALF_LIVES_DAYS:
                values = self.decayed[f"{side}_hl{half_life}d"]
                values[tie] += count
                values *= 0.5 ** (1 / half_life)
        self.day += 1
        if self.day >= YEAR_DAYS:
            self.days_365d[self.history.tie[self._rows(self.day - YEAR_DAYS)]] -= 1

    def _rows(self, day: int) -> slice:
        return slice(int(self._bounds[day]), int(self._bounds[day + 1]))

    @property
    def silent_days(self) -> Integers:
        """Days since the last contact."""
        return self.day - self.last

    @property
    def two_way_days(self) -> Integers:
        """The lesser of the days the owner addressed them and the days they addressed the owner."""
        return np.minimum(self.sent_days, self.received_days)

    @property
    def usual_gap_days(self) -> Floats:
        """Mean days between days of contact; nan under three of them."""
        gaps = np.maximum(self.evidence_days - 1, 1)
        mean = (self.last - self.first) / gaps
        return np.where(self.evidence_days >= GAP_DAYS_MIN, mean, np.nan)

    def p_active(self, ties: Integers) -> Floats:
        """Return ``p_active_90d`` of these ties, as the shipped weights have it."""
        owner = self.history.owner
        both = self.decayed["sent_hl30d"] + self.decayed["received_hl30d"]
        totals = np.bincount(owner, weights=both)
        people = np.bincount(owner, weights=self.days_365d > 0)
        columns = {name: values[ties] for name, values in self.decayed.items()} | {
            "silent_days": self.silent_days[ties],
            "known_days": (self.day - self.first)[ties],
            "days_365d": self.days_365d[ties],
            "sent": self.sent[ties],
            "owner_hl30d": totals[owner[ties]],
            "owner_people_365d": people[owner[ties]],
        }
        model = activity.load()
        numbers = model.targets[activity.ACTIVE_90D]
        z = np.full(len(ties), numbers.intercept)
        for feature in model.features:
            value = np.sum([columns[name] for name in feature.sum_of], axis=0)
            z += numbers.weights[feature.name] * np.log1p(value)
        return np.asarray(1 / (1 + np.exp(-z)))
