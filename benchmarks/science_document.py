"""Results of the steps in; the report's Markdown and its pictures out, by their names under docs.

Every figure in a table is looked up in the results; the words around them are the template's.
"""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from science_parts import TRUTHS, linkage, plan
from science_tables import count, figure, of, table, with_interval

from comity.evaluate.diagram import reliability

if TYPE_CHECKING:
    from collections.abc import Mapping

    Results = Mapping[str, dict[str, Any]]

TEMPLATE = Path(__file__).with_name("science.template.md")
LOGS = {"eu": "Eu", "man": "Man"}
ORIGINS = {"own": "own past", "other": "the other company", "shipped": "both (ships)"}
TASKS = {"T1": "auc", "T2": "ap", "T3": "ap", "T4": "auc", "T5": "log_likelihood"}
_NO_FORMULAS = ("random", "lightgbm", "hindsight", "model_with_refit", "model_without_refit")


def written(results: Results) -> dict[str, str]:
    """Return the text of each file."""
    pictures = _pictures(results)
    words = {
        "date": max((one["date"] for one in results.values()), default="not yet"),
        "version": ", ".join(sorted({one["version"] for one in results.values()})),
        "draws": ", ".join(sorted({str(one["draws"]) for one in results.values()})),
        "logs": _logs(results),
        "pictures": _shown(pictures),
        "carried": _carried(results),
        "formulas": _formulas(results),
        "owners": _owners(results),
        "linkage": linkage(results),
        "missing": _missing(results),
        **{task: _task(results, task) for task in TASKS},
        **{f"plan_{name}": plan(results, name) for name in ("eu", "man", "ksummit")},
    }
    return {"science.md": Template(TEMPLATE.read_text("utf-8")).substitute(words)} | pictures


def _pictures(results: Results) -> dict[str, str]:
    """Return a reliability diagram a log, of weights that have not seen it."""
    steps = {log: [f"ties-{log}-other-{task}" for task in ("T1", "T3")] for log in LOGS}
    return {
        f"pictures/reliability-{log}.svg": reliability(
            [results[one]["reliability"] for one in names]
        )
        for log, names in steps.items()
        if all(one in results for one in names)
    }


def _shown(pictures: Mapping[str, str]) -> str:
    said = "came true, beside what was forecast, in tenths of T1 and T3"
    logs = {path: LOGS[Path(path).stem.rpartition("-")[2]] for path in pictures}
    lines = [
        f"![{log}: how many {said}. The picture describes every point in words.]({path})"
        for path, log in logs.items()
    ]
    return "\n\n".join(lines) or "Not run."


def _found(results: Results, task: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Return what there is of a task: the log, where its weights come from, the figures."""
    named = [(log, origin, f"ties-{log}-{origin}-{task}") for log in LOGS for origin in ORIGINS]
    return [
        (log, origin, results[name]["tasks"][task])
        for log, origin, name in named
        if name in results
    ]


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


def _task(results: Results, task: str) -> str:
    """Return a task's table: the model beside its rivals, and by how much it differs."""
    key = TASKS[task]
    head = [
        "log",
        "weights from",
        "guesses",
        "base rate",
        "model",
        "best simple rival",
        "LightGBM",
        "ceiling",
        "model less simple",
        "model less LightGBM",
    ]
    rows = []
    for log, origin, told in _found(results, task):
        best = best_formula(told, key)
        rivals = told["baselines"]
        rows.append(
            [
                LOGS[log],
                ORIGINS[origin],
                count(told["cases"]),
                figure(told["base_rate"]),
                f"**{figure(told['model'][key])}**",
                f"{figure(rivals[best][key])} ({of(best)})",
                figure(rivals.get("lightgbm", {}).get(key)),
                figure(rivals.get("hindsight", {}).get(key)),
                with_interval(told["paired"][best]),
                with_interval(told["paired"].get("lightgbm")),
            ]
        )
    shown = [at for at in range(len(head)) if any(row[at] != "" for row in rows)]
    return table([head[at] for at in shown], [[row[at] for at in shown] for row in rows])


def best_formula(told: dict[str, Any], key: str) -> str:
    """Return the formula that did best on the very guesses it is compared on."""
    known = {
        name: one[key]
        for name, one in told["baselines"].items()
        if name not in _NO_FORMULAS and one.get(key) is not None
    }
    return max(known, key=lambda name: known[name])


def _carried(results: Results) -> str:
    head = [
        "task",
        "figure",
        "log",
        "own past",
        "the other company",
        "log loss own, other",
        "calibration error own, other",
    ]
    rows = []
    for task, key in TASKS.items():
        found = {(log, origin): told["model"] for log, origin, told in _found(results, task)}
        for log in LOGS:
            own, other = found.get((log, "own")), found.get((log, "other"))
            if own and other:
                pairs = [
                    f"{figure(own.get(one))}, {figure(other.get(one))}"
                    if one in own
                    else "\N{EN DASH}"
                    for one in ("log_loss", "ece")
                ]
                rows.append(
                    [task, of(key), LOGS[log], figure(own[key]), figure(other[key]), *pairs]
                )
    return table(head, rows)


def _formulas(results: Results) -> str:
    """Return every rival's headline figure where the weights come from the log's own past."""
    wanted = [(log, task) for task in ("T1", "T2", "T3") for log in LOGS]
    known = {
        (log, task): results[f"ties-{log}-own-{task}"]["tasks"][task]
        for log, task in wanted
        if f"ties-{log}-own-{task}" in results
    }
    names = list(dict.fromkeys(name for one in known.values() for name in one["baselines"]))
    rows = [
        ["**model**", *(f"**{figure(one['model'][TASKS[at[1]]])}**" for at, one in known.items())]
    ]
    rows += [
        [
            of(name),
            *(
                figure(one["baselines"].get(name, {}).get(TASKS[at[1]]))
                for at, one in known.items()
            ),
        ]
        for name in names
    ]
    return table(["", *(f"{task} {LOGS[log]}, {of(TASKS[task])}" for log, task in known)], rows)


def _owners(results: Results) -> str:
    """Return what laying an owner's own base rate over everyone's numbers changes in T1."""
    head = [
        "log",
        "weights from",
        "calibration error with, without",
        "log loss with, without",
        "AUC, with less without",
    ]
    rows = []
    for log, origin, told in _found(results, "T1"):
        without = told["baselines"].get("model_without_refit")
        if without:
            pairs = [
                f"{figure(told['model'][one])}, {figure(without[one])}"
                for one in ("ece", "log_loss")
            ]
            rows.append(
                [
                    LOGS[log],
                    ORIGINS[origin],
                    *pairs,
                    with_interval(told["paired"]["model_without_refit"]),
                ]
            )
    return table(head, rows)


def _missing(results: Results) -> str:
    """Return which steps of the logs have no result, if any."""
    wanted = [f"ties-{log}-{origin}-{task}" for log in LOGS for origin in ORIGINS for task in TASKS]
    wanted += [f"plan-{name}" for name in ("eu", "man", "ksummit")] + [
        f"linkage-{one}" for one in TRUTHS
    ]
    missing = [f"`{one}`" for one in wanted if one not in results]
    return f"Not run for this version: {', '.join(missing)}." if missing else "Every step was run."
