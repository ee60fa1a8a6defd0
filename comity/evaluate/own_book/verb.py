"""``evaluate me``: how far to trust what Comity says, told by the user's own past."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from typing import TYPE_CHECKING, Annotated

from comity.evaluate.documents import EvaluateMe, OwnReplay
from comity.operations.document import extended
from comity.operations.operation import operation
from comity.operations.words import count

if TYPE_CHECKING:
    from comity.book import Book
    from comity.evaluate.documents import ForecastFigures

_SAID_MIN = 5  # fewer people are not spoken of as a group
_NOTES = (
    "forecasts are computed again as of each past day, from what had happened by then",
    "who is who is as known today",
    "intervals: 95 %, drawing whole people",
)


@operation("evaluate me", of_my_side=True)
def evaluate_me(
    book: Book,
    *,
    svg: Annotated[Path | None, "Also draw the forecasts against what came true, as SVG."] = None,
    seed: Annotated[int, "Of the draws behind the intervals."] = 1,
) -> EvaluateMe:
    """Check on your own past how often Comity was right.

    Who would have been said to stay in touch, and who did; beside two rules of thumb. Which
    ties fell silent for a quarter, and whether a plan would have named them in time. What came
    of the people whom today named. Only stretches of time that are over count. Nothing here is
    about a single person.
    """
    from comity.evaluate.own_book.cases import TARGETS, cases
    from comity.evaluate.own_book.figures import figures
    from comity.evaluate.own_book.outcomes import came_of_it

    found = [figures(cases(book, target), target, seed=seed) for target in TARGETS]
    forecasts = tuple(replace(told, sentences=_in_words(told)) for told in found)
    if svg is not None:
        from comity.evaluate.diagram import reliability

        svg.write_text(reliability(forecasts), "utf-8")
    return EvaluateMe(
        forecasts=forecasts,
        plan=_replayed(book, seed=seed),
        suggestions=came_of_it(book),
        notes=_NOTES,
        svg=None if svg is None else str(svg),
    )


def _replayed(book: Book, *, seed: int) -> OwnReplay:
    """Return whom plans would have named, of the lapses there were."""
    from comity.evaluate.replay.figures import figures
    from comity.evaluate.replay.history import of_books
    from comity.evaluate.replay.verb import DRAWS, in_words
    from comity.operations.plan.lapse import EVERY_DAYS, HORIZON_DAYS

    told = figures(
        of_books([book]),
        horizon_days=HORIZON_DAYS,
        every_days=EVERY_DAYS,
        seed=seed,
        draws=DRAWS,
    )
    return extended(told, OwnReplay, sentences=in_words(told))


def _in_words(told: ForecastFigures) -> tuple[str, ...]:
    return (*_newest(told), _compared(told)) if told.n else ()


def _newest(told: ForecastFigures) -> list[str]:
    """Say of each tenth of the newest window how many were forecast and how many came true."""
    return [
        f"Of {one.n} people Comity gave {one.from_ * 100:.0f} to {one.to * 100:.0f} %, "
        f"{one.came_true} {'was' if one.came_true == 1 else 'were'} {told.meaning} within "
        f"{told.horizon_days} days."
        for one in reversed(told.newest.bins)
        if one.n >= _SAID_MIN
    ]


def _compared(told: ForecastFigures) -> str:
    """Say whether there is enough to tell, and how the forecast did beside the rules of thumb."""
    if not told.enough:
        from comity.evaluate.own_book.figures import CASES_MIN, EACH_MIN

        true = round((told.base_rate or 0.0) * told.n)
        return (
            f"Too little to tell: {count(told.n, 'forecast')} can be checked, of which {true} "
            f"came true; it takes {CASES_MIN}, and {EACH_MIN} of either outcome."
        )
    of = {name: methods["auc"] for name, methods in told.methods.items()}
    pairs = {name: _percent(one.value) for name, one in of.items()}
    return (
        f"Of 100 pairs, one who did and one who did not, it put {pairs['forecast']} in the right "
        f"order ({_percent(of['forecast'].low)} to {_percent(of['forecast'].high)}); how long the "
        f"silence is, {pairs['recency']}; silence over the usual gap, {pairs['overdue']}."
    )


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.0f}"
