"""Fit the numbers that ship with the program, on two public logs of mail and nothing else.

    COMITY_DATA=FOLDER python benchmarks/fit_models.py

Writes ``activity.json``, ``reply.json`` and ``gap.json`` in ``comity/models``. The same logs give
the same numbers.
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import comity
from comity.evaluate.bench import Bed
from comity.evaluate.logs import read_log
from comity.evaluate.trial import joined
from comity.models import activity, gap, reply

if TYPE_CHECKING:
    from comity.evaluate.cases import Cases
    from comity.evaluate.gaps import Gaps

_LOGS = ("logs/email-eu-core-temporal.txt.gz", "logs/manufacturing.txt.gz")
_TASKS = {"T1": activity.ACTIVE_90D, "T3": activity.CONTACT_7D}
_DIGITS = 4


def main() -> None:
    folder = Path(os.environ["COMITY_DATA"])
    beds = [Bed(read_log(folder / name, until_day=None)) for name in _LOGS]
    home = Path(comity.__file__).parent / "models"
    write(home / "activity.json", beds, activity_numbers(beds))
    write(home / "reply.json", beds, reply_numbers(beds))
    write(home / "gap.json", beds, gap_numbers(beds))


def activity_numbers(beds: list[Bed]) -> dict[str, Any]:
    targets = {}
    for task, target in _TASKS.items():
        ahead = activity.HORIZON_DAYS[target]
        parts = [bed.learnt_from(task, ahead=ahead, before=False) for bed in beds]
        names = [name for feature in activity.load().features for name in feature.sum_of]
        labels = np.concatenate([one.labels for one in parts])
        found = activity.fit(joined(parts, names), labels, target).targets[target]
        targets[target] = {
            "meaning": found.meaning,
            "cases": counted(target, parts),
            "intercept": rounded(found.intercept),
            "weights": {name: rounded(value) for name, value in found.weights.items()},
        }
    return {"targets": targets}


def reply_numbers(beds: list[Bed]) -> dict[str, Any]:
    ahead = reply.WINDOW_DAYS
    parts = [bed.learnt_from("T4", ahead=ahead, before=False) for bed in beds]
    labels = np.concatenate([one.labels for one in parts])
    found = reply.fit(joined(parts, parts[0].columns), labels)
    return {
        "cases": counted("reply", parts),
        "intercept": rounded(found.intercept),
        "weights": {name: rounded(value) for name, value in found.weights.items()},
    }


def gap_numbers(beds: list[Bed]) -> dict[str, Any]:
    parts = [bed.gaps(test=False, before=False) for bed in beds]
    days = np.concatenate([one.days for one in parts])
    closed = np.concatenate([one.closed for one in parts])
    found = gap.fit(joined(parts, parts[0].columns), days, closed)
    return {
        "cases": counted("gap", parts),
        "centre": [rounded(value) for value in found.centre],
        "spread": [rounded(value) for value in found.spread],
    }


def counted(what: str, parts: list[Cases] | list[Gaps]) -> int:
    cases = sum(len(one) for one in parts)
    print(f"{what}: {cases:,} cases")
    return cases


def write(path: Path, beds: list[Bed], numbers: dict[str, Any]) -> None:
    raw = json.loads(path.read_text("utf-8"))
    raw["date"] = date.today().isoformat()  # noqa: DTZ011 - of the machine it is run on
    raw["fitted_on"] = [
        {"log": bed.log.name, "digest": bed.log.digest, "days": bed.log.days} for bed in beds
    ]
    path.write_text(json.dumps(raw | numbers, indent=2) + "\n", "utf-8")


def rounded(number: float) -> float:
    return round(number, _DIGITS)


if __name__ == "__main__":
    main()
