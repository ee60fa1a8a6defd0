"""How well addresses are put together, as one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.faces.cli.shown.page import hint, say, table, title
from comity.operations.words import count

if TYPE_CHECKING:
    from comity.book import Book
    from comity.evaluate.documents import EvaluateLinkage, PartitionFigures

_CALLED = {
    "automatic": "without asking",
    "all": "with best guesses",
    "exact_name": "same full name",
    "same_local_part": "same local part",
    "gambit": "gambit",
    "gambit_guarded": "gambit, guarded",
    "splink": "Splink",
}
_HEADS = ("", "precision", "recall", "F1", "B³ precision", "B³ recall", "B³ F1")


def show(result: EvaluateLinkage, book: Book) -> None:
    """Print what was found, and what others find."""
    del book
    title("Who is who, against the truth")
    say()
    found = {"automatic": result.automatic, "all": result.all} | result.baselines
    table(
        [_row(_CALLED[key], each) for key, each in found.items()], heads=_HEADS, right=range(1, 7)
    )
    say()
    asked = count(result.questions.asked, "question")
    say(f"After {asked} answered rightly, recall is {result.questions.recall_after:.3f}.")
    for key, each in (result.profiles or {}).items():
        three = f"precision {each.precision:.3f}, recall {each.recall:.3f}, F1 {each.f1:.3f}"
        say(f"Profiles to addresses, {_CALLED[key]}: {three}.")
    for note in result.notes or ():
        hint(note)


def _row(called: str, figures: PartitionFigures | None) -> list[str]:
    if figures is None:
        return [called, *6 * ["-"]]
    both = (figures, figures.b_cubed)
    return [called, *(f"{n:.3f}" for one in both for n in (one.precision, one.recall, one.f1))]
