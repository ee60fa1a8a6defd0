"""``evaluate ties``: how well the program's guesses about ties come true, beside simpler ones."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - the command line reads the annotations
from typing import TYPE_CHECKING, Annotated, get_args

from comity.errors import BadInput
from comity.evaluate.documents import EvaluateTies, TaskLeftOut
from comity.evaluate.protocol import Task
from comity.operations.operation import operation

if TYPE_CHECKING:
    from comity.book import Book


@operation("evaluate ties")
def ties(
    book: Book,
    logs: Annotated[list[Path], "Logs of mail: lines of from, to and seconds; .gz or .xz too."],
    *,
    train: Annotated[list[Path] | None, "Learn from this log; may be given several times."] = None,
    tasks: Annotated[str, "Which tasks: T1,T3."] = "T1,T2,T3,T4,T5",
    draws: Annotated[int, "How often owners are drawn for the intervals."] = 200,
    until: Annotated[int | None, "Cut the log at this day, counted from its first mail."] = None,
    seed: Annotated[int, "What the draws and the ties between equals hang on."] = 0,
) -> EvaluateTies:
    """Measure guesses about ties on logs of mail, beside formulas and other models.

    LOGS hold a line for each mail: from, to, seconds. Each person in them is the owner in turn
    and of them only their own mail is known. T1: who is still in touch in a quarter. T2: which
    two-way ties lapse. T3: whom they write to within 7 days. T4: who writes back within 2 days.
    T5: how many days until they are next in touch. What is guessed on a day comes from before
    that day alone. Without --train the numbers that ship are measured; with it, numbers fitted on
    those logs, and of a log that is itself measured only on the days before. A task that a log
    is too short or too one-sided for has no figures and says why.
    """
    wanted = _tasks(tasks)
    if draws < 0 or seed < 0:
        raise BadInput(f"{min(draws, seed)} is less than nothing")
    if until is not None and until <= 0:
        raise BadInput(f"a log cannot end on day {until}")
    from comity.evaluate.bench import Bench

    bench = Bench(seed=seed, draws=draws, notify=book.notify or _silent)
    learnt = [bench.read(path, until_day=None) for path in train or ()]
    told = [bench.document(bench.read(path, until_day=until), learnt, wanted) for path in logs]
    found = [task for log in told for task in log.tasks.values()]
    left_out = [task for task in found if isinstance(task, TaskLeftOut)]
    if found and left_out == found:
        raise BadInput(left_out[0].note, hint=left_out[0].hint)
    return EvaluateTies(tuple(told))


def _tasks(words: str) -> list[Task]:
    known: tuple[Task, ...] = get_args(Task)
    asked = [word.strip().upper() for word in words.split(",") if word.strip()]
    for word in asked:
        if word not in known:
            raise BadInput(f"there is no task {word}", hint=f"the tasks are {', '.join(known)}")
    return [one for one in known if one in asked] or list(known)


def _silent(_words: str) -> None:
    """Say nothing."""
