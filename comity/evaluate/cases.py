"""Features and a task in, cases out: ties as of some days, and what came of them.

T1 to T3 of the protocol. Set A is every tie with anything in 365 days; set B of T2 the real
ties, of three mails or more, in both directions, the last within the horizon.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from comity.evaluate.logs import DAY_US
from comity.evaluate.protocol import LEAST_EVENTS, label_days

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from comity.evaluate.features import Features
    from comity.evaluate.history import History
    from comity.evaluate.metrics import Floats, Integers
    from comity.evaluate.protocol import Task


@dataclass(frozen=True)
class Cases:
    """Guesses to be made: one a row, of a pair on a day."""

    task: Task
    history: History
    ahead_days: int  # how long the label stays open
    pair: Integers
    day: Integers
    columns: Mapping[str, Floats]
    labels: Floats

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.labels)

    def take(self, rows: Integers) -> Cases:
        """Return some of the cases."""
        columns = {name: values[rows] for name, values in self.columns.items()}
        return Cases(
            self.task,
            self.history,
            self.ahead_days,
            self.pair[rows],
            self.day[rows],
            columns,
            self.labels[rows],
        )

    @cached_property
    def owner(self) -> Integers:
        """Whose guess it is."""
        owner: Integers = self.history.pair_owner[self.pair]
        return owner

    @cached_property
    def days(self) -> list[int]:
        """The days guessed on."""
        return [int(day) for day in np.flatnonzero(np.bincount(self.day))]

    @cached_property
    def lists(self) -> Integers:
        """The number of the list it stands in: one owner's cases of one day."""
        codes = self.day * self.history.owners + self.owner
        return np.asarray(np.unique(codes, return_inverse=True)[1], np.int64)

    @property
    def active(self) -> Floats:
        """Whether the tie lived on, whichever of the two the task asks for."""
        return 1.0 - self.labels if self.task == "T2" else self.labels


class Snapshots:
    """The features of a history on many days, each computed once."""

    def __init__(self, features: Features) -> None:
        """Begin with no day."""
        self._features = features
        self._days: dict[int, Mapping[str, Floats]] = {}

    def cases(self, task: Task, days: Sequence[int], *, ahead: int | None = None) -> Cases:
        """Return the task's cases on these days; by default the log's own horizon ahead."""
        history = self._features.history
        ahead = ahead or label_days(task, history.days)
        made = [self._of_day(task, day, ahead) for day in days]
        columns = {name: np.concatenate([one[0][name] for one in made]) for name in made[0][0]}
        return Cases(
            task,
            history,
            ahead,
            columns.pop("pair").astype(np.int64),
            np.repeat(np.array(days), [len(one[1]) for one in made]),
            columns,
            np.concatenate([one[1] for one in made]),
        )

    def _of_day(self, task: Task, day: int, ahead: int) -> tuple[Mapping[str, Floats], Floats]:
        if day not in self._days:
            self._days[day] = self._features.as_of(day)
        columns, history = self._days[day], self._features.history
        if task == "T2":
            kept = real_ties(columns, ahead)
            columns = {name: values[kept] for name, values in columns.items()}
        span = history.between(day * DAY_US, (day + ahead) * DAY_US)
        came = history.counted(span, sent_only=task == "T3")[columns["pair"].astype(np.int64)] > 0
        return columns, (~came if task == "T2" else came).astype(np.float64)


def real_ties(columns: Mapping[str, Floats], ahead: int) -> NDArray[np.bool_]:
    """Return which ties are of set B."""
    sent, received = columns["sent"], columns["received"]
    both_ways = (sent > 0) & (received > 0)
    return both_ways & (sent + received >= LEAST_EVENTS) & (columns["silent_days"] < ahead)
