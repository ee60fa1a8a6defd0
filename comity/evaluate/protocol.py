"""The length of a log in, the days on which is guessed out: rolling origin with an embargo.

Nothing is drawn at random from time. Every label of a training day is known before the first
test day begins, and every label of a test day before the log ends. Days are counted from the
log's first mail; the guess of a day is made at its beginning.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Literal

Task = Literal["T1", "T2", "T3", "T4", "T5"]

STEP_DAYS = 15  # to which the first test day is rounded up
CONTACT_STEP_DAYS = 12  # between guesses at the next week
FIRST_TRAIN_DAY = 90  # a log needs a past before it teaches
LEAST_TRAIN_DAY = 60  # where it is too short for that
FIRST_TEST_SHARE = 0.55
CONTACT_DAYS = 7
YEAR_DAYS = 365
LEAST_EVENTS = 3  # of a real tie, in both directions
TRAIN_SHARE = 0.6  # of the time, for tasks that have a case for every mail or gap


@dataclass(frozen=True, slots=True)
class TaskRule:
    """What is guessed in a task, and by which figure first of all it is judged."""

    asks: str
    headline: str


TASKS: dict[Task, TaskRule] = {
    "T1": TaskRule("who is still in touch within the horizon, either way", "auc"),
    "T2": TaskRule("which two-way ties lapse: nothing passes within the horizon", "ap"),
    "T3": TaskRule("whom I write to within 7 days", "ap"),
    "T4": TaskRule("who writes back to me within 2 days", "auc"),
    "T5": TaskRule("how many days until we are next in touch", "log_likelihood"),
}


def horizon_days(days: int) -> int:
    """Return how far ahead T1 and T2 look: a quarter, or 60 days in a log of under a year."""
    return 90 if days >= YEAR_DAYS else 60


def label_days(task: Task, days: int) -> int:
    """Return for how many days after a guess its label stays open."""
    return CONTACT_DAYS if task == "T3" else horizon_days(days)


def test_days(task: Task, days: int) -> list[int]:
    """Return the days on which guesses are judged, of a log of so many days."""
    first = ceil(FIRST_TEST_SHARE * days / STEP_DAYS) * STEP_DAYS
    half = horizon_days(days) // 2
    if task == "T3":
        return list(range(first + half, days - CONTACT_DAYS + 1, CONTACT_STEP_DAYS))
    return [day for day in (first, first + half) if day + horizon_days(days) <= days]


def train_days(task: Task, *, ahead_days: int, closed_by: int) -> list[int]:
    """Return the days from which is learnt: their labels are known by the day ``closed_by``."""
    step = CONTACT_STEP_DAYS if task == "T3" else ahead_days // 2
    newest = closed_by - ahead_days
    days = list(range(newest, FIRST_TRAIN_DAY - 1, -step))[::-1]
    return days or [newest] * (newest >= LEAST_TRAIN_DAY)
