"""``evaluate promises``: how often what is shown as a promise is one, on labelled sentences."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from typing import TYPE_CHECKING

from comity.errors import BadInput
from comity.evaluate.asks.labelled import kappa
from comity.evaluate.documents import Absent, Estimate, EvaluatePromises, PromiseFigures
from comity.evaluate.sentences.labelled import found_in
from comity.evaluate.sentences.rates import weighted
from comity.language.promises import THRESHOLD, probability
from comity.operations.operation import operation

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.book import Book
    from comity.evaluate.sentences.labelled import Label

_RIVAL = "cogext-primitive"
_NOTES = (
    "a promise: something definite the writer will do, and for whom; what both readings call so",
    "read twice by one reader in two orders, who wrote the rules as well",
    "weights were fitted on other sentences (the part learn) and on invented ones",
    "sentences were drawn in strata and count for as many as they stand for; intervals: 95 %",
)


@operation("evaluate promises")
def evaluate_promises(book: Book, files: list[Path]) -> EvaluatePromises:
    """Measure how often what is shown as a promise is one, on labelled public sentences.

    No sentence is kept in the program, only hashes: FILES are the corpora they are from, the
    training half of ParakweetLabs/EmailIntentDataSet and the mail of the list ksummit (mbox).
    """
    del book
    known = found_in(files)
    if not known:
        raise BadInput(
            "none of the labelled sentences is in these files",
            hint="they are from the training half of EmailIntentDataSet and the list ksummit",
        )
    tested = [one for one in known if one[1].part == "test"]
    corpora = sorted({label.corpus for _, label in tested})
    return EvaluatePromises(
        sentences=len(known),
        kappa=round(kappa([(label.first, label.second) for _, label in known]), 4),
        threshold=THRESHOLD,
        shown={
            corpus: _figures(tested, corpus, probability, THRESHOLD) for corpus in (*corpora, "all")
        },
        rivals={_RIVAL: _rival(tested)},
        notes=_NOTES,
    )


def _figures(
    tested: list[tuple[str, Label]], corpus: str, chance: Callable[[str], float], least: float
) -> PromiseFigures:
    found = weighted(
        [
            (label.promises, chance(sentence), label.weight)
            for sentence, label in tested
            if corpus in {label.corpus, "all"}
        ],
        least,
    )
    return PromiseFigures(
        sentences=found["sentences"],
        promises=found["promises"],
        shown=found["shown"],
        precision=Estimate(found["precision"], found["low"], found["high"]),
        recall=found["recall"],
    )


def _rival(tested: list[tuple[str, Label]]) -> PromiseFigures | Absent:
    """Return what the patterns of another program show, where it is installed."""
    if find_spec("cogext_primitive") is None:
        return Absent(f"{_RIVAL} is not installed")
    from cogext_primitive import extract_commitments

    return _figures(tested, "all", lambda sentence: float(bool(extract_commitments(sentence))), 0.5)
