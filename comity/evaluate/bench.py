"""Logs in, the document of ``evaluate ties`` out: each log's tasks, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from comity.errors import BadInput
from comity.evaluate import contenders
from comity.evaluate.baselines import REPLIES, TIES, WAITING
from comity.evaluate.cases import Cases, Snapshots
from comity.evaluate.documents import LogMeasured, TaskLeftOut, TaskMeasured, Taught
from comity.evaluate.features import Features
from comity.evaluate.gaps import gaps
from comity.evaluate.history import history_of
from comity.evaluate.judging import judge, measured, measured_gaps
from comity.evaluate.logs import DAY_US, read_log
from comity.evaluate.protocol import (
    LEAST_TRAIN_DAY,
    TASKS,
    TRAIN_SHARE,
    horizon_days,
    label_days,
    test_days,
    train_days,
)
from comity.evaluate.replies import replies, split_us
from comity.evaluate.resampling import draw_owners
from comity.evaluate.trial import GapTrial, Trial
from comity.operations.document import extended

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from comity.evaluate.documents import Judged
    from comity.evaluate.gaps import Gaps
    from comity.evaluate.history import History
    from comity.evaluate.judging import Measured
    from comity.evaluate.logs import Log
    from comity.evaluate.metrics import Floats
    from comity.evaluate.protocol import Task

    Contest = tuple[Callable[[], Measured], Mapping[str, Callable[[], Measured] | str]]


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

    def learnt_from(self, task: Task, *, ahead: int, before: bool) -> Cases:
        """Return a task's cases to learn from: before its test begins, or of the whole log."""
        if task == "T4":
            end_us = split_us(self.history) if before else self.log.days * DAY_US
            return replies(self.history, from_us=0, until_us=end_us)
        tests = test_days(task, self.log.days)
        closed_by = tests[0] if before and tests else self.log.days
        days = train_days(task, ahead_days=ahead, closed_by=closed_by)
        if not days:
            raise BadInput(
                f"{self.log.name} is too short to learn {task} from: {self.log.days} days",
                hint="seven months are the least for T1 and T2, a hundred days for T3",
            )
        return self.snapshots.cases(task, days, ahead=ahead)

    def tested_on(self, task: Task) -> Cases:
        """Return a task's cases to be judged by."""
        if task == "T4":
            from_us = split_us(self.history)
            return replies(self.history, from_us=from_us, until_us=self.log.days * DAY_US)
        days = test_days(task, self.log.days)
        if not days:
            raise BadInput(
                f"{self.log.name} is too short for {task}: {self.log.days} days",
                hint="seven months are the least for T1 and T2, a hundred days for T3",
            )
        return self.snapshots.cases(task, days)

    def closed(self, days: Sequence[int]) -> dict[int, Cases]:
        """Return, for each day, T1's newest cases whose labels an owner knew by then."""
        ahead = horizon_days(self.log.days)
        return {
            day: self.snapshots.cases("T1", [day - ahead], ahead=ahead)
            for day in days
            if day - ahead >= LEAST_TRAIN_DAY
        }

    def gaps(self, *, test: bool, before: bool = True) -> Gaps:
        """Return the gaps to be judged by, or to learn from: before these, or of the whole log."""
        split = int(TRAIN_SHARE * self.log.days)
        until = self.log.days if test or not before else split
        return gaps(self.history, from_day=split if test else 0, until_day=until)


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

    def document(self, bed: Bed, learnt: Sequence[Bed], tasks: Sequence[Task]) -> LogMeasured:
        """Return what is said of one log."""
        log = bed.log
        return LogMeasured(
            log=log.name,
            interactions=len(log.at_us),
            people=log.people,
            days=log.days,
            horizon_days=horizon_days(log.days),
            dropped=dict(log.dropped),
            model=contenders.provenance(log, [one.log for one in learnt]),
            tasks={task: self._or_why_not(bed, learnt, task) for task in tasks},
        )

    def _or_why_not(
        self, bed: Bed, learnt: Sequence[Bed], task: Task
    ) -> TaskMeasured | TaskLeftOut:
        """Return what is said of a task; of one that this log cannot answer, why not."""
        try:
            return self._task(bed, learnt, task)
        except BadInput as error:
            self.notify(f"{bed.log.name}, {task}: left out, {error.message}")
            return TaskLeftOut(
                asks=TASKS[task].asks,
                model=None,
                baselines={},
                paired={},
                owners=0,
                cases=0,
                note=error.message,
                hint=error.hint,
            )

    def _task(self, bed: Bed, learnt: Sequence[Bed], task: Task) -> TaskMeasured:
        def progress(what: str) -> None:
            self.notify(f"{bed.log.name}, {task}: {what}")

        progress("features")
        drawn = self._drawn(bed)
        trial: Trial | GapTrial
        if task == "T5":
            trial = self._gap_trial(bed, learnt)
            ours, rivals = _gap_contest(trial, drawn)
        else:
            trial = self.trial(bed, learnt, task)
            ours, rivals = _contest(trial, drawn)
        if not (len(trial.test) and any(map(len, trial.train))):
            raise BadInput(f"{bed.log.name} has nothing to guess, or to learn from, in {task}")
        found = judge(TASKS[task].headline, ours, rivals, progress=progress)
        return _about(TASKS[task].asks, found, trial, learnt or [bed])

    def _drawn(self, bed: Bed) -> Floats:
        """Return the draws of owners, the same in every task."""
        rng = np.random.default_rng(self.seed)
        return draw_owners(bed.history.owners, draws=self.draws, rng=rng)

    def trial(self, bed: Bed, learnt: Sequence[Bed], task: Task) -> Trial:
        """Return the trial; by default is learnt from the log's own earlier days."""
        ahead = label_days(task, bed.log.days)

        def learn(wanted: Task) -> list[Cases]:
            return [
                one.learnt_from(wanted, ahead=ahead, before=_same(one, bed))
                for one in learnt or [bed]
            ]

        train = learn(task)
        own = bed.learnt_from(task, ahead=ahead, before=True)
        ties = learn("T1") if task == "T2" else train
        days = test_days(task, bed.log.days) if task in ("T1", "T2") else []
        test, closed = bed.tested_on(task), bed.closed(days)
        seen = any(_same(one, bed) for one in learnt)
        newest = closed.get(days[0]) if seen and days else None
        return Trial(train, own, test, bool(learnt), self.seed, ties, closed, newest)

    def _gap_trial(self, bed: Bed, learnt: Sequence[Bed]) -> GapTrial:
        own = bed.gaps(test=False)
        train = [
            own if _same(one, bed) else one.gaps(test=False, before=False)
            for one in learnt or [bed]
        ]
        return GapTrial(train, own, bed.gaps(test=True), bool(learnt), self.seed)


