"""``evaluate me``: how far to trust what Comity says, told by the user's own past."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from typing import TYPE_CHECKING, Annotated, Any

from comity.operations.moment import iso
from comity.operations.operation import operation
from comity.operations.words import count

if TYPE_CHECKING:
    from comity.book import Book
    from comity.evaluate.own_book.cases import Cases, Target
    from comity.operations.operation import Result

_SAID_MIN = 5  # fewer people are not spoken of as a group
_NOTES = (
    "forecasts are computed again as of each past day, from what had happened by then",
    "who is who is as known today",
    "intervals: 95 %, drawing whole people",
)


@operation("evaluate me")
def evaluate_me(
    book: Book,
    *,
    svg: Annotated[Path | None, "Also draw the forecasts against what came true, as SVG."] = None,
    seed: Annotated[int, "Of the draws behind the intervals."] = 1,
) -> Result:
    """Check on your own past how often Comity was right.

    Who would have been said to stay in touch, and who did; beside two rules of thumb. Which
    ties fell silent for a quarter, and whether a plan would have named them in time. What came
    of the people whom today named. Only stretches of time that are over count. Nothing here is
    about a single person.
    """
    from comity.evaluate.own_book.cases import TARGETS, cases
    from comity.evaluate.own_book.figures import figures
    from comity.evaluate.own_book.outcomes import came_of_it

    found = [(target, cases(book, target)) for target in TARGETS]
    forecasts = [_said(figures(own, of, seed=seed), of, own) for of, own in found]
    if svg is not None:
        from comity.evaluate.diagram import reliability

        svg.write_text(reliability(forecasts), "utf-8")
    return {
        "forecasts": forecasts,
        "plan": _replayed(book, seed=seed),
        "suggestions": came_of_it(book),
        "notes": list(_NOTES),
        "svg": None if svg is None else str(svg),
    }


def _replayed(book: Book, *, seed: int) -> dict[str, Any]:
    """Return whom plans would have named, of the lapses there were."""
    from comity.evaluate.replay.figures import figures
    from comity.evaluate.replay.history import of_books
    from comity.evaluate.replay.verb import DRAWS, in_words

    told = figures(of_books([book]), horizon_days=90, every_days=1, seed=seed, draws=DRAWS)
    return told | {"sentences": in_words(told)}


def _said(told: dict[str, Any], target: Target, cases: Cases) -> dict[str, Any]:
    """Return the figures with their words and their days."""
    told["from"] = iso(cases.from_us[0]) if cases.from_us else None
    told["newest"]["from"] = iso(cases.from_us[-1]) if cases.from_us else None
    told["sentences"] = [*_newest(told, target), _compared(told)] if told["n"] else []
    return told


def _newest(told: dict[str, Any], target: Target) -> list[str]:
    """Say of each tenth of the newest window how many were forecast and how many came true."""
    return [
        f"Of {one['n']} people Comity gave {one['from'] * 100:.0f} to {one['to'] * 100:.0f} %, "
        f"{one['came_true']} {'was' if one['came_true'] == 1 else 'were'} {target.meaning} within "
        f"{target.horizon_days} days."
        for one in reversed(told["newest"]["bins"])
        if one["n"] >= _SAID_MIN
    ]


def _compared(told: dict[str, Any]) -> str:
    """Say whether there is enough to tell, and how the forecast did beside the rules of thumb."""
    if not told["enough"]:
        from comity.evaluate.own_book.figures import CASES_MIN, EACH_MIN

        true = round(told["base_rate"] * told["n"])
        return (
            f"Too little to tell: {count(told['n'], 'forecast')} can be checked, of which {true} "
            f"came true; it takes {CASES_MIN}, and {EACH_MIN} of either outcome."
        )
    of = {name: figures["auc"] for name, figures in told["methods"].items()}
    pairs = {name: f"{one['value'] * 100:.0f}" for name, one in of.items()}
    low, high = of["forecast"]["low"], of["forecast"]["high"]
    return (
        f"Of 100 pairs, one who did and one who did not, it put {pairs['forecast']} in the right "
        f"order ({low * 100:.0f} to {high * 100:.0f}); how long the silence is, "
        f"{pairs['recency']}; silence over the usual gap, {pairs['overdue']}."
    )
