"""``people`` and ``person``: who there is, and what happened between us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from comity.cache import heeds
from comity.operations.moment import iso
from comity.operations.operation import limited, operation
from comity.operations.person.lookup import find_person, no_person
from comity.operations.person.overlay import (
    DECIDED,
    Circle,  # noqa: TC001 - read from the signature when the command is made
    Stage,  # noqa: TC001 - as Circle
)

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.operation import Result

Sort = Literal["recent", "name", "strength", "p_contact_7d", "p_active_90d"]
_ORDER = {
    "recent": "last_at_us DESC NULLS LAST, name, person",
    "name": "lower(name), person",
    "strength": "strength DESC NULLS LAST, last_at_us DESC NULLS LAST, person",
    "p_contact_7d": "p_contact_7d DESC NULLS LAST, person",
    "p_active_90d": "p_active_90d DESC NULLS LAST, person",
}
_TIMELINE_MAX = 200


@heeds(*DECIDED)
@operation("people")
def people(
    book: Book,
    *,
    limit: Annotated[int, "How many to show; 0 for all."] = 50,
    sort: Annotated[Sort | None, "In which order; the most recent first by default."] = None,
    stage: Annotated[Stage | None, "Only those at this stage."] = None,
    circle: Annotated[Circle | None, "Only those of this circle."] = None,
    tag: Annotated[str, "Only those with this tag of yours."] = "",
) -> Result:
    """List people, the most recent first.

    Stages: established, growing, sprouting (first words both ways), planted (one side only, of
    late), resting (was good, has gone quiet), listed (a contact and no more), let_go.
    Circles: professional, personal, colleague, service.
    """
    from comity.operations.person.overlay import show_ties

    show_ties(book)
    where, values = ["true"], list[str]()
    for column, value in (("stage", stage), ("circle", circle)):
        if value:
            where.append(f"{column} = ?")
            values.append(value)
    if tag:
        where.append("list_contains(tags, ?)")
        values.append(tag)
    found = book.rows(
        f"SELECT * FROM tie WHERE {' AND '.join(where)} "
        f"ORDER BY {_ORDER[sort or 'strength']} LIMIT ?",
        [*values, limited(limit)],
    )
    identities = _identities(book, [one["person"] for one in found])
    return {"people": [summary(one, identities[one["person"]]) for one in found]}


@heeds(of_them=(*DECIDED, "note"))
@operation("person")
def person(book: Book, who: str) -> Result:
    """Show one person: what happened, when, and what follows from it.

    WHO is an id, an address, or a name or part of one.
    """
    from comity.operations.person.overlay import show_ties
    from comity.operations.person.replies import replies
    from comity.operations.person.timeline import identities_of, reasons, timeline

    found = find_person(book, who)
    show_ties(book)
    tie = book.rows("SELECT * FROM tie WHERE person = ?", [found["person"]])
    if not tie:
        raise no_person(book, found)
    back = replies(book, tie[0])
    return {
        **summary(tie[0], identities_of(book, found["person"])),
        **back,
        "timeline": timeline(book, found["person"], limit=_TIMELINE_MAX),
        "reasons": [*reasons(book, tie[0]), *back["reasons"]],
    }


def summary(tie: dict[str, Any], identities: list[str]) -> dict[str, Any]:
    """Return what ``people`` says of one person."""
    return {
        "id": tie["person"],
        "name": tie["name"],
        "identities": identities,
        "stage": tie["stage"],
        "circle": tie["circle"],
        "strength": tie["strength"],
        "evidence_days": tie["evidence_days"],
        "two_way_days": tie["two_way_days"],
        "last_at": iso(tie["last_at_us"]),
        "sent": tie["sent"],
        "received": tie["received"],
        "p_contact_7d": tie["p_contact_7d"],
        "p_active_90d": tie["p_active_90d"],
    }


def _identities(book: Book, persons: list[str]) -> dict[str, list[str]]:
    found = book.rows(
        "SELECT person, list(identity ORDER BY first_us, identity) AS identities FROM identity "
        "WHERE person IN (SELECT unnest(?)) GROUP BY person",
        [persons],
    )
    return {one["person"]: one["identities"] for one in found}
