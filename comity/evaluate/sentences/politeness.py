"""``evaluate politeness``: how well polite requests are told from others, on a marked file."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from time import perf_counter
from typing import TYPE_CHECKING

from comity.evaluate.documents import EvaluatePoliteness
from comity.evaluate.sentences.labelled import quarters
from comity.evaluate.sentences.rates import rates
from comity.language.politeness import politeness
from comity.models.phrases import load
from comity.operations.operation import operation

if TYPE_CHECKING:
    from comity.book import Book

_NOTES = (
    "the politest and the least polite quarter of the file, by its readers' scores",
    "surer on the file the weights were fitted to; ten_fold is of requests left out meanwhile",
    "weights like these were right on three in five requests of another site",
)


@operation("evaluate politeness")
def evaluate_politeness(book: Book, file: Path) -> EvaluatePoliteness:
    """Measure how well polite requests are told, on the Stanford politeness corpus.

    The file is a CSV with the columns Request and Normalized Score, plain or packed (.xz).
    """
    del book
    cases = quarters(file)
    model = load("politeness")
    begun = perf_counter()
    chances = [politeness(text) for text, _ in cases]
    spent = perf_counter() - begun
    found = rates([polite for _, polite in cases], chances, model.threshold)
    return EvaluatePoliteness(
        requests=len(cases),
        accuracy=found["accuracy"],
        auc=found["auc"],
        ten_fold=model.measured["accuracy"],
        per_request_ms=round(1000 * spent / max(len(cases), 1), 4),
        notes=_NOTES,
    )
