"""The kinds of suggestion, in the order of the plan; nothing else in the program lists them.

What one asked to be reminded of first, then whom one keeps, then what is owed, then what is new,
then what went quiet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.plan import answer, follow_up, keep, lapse, news, remind, revive, thank

if TYPE_CHECKING:
    from comity.operations.plan.suggestion import SuggestionKind

KINDS: tuple[SuggestionKind, ...] = (
    remind.KIND,
    keep.KIND,
    answer.KIND,
    thank.KIND,
    news.KIND,
    follow_up.KIND,
    lapse.KIND,
    revive.KIND,
)
BY_NAME = {kind.name: kind for kind in KINDS}
