"""How well addresses are put together, as one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.faces.cli.shown.page import count, hint, say, table, title

if TYPE_CHECKING:
    from comity.book import Book

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


def show(result: dict[str, Any], book: Book) -> None:
    """Print what was found, and what others find."""
    del book
    title("Who is who, against the truth")
    say()
    found = {key: result[key] for key in ("automatic", "all")} | result["baselines"]
    table(
        [_row(_CALLED[key], each) for key, each in found.items()], heads=_HEADS, right=range(1, 7)
    )
    say()
    after = result["questions"]
    asked = count(after["asked"], "question")
    say(f"After {asked} answered rightly, recall is {after['recall_after']:.3f}.")
    for key, each in result.get("profiles", {}).items():
        three = ", ".join(f"{word} {each[word]:.3f}" for word in ("precision", "recall"))
        say(f"Profiles to addresses, {_CALLED[key]}: {three}, F1 {each['f1']:.3f}.")
    for note in result.get("notes", ()):
        hint(note)


def _row(called: str, figures: dict[str, Any] | None) -> list[str]:
    if figures is None:
        return [called, *6 * ["-"]]
    both = [figures, figures["b_cubed"]]
    return [called, *(f"{one[key]:.3f}" for one in both for key in ("precision", "recall", "f1"))]
