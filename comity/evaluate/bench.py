"""Logs in, the document of ``evaluate ties`` out: each log's tasks, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from comity.errors import BadInput
from comity.evaluate import contenders
from comity.evaluate.baselines import TIES
from comity.evaluate.cases import Snapshots
from comity.evaluate.features import Features
from comity.evaluate.history import history_of
from comity.evaluate.judging import judge
from comity.evaluate.logs import read_log
from comity.evaluate.protocol import TASKS, horizon_days, test_days, train_days
from comity.evaluate.trial import Trial

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from comity.evaluate.cases import Cases
    from comity.evaluate.history import History
    from comity.evaluate.logs import Log
    from comity.evaluate.protocol import Task


@dataclass(frozen=True)
class Bed:
    """A log laid out to be measured on or learnt from; each part is made when first asked for."""

    log: Log

    @cached_property
    def history(self) -> History:
        """What each owner knows."""
        return history_of(self.log)

    @cached_property
    def snapshots(self) -> Snapshots:
        """The features of any day."""
        return Snapshots(Features(self.history))

    def cases(self, task: Task, days: Sequence[int]) -> Cases:
        """Return a task's cases on these days."""
        return self.snapshots.cases(task, days)


@dataclass(frozen=True, slots=True)
class Bench:
    """What holds for all logs of one run."""

    seed: int
    draws: int
    notify: Callable[[str], None]

    def read(self, path: Path, *, until_day: int | None) -> Bed:
        """Read a log."""
        self.notify(f"reading {path.name}")
        return Bed(read_log(path, until_day=until_day))

    def document(self, bed: Bed, learnt: Sequence[Bed], tasks: Sequence[Task]) -> dict[str, Any]:
        """Return what is said of one log."""
        log = bed.log
        return {
            "log": log.name,
            "interactions": len(log.at_us),
            "people": log.people,
            "days": log.days,
            "horizon_days": horizon_days(log.days),
            "dropped": dict(log.dropped),
            "model": contenders.provenance(log, [one.log for one in learnt]),
            "tasks": {task: self._task(bed, learnt, task) for task in tasks},
        }

    def _task(self, bed: Bed, learnt: Sequence[Bed], task: Task) -> dict[str, Any]:
        def progress(what: str) -> None:
            self.notify(f"{bed.log.name}, {task}: {what}")

        progress("features")
        trial, train = self._trial(bed, learnt, task)
        found = judge(trial, contenders.MODELS[task], TIES, draws=self.draws, progress=progress)
        days = np.unique(trial.test.day).tolist()
        return {"asks": TASKS[task].asks, **found, "test_days": days, "train": train}

    def _trial(
        self, bed: Bed, learnt: Sequence[Bed], task: Task
    ) -> tuple[Trial, list[dict[str, Any]]]:
        """Return the trial, and what is learnt from: by default the log's own earlier days."""
        tests = test_days(task, bed.log.days)
        before = train_days(task, bed.log.days, closed_by=tests[0] if tests else 0)
        if not before:
            raise BadInput(
                f"{bed.log.name} is too short for {task}: {bed.log.days} days",
                hint="half a year is the least for T1 and T2, three months for T3",
            )
        own = bed.cases(task, before)
        train: list[Cases] = []
        said: list[dict[str, Any]] = []
        for one in learnt or [bed]:
            same = one.log.digest == bed.log.digest
            days = before if same else train_days(task, one.log.days, closed_by=one.log.days)
            train.append(own if same else one.cases(task, days))
            said.append({"log": one.log.name, "days": days, "cases": len(train[-1])})
        test = bed.cases(task, tests)
        return Trial(train, own, test, bool(learnt), self.seed), said
