"""Results of the steps in; the report's Markdown and its pictures out, by their names under docs.

Every figure in a table is looked up in the results; the words around them are the template's.
"""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from science_parts import TRUTHS, linkage, plan, revivals
from science_tables import count, table
from science_ties import (
    LOGS,
    ORIGINS,
    TASKS,
    TRIED,
    carried_table,
    formulas_table,
    owners_table,
    task_table,
    tried_table,
)

from comity.evaluate.diagram import reliability
from comity.evaluate.documents import Bin, Reliability

if TYPE_CHECKING:
    from collections.abc import Mapping

    Results = Mapping[str, dict[str, Any]]

_OF_A_BIN = ("to", "n", "came_true", "mean_forecast")
TEMPLATE = Path(__file__).with_name("science.template.md")


def written(results: Results) -> dict[str, str]:
    """Return the text of each file."""
    pictures = _pictures(results)
    words = {
        "date": max((one["date"] for one in results.values()), default="not yet"),
        "version": ", ".join(sorted({one["version"] for one in results.values()})),
        "draws": ", ".join(sorted({str(one["draws"]) for one in results.values()})),
        "logs": _logs(results),
        "pictures": _shown(pictures),
        "carried": carried_table(results),
        "formulas": formulas_table(results),
        "owners": owners_table(results),
        "tried": tried_table(results),
        "linkage": linkage(results),
        "missing": _missing(results),
        **{task: task_table(results, task) for task in TASKS},
        "revivals": revivals(results),
        **{f"plan_{name}": plan(results, name) for name in ("eu", "man", "ksummit")},
    }
    return {"science.md": Template(TEMPLATE.read_text("utf-8")).substitute(words)} | pictures


def _pictures(results: Results) -> dict[str, str]:
    """Return a reliability diagram a log, of weights that have not seen it."""
    steps = {log: [f"ties-{log}-other-{task}" for task in ("T1", "T3")] for log in LOGS}
    return {
        f"pictures/reliability-{log}.svg": reliability(
            [_drawn(results[one]["reliability"]) for one in names]
        )
        for log, names in steps.items()
        if all(one in results for one in names)
    }


def _drawn(told: dict[str, Any]) -> Reliability:
    bins = tuple(Bin(from_=one["from"], **{n: one[n] for n in _OF_A_BIN}) for one in told["bins"])
    return Reliability(told["target"], told["horizon_days"], bins)


def _shown(pictures: Mapping[str, str]) -> str:
    said = "came true, beside what was forecast, in tenths of T1 and T3"
    logs = {path: LOGS[Path(path).stem.rpartition("-")[2]] for path in pictures}
    lines = [
        f"![{log}: how many {said}. The picture describes every point in words.]({path})"
        for path, log in logs.items()
    ]
    return "\n\n".join(lines) or "Not run."


def _logs(results: Results) -> str:
    head = ["log", "people", "mails", "days", "horizon of T1 and T2, days"]
    rows = []
    for log, name in LOGS.items():
        known = [one for key, one in results.items() if key.startswith(f"ties-{log}-")]
        if known:
            one = known[0]
            rows.append(
                [
                    f"{name} (`{one['log']}`)",
                    count(one["people"]),
                    count(one["interactions"]),
                    str(one["days"]),
                    str(one["horizon_days"]),
                ]
            )
    return table(head, rows)


def _missing(results: Results) -> str:
    """Return which steps of the logs have no result, if any."""
    wanted = [f"ties-{log}-{origin}-{task}" for log in LOGS for origin in ORIGINS for task in TASKS]
    wanted += [f"tried-{log}-{task}" for log in LOGS for task in TRIED]
    wanted += [f"plan-{name}" for name in ("eu", "man", "ksummit")] + [
        f"linkage-{one}" for one in TRUTHS
    ]
    missing = [f"`{one}`" for one in wanted if one not in results]
    return f"Not run for this version: {', '.join(missing)}." if missing else "Every step was run."
