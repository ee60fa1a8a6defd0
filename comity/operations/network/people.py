"""``people``: who there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from comity.operations.network.directory import found_by
from comity.operations.network.documents import People
from comity.operations.network.figures import WHICH
from comity.operations.network.filters import find_filter
from comity.operations.operation import limited, operation
from comity.operations.person.overlay import (
    SomeCircle,  # noqa: TC001 - read from the signature when the command is made
    Stage,  # noqa: TC001 - as SomeCircle
)
from comity.operations.person.person import summary

if TYPE_CHECKING:
    from comity.book import Book

Sort = Literal["recent", "name", "strength", "p_contact_7d", "p_active_90d"]
_ORDER = {
    "recent": "last_at_us DESC NULLS LAST, name, person",
    "name": "lower(name), person",
    "strength": "strength DESC NULLS LAST, last_at_us DESC NULLS LAST, person",
    "p_contact_7d": "p_contact_7d DESC NULLS LAST, person",
    "p_active_90d": "p_active_90d DESC NULLS LAST, person",
}


@operation("people", of_my_side=True)
def people(
    book: Book,
    *,
    limit: Annotated[int, "How many to show; 0 for all."] = 50,
    sort: Annotated[Sort | None, "In which order; the most recent first by default."] = None,
    stage: Annotated[Stage | None, "Only those at this stage."] = None,
    circle: Annotated[SomeCircle | None, "Only those of this circle."] = None,
    tag: Annotated[str, "Only those with this tag of yours."] = "",
    saved: Annotated[str, "Only those whom a filter finds that you saved."] = "",
) -> People:
    """List people, the most recent first.

    Stages: established, growing, sprouting (first words both ways), planted (one side only, of
    late), resting (was good, has gone quiet), brief (a few days within two months and nothing
    since), listed (a contact and no more), let_go, died.
    Circles: professional, personal, colleague, service (whose customer you are), not_sorted.
    """
    from comity.operations.person.overlay import show_ties

    show_ties(book)
    where, values = [WHICH["contacts"].condition], list[object]()
    for column, value in (("stage", stage), ("circle", circle)):
        if value:
            where.append(f"{column} = ?")
            values.append(value)
    if tag:
        where.append("list_contains(tags, ?)")
        values.append(tag)
    if saved:
        where.append("person IN (SELECT unnest(?))")
        values.append([one.id for one in found_by(book, find_filter(book, saved)).people])
    found = book.rows(
        f"SELECT * FROM tie WHERE {' AND '.join(where)} "
        f"ORDER BY {_ORDER[sort or 'strength']} LIMIT ?",
        [*values, limited(limit)],
    )
    identities = _identities(book, [one["person"] for one in found])
    return People(tuple(summary(one, tuple(identities[one["person"]])) for one in found))


def _identities(book: Book, persons: list[str]) -> dict[str, list[str]]:
    found = book.rows(
        "SELECT person, list(identity ORDER BY first_us, identity) AS identities FROM identity "
        "WHERE person IN (SELECT unnest(?)) GROUP BY person",
        [persons],
    )
    return {one["person"]: one["identities"] for one in found}
