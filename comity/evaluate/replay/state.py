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

from comity.models import activity, logistic

if TYPE_CHECKING:
    from comity.evaluate.metrics import Floats, Integers
    from comity.evaluate.replay.history import History

YEAR_DAYS = 365
_MONDAY = 3  # day 0 counts as a Thursday, as 1970-01-01 was
GAP_DAYS_MIN = 3  # days of contact before there is a usual gap
_DECAYED = tuple(
    dict.fromkeys(
        name
        for feature in activity.load().features
        for name in feature.sum_of
        if "_hl" in name and not name.startswith("owner_")
    )
    | dict.fromkeys(("sent_days_hl7d", "received_hl30d"))  # of which the owner's sums are made
)


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
    contacts_365d: Integers = field(init=False)  # sent and received
    decayed: dict[str, Floats] = field(init=False)
    _bounds: Integers = field(init=False)

    def __post_init__(self) -> None:
        """Begin before the first day, when nobody knows anybody."""
        ties = len(self.history.owner)
        for name in ("first", "last"):
            setattr(self, name, np.full(ties, -1, np.int64))
        counts = "sent received evidence_days sent_days received_days days_365d contacts_365d"
        for name in counts.split():
            setattr(self, name, np.zeros(ties, np.int64))
        self.decayed = {name: np.zeros(ties) for name in _DECAYED}
        self._bounds = np.searchsorted(self.history.day, np.arange(self.history.days + 1))

    def advance(self) -> None:
        """Let the day pass: take in what it brought, and wake up on the next."""
        rows = self._rows(self.day)
        tie, sent, received = (
            column[rows] for column in (self.history.tie, self.history.sent, self.history.received)
        )
        self._decay(tie, sent, received)
        self.first[tie] = np.where(self.first[tie] < 0, self.day, self.first[tie])
        self.last[tie] = self.day
        self.sent[tie] += sent
        self.received[tie] += received
        self.evidence_days[tie] += 1
        self.days_365d[tie] += 1
        self.contacts_365d[tie] += sent + received
        self.sent_days[tie] += sent > 0
        self.received_days[tie] += received > 0
        self.day += 1
        if self.day >= YEAR_DAYS:
            left = self._rows(self.day - YEAR_DAYS)
            self.days_365d[self.history.tie[left]] -= 1
            gone = self.history.sent[left] + self.history.received[left]
            self.contacts_365d[self.history.tie[left]] -= gone

    def _decay(self, tie: Integers, sent: Integers, received: Integers) -> None:
        """Add the day to the decayed counts and let all grow a day older."""
        counted: dict[str, Integers] = {
            "sent": sent,
            "received": received,
            "days": np.ones_like(sent),
            "sent_days": (sent > 0).astype(np.int64),
        }
        silent = self.day - self.last[tie]
        again = (self.last[tie] >= 0) & (
            (self.day + _MONDAY) // 7 == (self.last[tie] + _MONDAY) // 7
        )
        for name, values in self.decayed.items():
            what, half_life = name.removesuffix("d").rsplit("_hl", 1)
            if what == "weeks":  # the week is now as old as its newest day
                values[tie] += 1.0 - again * 0.5 ** (silent / int(half_life))
            else:
                values[tie] += counted[what]
            np.multiply(values, 0.5 ** (1 / int(half_life)), out=values)

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
        return logistic.sigmoid(activity.logits(self._columns(ties), activity.ACTIVE_90D))

    def _columns(self, ties: Integers) -> dict[str, Floats]:
        owner = self.history.owner
        columns = {name: values[ties] for name, values in self.decayed.items()} | {
            "silent_days": self.silent_days[ties],
            "known_days": (self.day - self.first)[ties],
            "usual_gap_days": self.usual_gap_days[ties],
            "sent_365d": self.contacts_365d[ties],
            "received_365d": np.zeros(len(ties)),  # counted with those sent
            "owner_sent_days_hl7d": self._over_owner("sent_days_hl7d")[owner[ties]],
            "owner_received_hl30d": self._over_owner("received_hl30d")[owner[ties]],
            "owner_people_365d": np.bincount(owner, weights=self.days_365d > 0)[owner[ties]],
        }
        return {name: np.asarray(values, np.float64) for name, values in columns.items()}

    def _over_owner(self, name: str) -> Floats:
        totals = np.bincount(self.history.owner, weights=self.decayed[name])
        return np.asarray(totals, np.float64)
