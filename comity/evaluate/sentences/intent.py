"""``evaluate intent``: how well requests are told from other sentences, on a marked file."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from time import perf_counter
from typing import TYPE_CHECKING

from comity.evaluate.documents import EvaluateIntent
from comity.evaluate.sentences.labelled import marked
from comity.evaluate.sentences.rates import rates
from comity.language.requests import request_probability
from comity.models.phrases import load
from comity.operations.operation import operation

if TYPE_CHECKING:
    from comity.book import Book


@operation("evaluate intent")
def evaluate_intent(book: Book, file: Path) -> EvaluateIntent:
    """Measure how well requests are told, on lines of Yes or No, a tab and a sentence."""
    del book
    cases = marked(file)
    model = load("request")
    begun = perf_counter()
    chances = [request_probability(sentence) for sentence, _ in cases]
    spent = perf_counter() - begun
    return EvaluateIntent(
        **rates([yes for _, yes in cases], chances, model.threshold),
        per_sentence_ms=round(1000 * spent / max(len(cases), 1), 4),
    )
