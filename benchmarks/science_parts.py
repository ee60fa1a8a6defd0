"""Results of the steps in; the tables of who is who and of the plan's replay out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from science_tables import count, figure, table, with_interval

if TYPE_CHECKING:
    from collections.abc import Mapping

    Results = Mapping[str, dict[str, Any]]

PLANS = ("plan", "index", "eight_gaps", "recency", "overdue", "likely_lost", "random", "best")
TRUTHS = {
    "linux": "two public lists, truth from Linux's mailmap",
    "named": "Stackalytics, the name on every address",
    "once1": "Stackalytics, a name on one address a person",
    "once2": "the same, another draw",
    "once3": "the same, a third draw",
}


def linkage(results: Results) -> str:
    head = ["truth", "addresses", "true pairs", "linked without asking: precision, recall",
            "with best guesses, F1", "after perfect answers, recall (questions)", "exact name, F1",
            "gambit, guarded, F1", "Splink, F1"]  # fmt: skip
    rows = []
    for name, words in TRUTHS.items():
        one = results.get(f"linkage-{name}")
        if one:
            sure, asked, rivals = one["automatic"], one["questions"], one["baselines"]
            beside = [figure((rivals[rival] or {}).get("f1"))
                      for rival in ("exact_name", "gambit_guarded", "splink")]  # fmt: skip
            rows.append([
                words, count(one["addresses"]), count(one["pairs"]),
                f"{figure(sure['precision'])}, {figure(sure['recall'])}", figure(one["all"]["f1"]),
                f"{figure(asked['recall_after'])} ({count(asked['asked'])})", *beside,
            ])  # fmt: skip
    return table(head, rows)


def plan(results: Results, name: str) -> str:
    """Return the replay over one log: a table for a name a day, and one for a name a week."""
    told = results.get(f"plan-{name}")
    if not told:
        return "Not run."
    head = ["who is named", "in time", "needless", "in touch again anyway", "names"]
    parts = []
    for budget in told["sets"][0]["budgets"]:
        often = "a day" if budget["every_days"] == 1 else f"every {budget['every_days']} days"
        said = (f"One name {often}; {count(budget['owners'])} owners, {count(budget['lapses'])} "
                f"lapses of {budget['horizon_days']} days.")  # fmt: skip
        rows = [
            [told["plans"][plan], *(with_interval(one[key]) for key in
             ("in_time", "needless", "active_anyway")), count(one["named"])]
            for plan in PLANS if (one := budget["plans"].get(plan))
        ]  # fmt: skip
        parts.append(f"{said}\n\n{table(head, rows)}")
    return "\n\n".join(parts)


def revivals(results: Results) -> str:
    """Return how well old ties are ordered, a row a log."""
    head = ["log", "first words after half a year", "answered", "order of today, AUC",
            "by days both ways and silence, AUC", "difference"]  # fmt: skip
    rows = []
    for name in ("eu", "man", "ksummit"):
        told = results.get(f"plan-{name}")
        if told:
            one = told["sets"][0]["revivals"]
            rows.append([name.title(), count(one["cases"]), *(with_interval(one[key]) for key in
                         ("answered", "order", "before", "more"))])  # fmt: skip
    return table(head, rows)