def _same(one: Bed, other: Bed) -> bool:
    """Tell whether two logs are one, whatever their files are called."""
    return one.log.digest == other.log.digest


def _contest(trial: Trial, drawn: Floats) -> Contest:
    """Return the model and its rivals, each to be measured when its turn comes."""

    def measure(guess: contenders.Guesser) -> Measured:
        return measured(trial.test, guess(trial), drawn)

    task = trial.test.task
    known = contenders.VARIANTS.get(task, {}) | (REPLIES if task == "T4" else TIES)
    rivals = {name: one.absent or partial(measure, one.guess) for name, one in known.items()}
    return partial(measure, contenders.MODELS[task]), rivals


def _gap_contest(trial: GapTrial, drawn: Floats) -> Contest:
    def measure(guess: contenders.GapGuesser) -> Measured:
        return measured_gaps(trial.test, guess(trial), drawn)

    rivals = {name: partial(measure, one) for name, one in WAITING.items()}
    return partial(measure, contenders.gap_model), rivals


def _about(
    asks: str, found: Judged, trial: Trial | GapTrial, learnt: Sequence[Bed]
) -> TaskMeasured:
    """Return what came of a task, with what was guessed and what was learnt from."""
    test = trial.test
    train: Sequence[Cases | Gaps] = trial.train
    return extended(
        found,
        TaskMeasured,
        asks=asks,
        owners=len(np.unique(test.owner)),
        cases=len(test),
        base_rate=_share(trial.test.labels) if isinstance(trial, Trial) else None,
        closed_rate=None if isinstance(trial, Trial) else _share(trial.test.closed),
        test_days=_days(test),
        train=tuple(
            Taught(bed.log.name, _days(one), len(one))
            for bed, one in zip(learnt, train, strict=True)
        ),
    )


def _share(values: Floats | NDArray[np.bool_]) -> float:
    return round(float(values.mean()), 6)


def _days(cases: Cases | Gaps) -> tuple[int, ...]:
    """Return the days guessed on; the first and last where they come with every mail or gap."""
    days = tuple(int(day) for day in np.unique(cases.day))
    snapshots = isinstance(cases, Cases) and cases.task != "T4"
    return days if snapshots else (days[0], days[-1]) if days else ()
