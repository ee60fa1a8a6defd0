"""How well it is told what a sentence does: figures, and what they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.evaluate.documents import PromiseFigures
from comity.faces.cli.shown.page import hint, say, table

if TYPE_CHECKING:
    from comity.book import Book
    from comity.evaluate.documents import EvaluateIntent, EvaluatePoliteness, EvaluatePromises


def show_intent(result: EvaluateIntent, book: Book) -> None:
    """Print how well requests are told."""
    del book
    say(
        f"Of what is told to be a request, {result.precision:.3f} are; of the requests, "
        f"{result.recall:.3f} are told (F1 {result.f1:.3f})."
    )
    say(
        f"Right on {result.accuracy:.3f} of all sentences, {result.per_sentence_ms:.2f} ms each "
        f"(area under the curve {result.auc:.3f})."
    )


def show_politeness(result: EvaluatePoliteness, book: Book) -> None:
    """Print how well polite requests are told."""
    del book
    say(
        f"Right on {result.accuracy:.3f} of {result.requests} requests "
        f"(area under the curve {result.auc:.3f}), {result.per_request_ms:.2f} ms each."
    )
    say(f"Right on {result.ten_fold:.3f} of those left out while it was fitted.")
    for note in result.notes:
        hint(note)


def show_promises(result: EvaluatePromises, book: Book) -> None:
    """Print how often what is shown is a promise, beside a rival."""
    del book
    say(
        f"{result.sentences} sentences, read twice; beyond chance the readings agree "
        f"{result.kappa:.2f} (Cohen's kappa)."
    )
    say()
    table(
        [
            _row(name, one)
            for name, one in (*result.shown.items(), *result.rivals.items())
            if isinstance(one, PromiseFigures)
        ],
        heads=("Shown as a promise", "sentences", "shown", "precision", "recall"),
        right=(1, 2),
    )
    say()
    for name, one in result.rivals.items():
        if not isinstance(one, PromiseFigures):
            hint(f"{name}: {one.note}")
    for note in result.notes:
        hint(note)


def _row(name: str, one: PromiseFigures) -> tuple[str, ...]:
    known = one.precision
    bounds = f"{known.value:.2f} ({known.low:.2f} to {known.high:.2f})"
    return name, str(one.sentences), str(one.shown), bounds, f"{one.recall:.2f}"
