"""Suggestions in, today's few out: at the pace chosen, one a person, the owed before the nice."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from comity.operations.plan.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from comity.book import Book
    from comity.operations.plan.fading import Faded
    from comity.operations.plan.suggestion import Suggestion


def suggestion_id(one: Suggestion) -> str:
    """Return an id that survives rebuilds and new days: a hash of kind, identity and cause."""
    parts = f"{one.kind.name}\0{one.identity}\0{one.cause}"
    return blake2b(parts.encode("utf-8", "replace"), digest_size=5).hexdigest()


def choose(
    found: Iterable[Suggestion],
    *,
    settled: set[str],
    people: int | None,
    minutes: int | None,
    faded: Sequence[Faded] = (),
) -> list[Suggestion]:
    """Return the few to show: by kind, then weight; at most so many people or minutes.

    Kinds that have faded come last, one of each at most, and none while they rest.
    """
    rests = {one.kind: one.rests for one in faded}
    ordered = sorted(found, key=lambda one: (one.kind.name in rests, *_order(one)))
    chosen: dict[str, Suggestion] = {}
    spent = 0
    for one in ordered:
        if suggestion_id(one) in settled or one.person in chosen or rests.get(one.kind.name):
            continue
        if people is not None and len(chosen) >= people:
            break
        if minutes is not None and chosen and spent + one.kind.minutes > minutes:
            continue
        chosen[one.person] = one
        if one.kind.name in rests:
            rests[one.kind.name] = True
        spent += one.kind.minutes
    return list(chosen.values())


def _order(one: Suggestion) -> tuple[int, float, str]:
    return KINDS.index(one.kind), -one.weight, one.person


def settled(book: Book) -> set[str]:
    """Return the ids of suggestions that were done, or are put off beyond the moment."""
    said = book.decisions.standing("done", "snooze", as_of_us=book.as_of_us)
    return {
        one.other for one in said if one.verb == "done" or one.value["until_us"] > book.moment_us
    }
