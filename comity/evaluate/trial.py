"""What a contender is given, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from comity.evaluate.cases import Cases
    from comity.evaluate.gaps import Gaps
    from comity.evaluate.metrics import Floats


@dataclass(frozen=True, slots=True)
class Trial:
    """Cases to learn from and cases to be judged by."""

    train: Sequence[Cases]  # of each log learnt from; all their labels known before the test
    own: Cases  # the tested log's own earlier cases, that an owner could have learnt from
    test: Cases
    fitted_here: bool  # the model is to be fitted on ``train``, else it is the one that ships
    seed: int
    ties: Sequence[Cases] = ()  # what the model of ties is fitted on: T1's cases for T1 and T2
    closed: Mapping[int, Cases] = field(default_factory=dict)  # test day -> T1's newest by then
    newest: Cases | None = None  # T1's newest of the tested log itself, where it is learnt from

    @property
    def sign(self) -> float:
        """-1 where the task asks for the end of a tie and scores speak for its life."""
        return -1.0 if self.test.task == "T2" else 1.0

    def labels(self) -> Floats:
        """Return the labels learnt from."""
        return np.concatenate([one.labels for one in self.train])

    def over_train(self, score: Callable[[Cases], Floats]) -> Floats:
        """Return a score of every case learnt from."""
        return np.concatenate([score(one) for one in self.train])


@dataclass(frozen=True, slots=True)
class GapTrial:
    """Gaps to learn from and gaps to be judged by."""

    train: Sequence[Gaps]
    own: Gaps
    test: Gaps
    fitted_here: bool
    seed: int


@dataclass(frozen=True, slots=True)
class Guess:
    """One contender's word on every test case."""

    scores: Floats  # rise with the chance of a 1; may be of any scale
    chances: Floats


def joined(parts: Sequence[Cases | Gaps], names: Iterable[str]) -> dict[str, Floats]:
    """Return columns of several logs' cases as one."""
    return {name: np.concatenate([one.columns[name] for one in parts]) for name in names}
