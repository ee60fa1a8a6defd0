"""What the program's own guesses are measured against, by name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

from comity.errors import to_install
from comity.evaluate.baselines import bg_nbd, fitting, hawkes, trees, waiting
from comity.evaluate.baselines.formulas import FORMULAS

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.evaluate.cases import Cases
    from comity.evaluate.gaps import Chance
    from comity.evaluate.metrics import Floats
    from comity.evaluate.trial import GapTrial, Guess, Trial


@dataclass(frozen=True, slots=True)
class Baseline:
    """A rival: what it guesses, and which library beyond the program's own it needs."""

    guess: Callable[[Trial], Guess]
    needs: str = ""

    @property
    def absent(self) -> str:
        """What to install, where the library it needs is not there."""
        if not self.needs or find_spec(self.needs):
            return ""
        return f"needs {self.needs}: {to_install('science')}"


TIES: dict[str, Baseline] = {  # of T1, T2 and T3
    "random": Baseline(fitting.by_lot),
    **{
        name: Baseline(partial(fitting.calibrated, score=score)) for name, score in FORMULAS.items()
    },
    "bg_nbd_p_alive": Baseline(bg_nbd.alive),
    "bg_nbd_p_contact": Baseline(bg_nbd.contact),
    "hawkes": Baseline(hawkes.p_contact),
    "lightgbm": Baseline(trees.lightgbm, "lightgbm"),
    "hindsight": Baseline(trees.hindsight, "lightgbm"),
}


def _column(name: str) -> Callable[[Trial], Guess]:
    def score(cases: Cases) -> Floats:
        return cases.columns[name]

    return partial(fitting.calibrated, score=score)


REPLIES: dict[str, Baseline] = {  # of T4
    "random": Baseline(fitting.by_lot),
    "owner_rate": Baseline(_column("owner_rate")),
    "pair_rate": Baseline(_column("pair_rate")),
    "lightgbm": Baseline(trees.lightgbm, "lightgbm"),
}

WAITING: dict[str, Callable[[GapTrial], Chance]] = {  # of T5
    "exponential": waiting.exponential,
    "kaplan_meier": waiting.kaplan_meier,
    "log_normal": waiting.log_normal,
}
