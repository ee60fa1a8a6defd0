"""``evaluate asks``: how often a vague ask is found, and a specific one let be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.evaluate.asks.labelled import kappa, labelled
from comity.evaluate.diagram import wilson
from comity.evaluate.documents import AskFigures, Estimate, EvaluateAsks
from comity.language.draft.specific import is_vague
from comity.operations.operation import operation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from comity.book import Book
    from comity.evaluate.asks.labelled import Ask

_SHORT_WORDS = 9  # the rival: an ask of so few words is vague
_NOTES = (
    "specific: the reader could do it, or say yes or no, from the sentence alone",
    "200 invented asks, read twice by one reader in two orders; those read otherwise are left out",
    "held out: a half, by a hash of the sentence, that no phrase of the rule was fitted to",
    "who made the rule wrote the asks as well: asks of real mail are told less surely",
    "intervals: 95 % (Wilson)",
)


@operation("evaluate asks")
def evaluate_asks(book: Book) -> EvaluateAsks:
    """Measure how well a vague ask is told from a specific one, on invented asks.

    Agreement is that of the two readings, beyond chance. Beside the rule stands a rival: that a
    short ask is a vague one.
    """
    del book
    asks = labelled()
    agreed = [one for one in asks if one.first == one.second]
    held_out = [one for one in agreed if one.is_held_out]
    tuned = [one for one in agreed if not one.is_held_out]
    return EvaluateAsks(
        sentences=len(asks),
        read_alike=len(agreed),
        kappa=kappa([(one.first, one.second) for one in asks]),
        held_out=figures(held_out, is_vague),
        tuned_on=figures(tuned, is_vague),
        rival=figures(held_out, lambda sentence: len(sentence.split()) <= _SHORT_WORDS),
        notes=_NOTES,
    )


def figures(asks: Sequence[Ask], tell: Callable[[str], bool]) -> AskFigures:
    """Return how often what is told to be vague is, and how many of the vague are told."""
    told = [(not one.first, tell(one.sentence)) for one in asks]
    found = sum(vague and said for vague, said in told)
    return AskFigures(
        asks=len(told),
        vague=sum(vague for vague, _ in told),
        precision=_share(found, sum(said for _, said in told)),
        recall=_share(found, sum(vague for vague, _ in told)),
    )


def _share(part: int, whole: int) -> Estimate:
    return Estimate(part / whole, *wilson(part, whole)) if whole else Estimate(None, None, None)
