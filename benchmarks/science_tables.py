"""Figures in; how they stand in the report out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WORDS = {
    "auc": "AUC", "ap": "AP", "log_likelihood": "log likelihood", "act_r": "ACT-R power law",
    "active_days": "active days", "bg_nbd_p_alive": "BG/NBD, alive", "kaplan_meier": "Kaplan-Meier",
    "bg_nbd_p_contact": "BG/NBD, contact", "hawkes": "Hawkes", "lightgbm": "LightGBM",
    "log_normal": "log-normal", "hindsight": "hindsight (not allowed to know this)",
    "overdue": "silence over the usual gap", "pair_rate": "their past rate of answers to me",
    "owner_rate": "my rate of answers from all", "dotalign": "DotAlign's formula (patent)",
    "model_with_refit": "model, owner's own base rate laid over",
    "model_without_refit": "model, everyone's numbers alone", "recency": "days since last",
    "frequency": "count of a year", "random": "by lot",
}  # fmt: skip

_DECAYED = {
    "decayed": "decayed count", "interactions_rank": "Interactions Rank",
    "decayed_weeks": "active weeks, decayed", "decayed_days": "active days, decayed",
}  # fmt: skip


def of(name: str) -> str:
    """Return what a rival or figure is called."""
    kind, _, days = name.rpartition("_")
    if kind in _DECAYED:
        return f"{_DECAYED[kind]}, half-life {days.removesuffix('d')} days"
    return _WORDS.get(name, name.replace("_", " "))


def figure(value: float | None) -> str:
    """Return a figure with three decimals; nothing where there is none."""
    return "" if value is None else f"{value:.3f}".replace("-", "\N{MINUS SIGN}")


def count(number: int) -> str:
    """Return a count."""
    return f"{number:,}"


def with_interval(told: Mapping[str, Any] | None) -> str:
    """Return a share or a difference with its 95 % interval."""
    if not told:
        return ""
    value = told.get("difference", told.get("value"))
    low, high = told.get("interval") or (told["low"], told["high"])
    sign = "+" if "difference" in told and value is not None and value > 0 else ""
    return f"{sign}{figure(value)} [{figure(low)}, {figure(high)}]" if value is not None else ""


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown; a sentence where there are no rows."""
    if not rows:
        return "Not run."
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
