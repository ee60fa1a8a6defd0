"""Suggestions in, today's few out: at the pace chosen, one a person, the owed before the nice."""

from __future__ import annotations

from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING

from comity import schema
from comity.operations.plan.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from comity.operations.plan.fading import Faded
    from comity.operations.plan.suggestion import Suggestion, SuggestionKind

NOTHING: Mapping[SuggestionKind, str] = MappingProxyType({})
_MINUTES_OF_THREE = 15  # what three people take, where the pace is one of minutes


def suggestion_id(one: Suggestion) -> str:
    """Return an id that survives rebuilds and new days: a hash of kind, identity and cause."""
    return schema.suggestion_id(one.kind.name, one.identity, one.cause)


def choose(
    due: Iterable[Suggestion],
    *,
    people: int | None,
    minutes: int | None,
    faded: Sequence[Faded] = (),
    before: Sequence[SuggestionKind] = (),
    spent: Mapping[SuggestionKind, str] = NOTHING,
    seldom: Collection[SuggestionKind] = (),
) -> list[Suggestion]:
    """Return the few to show: by kind, then weight; at most so many people or minutes a day.

    ``before``: the kinds of what was tended today already, which uses up the day. A kind that
    takes its share of three has more only where nothing else is due. Kinds that have faded come
    last, one of each at most, and none while they rest. A kind named once in so many days, of
    itself or ``seldom`` for now, is named once, and where that is ``spent``, on the suggestion of
    that id, for nobody else.
    """
    rests = {one.kind: one.rests for one in faded}

    def place(one: Suggestion) -> tuple[bool, int, float, str]:
        return one.kind.name in rests, KINDS.index(one.kind), -one.weight, one.person

    ordered = sorted(due, key=place)
    chosen: dict[str, Suggestion] = {}
    for is_sparing in (True, False):
        for one in ordered:
            kinds = [*before, *(other.kind for other in chosen.values())]
            if one.person in chosen or rests.get(one.kind.name):
                continue
            if (one.kind.every_days or one.kind in seldom) and _is_spent(one, kinds, spent):
                continue
            if is_sparing and _has_its_share(one.kind, kinds, people, minutes):
                continue
            if not _fits(one.kind, kinds, people, minutes):
                continue
            chosen[one.person] = one
            if one.kind.name in rests:
                rests[one.kind.name] = True
    return sorted(chosen.values(), key=place)


def _is_spent(
    one: Suggestion, kinds: Sequence[SuggestionKind], spent: Mapping[SuggestionKind, str]
) -> bool:
    """Tell whether somebody else was named, of a kind that names one in so many days."""
    return one.kind in kinds or spent.get(one.kind, suggestion_id(one)) != suggestion_id(one)


def _fits(
    kind: SuggestionKind, taken: Sequence[SuggestionKind], people: int | None, minutes: int | None
) -> bool:
    """Tell whether the day has room for one more; the first always has its minutes."""
    if people is not None and len(taken) >= people:
        return False
    return minutes is None or not taken or sum(one.minutes for one in (*taken, kind)) <= minutes


def _has_its_share(
    kind: SuggestionKind, taken: Sequence[SuggestionKind], people: int | None, minutes: int | None
) -> bool:
    """Tell whether a kind that takes so many of three has taken them."""
    if kind.of_three is None:
        return False
    threes = people / 3 if people is not None else (minutes or 0) / _MINUTES_OF_THREE
    return taken.count(kind) >= max(1, ceil(threes * kind.of_three))
