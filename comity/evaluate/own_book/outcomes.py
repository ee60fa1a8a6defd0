"""What the plan named in; per kind, what was done about it and what came of that, out.

Counted are suggestions that are closed (``operations.plan.results``). Shares of the named carry
95 % intervals (Wilson 1927).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.evaluate.diagram import wilson
from comity.evaluate.documents import Estimate, KindOutcomes, PlanOutcomes
from comity.operations.moment import iso
from comity.operations.plan.documents import Rested
from comity.operations.plan.fading import faded
from comity.operations.plan.results import ACT_DAYS, RESULT_DAYS, outcomes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.book import Book
    from comity.operations.plan.results import Outcome

CLOSED_MIN = 12  # fewer show nothing


def came_of_it(book: Book) -> PlanOutcomes:
    """Return, for each kind of suggestion, what came of those that were shown."""
    found = outcomes(book, book.decisions.shown(as_of_us=book.as_of_us))
    kinds = {
        kind: _counted([one for one in found if one.kind == kind])
        for kind in dict.fromkeys(one.kind for one in found)
    }
    closed = sum(one.closed for one in found)
    return PlanOutcomes(
        since=iso(found[0].shown_us) if found else None,
        act_days=ACT_DAYS,
        result_days=RESULT_DAYS,
        named=len(found),
        closed=closed,
        enough=closed >= CLOSED_MIN,
        kinds=kinds,
        faded=tuple(Rested(one.kind, one.text) for one in faded(book)),
        sentences=(_in_words(found),),
    )


def _counted(found: Sequence[Outcome]) -> KindOutcomes:
    closed = [one for one in found if one.closed]
    answered = sum(one.answered for one in closed)
    share = answered / len(closed) if closed else None
    return KindOutcomes(
        named=len(found),
        closed=len(closed),
        acted_on=sum(one.acted for one in closed),
        put_off=sum(one.put_off for one in closed),
        skipped=sum(not one.acted and not one.put_off for one in closed),
        answered=answered,
        further=sum(one.further for one in closed),
        answered_share=Estimate(share, *wilson(answered, len(closed))),
    )


def _in_words(found: Sequence[Outcome]) -> str:
    closed = [one for one in found if one.closed]
    if len(closed) < CLOSED_MIN:
        return (
            f"Too little to tell what the plan brings: of {len(found)} people it named, "
            f"{len(closed)} are old enough to say; it takes {CLOSED_MIN}."
        )
    acted, answered, further = (
        sum(getattr(one, name) for one in closed) for name in ("acted", "answered", "further")
    )
    return (
        f"Of {len(closed)} people the plan named, you did something about {acted}; {answered} of "
        f"them were in touch within {RESULT_DAYS} days, and with {further} it went further: a "
        "meeting, or another exchange."
    )
