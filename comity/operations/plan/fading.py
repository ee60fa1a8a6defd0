"""What came of suggestions in; the kinds that bring nothing, to be shown less often, out.

Only kinds that are neither owed nor asked for fade. One does when at least 12 of its suggestions
are closed and as many of the others', and it is likelier than nine in ten that its share of
answers is less than half of theirs: of shares with uniform priors (Bayes 1763; Beta posteriors).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, lgamma, log
from typing import TYPE_CHECKING

from comity.errors import BadInput
from comity.operations.plan.kinds import KINDS
from comity.operations.plan.results import outcomes
from comity.operations.upkeep.settings import Setting, chosen_by_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.book import Book
    from comity.operations.plan.results import Outcome
    from comity.store.decisions import Shown

FADING = tuple(kind.name for kind in KINDS if kind.fades)
CLOSED_MIN = 12
CHANCE_MIN = 0.9
EVERY_DAYS = 14
_STEPS = 400


@dataclass(frozen=True, slots=True)
class Faded:
    """A kind that brought clearly less than the others."""

    kind: str
    closed: int
    brought: int  # answered, or met
    others_closed: int
    others_brought: int
    rests: bool  # whether it was shown so lately that it is not due

    @property
    def text(self) -> str:
        """The figures, and what follows."""
        name = self.kind.replace("_", " ")
        return (
            f"{name} is named at most every {EVERY_DAYS} days: of {self.closed} named, "
            f"{self.brought} brought an answer or a meeting, of {self.others_closed} others "
            f"{self.others_brought}"
        )


def faded(book: Book) -> list[Faded]:
    """Return the kinds to be shown less often, as of the book's moment."""
    shown = book.decisions.shown(as_of_us=book.as_of_us)
    if len({one.suggestion for one in shown}) < 2 * CLOSED_MIN:
        return []
    found = outcomes(book, shown)
    kept = _kept(book)
    return [
        one
        for kind in FADING
        if kind not in kept and (one := _judged(kind, found, rests=_rests(kind, shown, book.today)))
    ]


def _kept(book: Book) -> frozenset[str]:
    """Return the kinds of suggestion that the user wants as often as ever."""
    given = str(chosen_by_user(book).get("always") or "none")
    return frozenset(FADING) if given == "all" else frozenset(given.split(","))


def _judged(kind: str, found: Sequence[Outcome], *, rests: bool) -> Faded | None:
    owed = {one.name for one in KINDS if one.owed}
    closed = [one for one in found if one.closed and one.kind not in owed]
    own = [one.answered for one in closed if one.kind == kind]
    others = [one.answered for one in closed if one.kind != kind]
    if min(len(own), len(others)) < CLOSED_MIN:
        return None
    figures = (len(own), sum(own), len(others), sum(others))
    less = chance_below_half(sum(own), len(own), of=(sum(others), len(others)))
    return Faded(kind, *figures, rests) if less >= CHANCE_MIN else None


def _rests(kind: str, shown: Sequence[Shown], today: int) -> bool:
    """Tell whether the kind was shown in the last days, today apart."""
    return any(one.kind == kind and 0 < today - one.day < EVERY_DAYS for one in shown)


def chance_below_half(brought: int, closed: int, *, of: tuple[int, int]) -> float:
    """Return the chance that a share is less than half of another, both with uniform priors.

    By the midpoint rule.

    >>> round(chance_below_half(0, 12, of=(20, 40)), 2)
    0.97
    >>> round(chance_below_half(6, 12, of=(6, 12)), 2)
    0.02
    """
    other_brought, other_closed = of
    own = _posterior(brought, closed)
    others = _posterior(other_brought, other_closed)
    below, total = [0.0], 0.0
    for part in own:
        total += part
        below.append(total)
    return sum(part * below[step // 2] for step, part in enumerate(others))


def _posterior(brought: int, closed: int) -> list[float]:
    """Return the chance of each small step of the share."""
    alpha, beta = 1 + brought, 1 + closed - brought
    scale = lgamma(alpha + beta) - lgamma(alpha) - lgamma(beta)
    middles = [(step + 0.5) / _STEPS for step in range(_STEPS)]
    densities = [
        exp(scale + (alpha - 1) * log(share) + (beta - 1) * log(1 - share)) for share in middles
    ]
    whole = sum(densities)
    return [density / whole for density in densities]


def _checked(value: str) -> str:
    words = [word.strip() for word in value.split(",")]
    for word in words:
        if word not in FADING and value not in {"all", "none"}:
            hint = f"there are {', '.join(FADING)}, all and none"
            raise BadInput(f"{word!r} is no kind of suggestion that is shown less often", hint=hint)
    return ",".join(words)


ALWAYS = Setting(
    name="always",
    label="A kind of suggestion that seldom brings an answer",
    meaning=f"kinds of suggestion never shown less often, as {','.join(FADING[-2:])}; "
    "or all (none)",
    default=lambda _: "none",
    checked=_checked,
    choices={"none": "is named less often", "all": "is named as often as ever"},
)
