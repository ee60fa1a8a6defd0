"""The kinds of suggestion, in the order of the plan; nothing else in the program lists them.

What one asked to be reminded of first, then whom one keeps, then what is owed, then what is new,
then what went quiet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.plan import (
    answer,
    asked,
    follow_up,
    keep,
    lapse,
    never_set,
    news,
    promise,
    remind,
    revive,
    tell_them,
    thank,
)

if TYPE_CHECKING:
    from comity.operations.plan.suggestion import SuggestionKind

KINDS: tuple[SuggestionKind, ...] = (
    remind.KIND,
    keep.KIND,
    answer.KIND,
    promise.KIND,
    thank.KIND,
    news.KIND,
    follow_up.KIND,
    tell_them.KIND,
    never_set.KIND,
    asked.KIND,
    lapse.KIND,
    revive.KIND,
)
BY_NAME = {kind.name: kind for kind in KINDS}
