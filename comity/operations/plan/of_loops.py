"""Open loops as suggestions: the latest of each person that is of an age to be named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.loops.rows import open_rows
from comity.operations.plan.suggestion import Evidence, Suggestion
from comity.operations.words import days_since, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comity.book import Book
    from comity.operations.document import SomeReason
    from comity.operations.loops.rows import Row
    from comity.operations.plan.suggestion import Help, SuggestionKind

_MAY_APPROACH = "SELECT person FROM anyone WHERE may_approach"


def latest(
    book: Book, kind: str, age_days: tuple[int, int], *, approaches: bool = False
) -> list[Row]:
    """Return the latest open loop of a kind with each person, from one age to before another.

    ``approaches``: to name it is to approach them, so whom I wrote twice in vain is left out.
    """
    first: dict[str, Row] = {}
    for one in open_rows(book, kind):  # the latest first
        if age_days[0] <= days_since(one.at_us, book) < age_days[1]:
            first.setdefault(one.person, one)
    if approaches and first:
        may = book.once(_may_approach)
        return [one for one in first.values() if one.person in may]
    return list(first.values())


def _may_approach(book: Book) -> set[str]:
    return {one["person"] for one in book.rows(_MAY_APPROACH)}


def suggestion(
    book: Book,
    kind: SuggestionKind,
    one: Row,
    why: Iterable[SomeReason],
    *,
    help_: Help | None = None,
    weight: float | None = None,
) -> Suggestion:
    """Return a loop as a suggestion; the newer it is the more it weighs, unless that is said."""
    return Suggestion(
        kind=kind,
        person=one.person,
        name=one.name,
        identity=one.identity,
        cause=one.id,
        weight=-days_since(one.at_us, book) if weight is None else weight,
        why=tuple(why),
        evidence=(Evidence(one.key, one.at_us, excerpt(one.text)),),
        help=help_,
    )
