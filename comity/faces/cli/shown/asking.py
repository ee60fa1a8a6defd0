"""How well asks are told apart, in words before figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.faces.cli.shown.page import hint, say, table

if TYPE_CHECKING:
    from comity.book import Book
    from comity.evaluate.documents import AskFigures, Estimate, EvaluateAsks


def show(result: EvaluateAsks, book: Book) -> None:
    """Print how far two readings agree, and how often the rule and its rival are right."""
    del book
    say(
        f"Two readings of {result.sentences} asks agree on {result.read_alike}; beyond chance "
        f"{result.kappa:.2f} (Cohen's kappa)."
    )
    say()
    rows = [
        _row("held out", result.held_out),
        _row("looked at while made", result.tuned_on),
        _row("rival: short is vague", result.rival),
    ]
    table(rows, heads=("A vague ask", "asks", "vague", "precision", "recall"), right=(1, 2))
    say()
    for note in result.notes:
        hint(note)


def _row(name: str, told: AskFigures) -> tuple[str, ...]:
    return name, str(told.asks), str(told.vague), _figure(told.precision), _figure(told.recall)


def _figure(one: Estimate) -> str:
    if one.value is None or one.low is None or one.high is None:
        return "none told"
    return f"{one.value:.2f} ({one.low:.2f} to {one.high:.2f})"
