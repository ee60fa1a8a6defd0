"""How a draft speaks: whether it presses, or apologises more than there is to apologise for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.language.draft.manner import apologies, pressure
from comity.operations.draft.finding import found
from comity.operations.words import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.language.draft.letter import Letter
    from comity.operations.draft.documents import Finding

_APOLOGIES_MAX = 1


def manners(letter: Letter) -> Iterator[Finding]:
    """Yield the words that press, and apologies beyond the first."""
    for span in pressure(letter)[:2]:
        yield found(
            letter,
            span,
            "pressure",
            "consider",
            "This presses. If there is a date, give it with its reason; else leave them their "
            "time.",
        )
    sorry = apologies(letter)
    if len(sorry) > _APOLOGIES_MAX:
        yield found(
            letter,
            sorry[_APOLOGIES_MAX],
            "apologies",
            "consider",
            f"{number(len(sorry)).capitalize()} apologies. One is enough where there is a reason, "
            "and asking is none: people agree to help more often than those who ask expect (Flynn "
            "and Lake 2008).",
        )
