"""How well guesses about ties come true: one table a task, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.evaluate.documents import Absent, TaskLeftOut
from comity.faces.cli.shown.page import hint, say, table, title
from comity.operations.words import count

if TYPE_CHECKING:
    from comity.book import Book
    from comity.evaluate.documents import EvaluateTies, Paired, TaskMeasured

_NAMES = {
    "auc": "AUC",
    "ap": "AP",
    "brier": "Brier",
    "ece": "ECE",
    "map": "MAP",
    "p_at_10": "P@10",
    "log_likelihood": "nats",
    "pit_error": "PIT err.",
    "median_error_days": "days off",
}
_SHOWN = {  # the headline first; the rest is in the document
    "T1": ("auc", "ap", "brier", "ece"),
    "T2": ("ap", "auc", "p_at_10", "ece"),
    "T3": ("ap", "auc", "p_at_10", "map"),
    "T4": ("auc", "ap", "brier", "ece"),
    "T5": ("log_likelihood", "pit_error", "median_error_days"),
}
_CEILING = "hindsight"  # knows what came later: no rival
_OURS = "model"


def show(result: EvaluateTies, book: Book) -> None:
    """Print each log's tasks."""
    del book
    for log in result.logs:
        title(
            f"{log.log}: {log.interactions:,} mails of {count(log.people, 'person')}, "
            f"{log.days} days"
        )
        _show_dropped(log.dropped)
        if log.model.has_seen_this_log:
            hint("The model's numbers were fitted on this log too: what follows flatters it.")
        for task, found in log.tasks.items():
            say()
            _show_task(task, found)
        say()
    hint("Every figure, with all intervals: --json.")


def _show_dropped(dropped: dict[str, int]) -> None:
    said = [f"{n:,} {what.replace('_', ' ')}" for what, n in dropped.items() if n]
    if said:
        hint(f"Left out: {', '.join(said)}.")


def _show_task(task: str, found: TaskMeasured | TaskLeftOut) -> None:
    title(f"{task}: {found.asks}")
    if isinstance(found, TaskLeftOut):
        hint(f"Left out: {found.note}.")
        return
    shown = _SHOWN[task]
    about = f"{found.cases:,} guesses of {count(found.owners, 'owner')}"
    rate = found.base_rate
    hint(f"{about}; true of {rate:.1%}." if rate is not None else f"{about}.")
    measured = [
        (name, each) for name, each in found.baselines.items() if not isinstance(each, Absent)
    ]
    measured.sort(key=lambda one: -(one[1][shown[0]] or 0.0))
    rows = [[_OURS, *(_figure(found.model[name]) for name in shown), "", ""]]
    for name, each in measured:
        rows.append(
            [name, *(_figure(each[one]) for one in shown), *_difference(found.paired[name])]
        )
    heads = ["", *(_NAMES[name] for name in shown), "lead", "95% interval"]
    table(rows, heads=heads, right=range(1, len(heads)))
    for name, rival in found.baselines.items():
        if isinstance(rival, Absent):
            hint(f"{name}: {rival.note}")
    if rivals := [name for name, _ in measured if name != _CEILING and not name.startswith(_OURS)]:
        say(_reading(rivals[0], found.paired[rivals[0]]))


def _reading(rival: str, paired: Paired) -> str:
    """Return in one sentence how the model compares with the best of the others."""
    low, high = paired.interval
    if low is None or high is None or low <= 0.0 <= high:
        return f"No better than {rival}, the best of the others: the interval holds 0."
    words = "Better" if low > 0 else "Worse"
    return f"{words} than {rival}, the best of the others, by {low:+.3f} to {high:+.3f}."


def _difference(paired: Paired) -> list[str]:
    low, high = paired.interval
    if paired.difference is None or low is None:
        return ["-", "-"]
    return [f"{paired.difference:+.3f}", f"{low:+.3f} to {high:+.3f}"]


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
