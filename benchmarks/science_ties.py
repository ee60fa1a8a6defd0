"""Results of the steps in; the tables of the tasks out, the model beside its rivals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from science_tables import count, figure, of, table, with_interval

if TYPE_CHECKING:
    from collections.abc import Mapping

    Results = Mapping[str, dict[str, Any]]

LOGS = {"eu": "Eu", "man": "Man"}
ORIGINS = {"own": "own past", "other": "the other company", "shipped": "both (ships)"}
TASKS = {"T1": "auc", "T2": "ap", "T3": "ap", "T4": "auc", "T5": "log_likelihood"}
TRIED = ("T1", "T3", "T4")
_CANDIDATES = {
    "turn": "whose turn it is",
    "begins": "who begins after a week's silence",
    "group_size": "mails to one person alone, apart from others",
    "weekday": "the day of the week",
    "hour": "the day of the week and quarter of the day",
    "volume": "the counts of a year",
}
_NO_FORMULAS = ("random", "lightgbm", "hindsight", "model_with_refit", "model_without_refit")


def found_of(results: Results, task: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Return what there is of a task: the log, where its weights come from, the figures."""
    named = [(log, origin, f"ties-{log}-{origin}-{task}") for log in LOGS for origin in ORIGINS]
    return [
        (log, origin, results[name]["tasks"][task])
        for log, origin, name in named
        if name in results
    ]


def task_table(results: Results, task: str) -> str:
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
    for log, origin, told in found_of(results, task):
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


def carried_table(results: Results) -> str:
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
        found = {(log, origin): told["model"] for log, origin, told in found_of(results, task)}
        for log, called in LOGS.items():
            own, other = found.get((log, "own")), found.get((log, "other"))
            if own and other:
                pairs = [
                    f"{figure(own.get(one))}, {figure(other.get(one))}"
                    if one in own
                    else "\N{EN DASH}"
                    for one in ("log_loss", "ece")
                ]
                rows.append([task, of(key), called, figure(own[key]), figure(other[key]), *pairs])
    return table(head, rows)


def formulas_table(results: Results) -> str:
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


def owners_table(results: Results) -> str:
    """Return what laying an owner's own base rate over everyone's numbers changes in T1."""
    head = [
        "log",
        "weights from",
        "calibration error with",
        "on each day",
        "without",
        "log loss with, without",
        "AUC, with less without",
    ]
    rows = []
    for log, origin, told in found_of(results, "T1"):
        without = told["baselines"].get("model_without_refit")
        if without:
            known = results[f"ties-{log}-{origin}-T1"].get("calibration", {}).get("with", {})
            rows.append(
                [
                    LOGS[log],
                    ORIGINS[origin],
                    with_interval(known) or figure(told["model"]["ece"]),
                    ", ".join(map(figure, known.get("days", {}).values())),
                    figure(without["ece"]),
                    f"{figure(told['model']['log_loss'])}, {figure(without['log_loss'])}",
                    with_interval(told["paired"]["model_without_refit"]),
                ]
            )
    return table(head, rows)


def tried_table(results: Results) -> str:
    """Return what each group of features brings beyond the model, on a log not fitted on."""
    rows = []
    for task in TRIED:
        found = {log: results.get(f"tried-{log}-{task}") for log in LOGS}
        known = {log: told["candidates"] for log, told in found.items() if told}
        for name in next(iter(known.values()), {}):
            cells = [
                with_interval(known[log][name]["paired"]) if log in known else "" for log in LOGS
            ]
            rows.append([task, of(TASKS[task]), _CANDIDATES[name], *cells])
    return table(
        ["task", "figure", "tried", *(f"{name}, with less without" for name in LOGS.values())], rows
    )
